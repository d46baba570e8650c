"""A person's own keys: what is followed, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.tui.commands import COMMANDS, Command, Group, key_sign
from milepost.tui.keymap import bind, parse_key
from milepost.tui.settings import make_settings
from milepost.workspace.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def command(name: str, *keys: str) -> Command:
    return Command(name, name.title(), "", keys, name, Group.VIEW)


THREE = (command("one", "a"), command("two", "b", "c"), command("three", "right_square_bracket d"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("J", "J"),
        ("j", "j"),
        ("?", "question_mark"),
        (",", "comma"),
        ("-", "minus"),
        ("~", "tilde"),
        (" ", "space"),
        ("space", "space"),
        ("Esc", "escape"),
        ("pgdn", "pagedown"),
        ("f5", "f5"),
        ("ctrl+o", "ctrl+o"),
        ("Ctrl+Shift+F2", "ctrl+shift+f2"),
        ("alt+?", "alt+question_mark"),
        ("]d", "right_square_bracket d"),
        ("] d", "right_square_bracket d"),
        ("gg", "g g"),
        ("g space", "g space"),
        ("question_mark", "question_mark"),
        ("", ""),
        ("f99", ""),
        ("ctrl+", ""),
        ("ctrl+nothing", ""),
        ("g g g", ""),
        ("hello", ""),
        ("\x1b", ""),
        ("g\x07", ""),
    ],
)
def test_keys_are_written_as_people_do(written: str, name: str) -> None:
    assert parse_key(written) == name


@pytest.mark.parametrize("key", [key for each in COMMANDS for key in each.keys])
def test_every_key_can_be_written_as_it_is_shown(key: str) -> None:
    assert parse_key(key_sign(key)) == key


@pytest.mark.parametrize(
    ("key", "sign"),
    [
        ("tilde", "~"),
        ("ctrl+backslash", "ctrl+\\"),
        ("right_square_bracket space", "] space"),
        ("comma", ","),
        ("delete", "delete"),
        ("f12", "f12"),
    ],
)
def test_keys_are_shown_by_their_signs(key: str, sign: str) -> None:
    assert key_sign(key) == sign


@pytest.mark.parametrize(
    ("wishes", "keys"),
    [
        ({}, [("a",), ("b", "c"), ("right_square_bracket d",)]),
        ({"one": ["x"]}, [("x",), ("b", "c"), ("right_square_bracket d",)]),
        ({"one": ["x", "f2"], "two": []}, [("x", "f2"), (), ("right_square_bracket d",)]),
        ({"one": ["b"], "two": ["a"]}, [("b",), ("a",), ("right_square_bracket d",)]),
        ({"one": ["]f"]}, [("right_square_bracket f",), ("b", "c"), ("right_square_bracket d",)]),
    ],
)
def test_wishes_are_followed(
    wishes: Mapping[str, Sequence[str]], keys: list[tuple[str, ...]]
) -> None:
    keymap = bind(THREE, wishes)

    assert [each.keys for each in keymap.commands] == keys
    assert keymap.mistakes == ()


@pytest.mark.parametrize(
    ("wishes", "sentences"),
    [
        (
            {"one": ["b"]},
            ["The key b is for two commands, one (One) and two (Two). one keeps a."],
        ),
        (
            {"one": ["x"], "two": ["x"]},
            [
                "The key x is for two commands, one (One) and two (Two). "
                "one keeps a. two keeps b and c."
            ],
        ),
        (
            {"two": ["]"]},
            ["The key ]d is for two commands, two (Two) and three (Three). two keeps b and c."],
        ),
        (
            {"three": ["b d"]},
            ["The key bd is for two commands, two (Two) and three (Three). three keeps ]d."],
        ),
        (
            {"thre": ["x"]},
            ["There is no command thre to give a key to. Did you mean three?"],
        ),
        (
            {"zzzzzz": ["x"]},
            ["There is no command zzzzzz to give a key to. `?` lists the commands."],
        ),
        (
            {"one": ["hello"]},
            [
                "“hello” for the command one is no key; one keeps a. "
                "A key is written J, ctrl+o, f5, space, or gd for two."
            ],
        ),
    ],
)
def test_what_is_not_followed_is_said_and_the_own_keys_stay(
    wishes: Mapping[str, Sequence[str]], sentences: list[str]
) -> None:
    keymap = bind(THREE, wishes)

    assert list(keymap.mistakes) == sentences
    assert keymap.commands == THREE


def test_a_wish_that_falls_takes_those_along_that_relied_on_it() -> None:
    # `two` falls because of `three`, has b again, and so `one` cannot have it.
    keymap = bind(THREE, {"one": ["b"], "two": ["]"]})

    assert keymap.commands == THREE
    assert len(keymap.mistakes) == 2


def test_a_command_without_keys_of_its_own_stays_without_one() -> None:
    keymap = bind((*THREE, command("four")), {"four": ["a"]})

    assert keymap.mistakes[0].endswith("four stays without a key.")


def test_the_table_itself_has_no_clash() -> None:
    assert bind(COMMANDS, {}).mistakes == ()
    assert bind(COMMANDS, {"view.zoom": ["z"]}).mistakes == ()


def test_settings_without_wishes_have_the_table_itself() -> None:
    assert make_settings(Preferences()).commands is COMMANDS
    assert make_settings(Preferences(local_time=True)).local_time


def test_settings_say_what_is_not_followed() -> None:
    settings = make_settings(Preferences(keys={"view.zom": ("x",)}))

    assert settings.mistakes == (
        "There is no command view.zom to give a key to. Did you mean view.zoom?",
    )
