"""A person's own keys: what is followed, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.tui.commands import COMMANDS, Command, Group, key_sign
from milepost.tui.commands.place import Place, PlaceKeys, bound
from milepost.tui.commands.places import PLACES
from milepost.tui.keymap import bind, parse_key
from milepost.tui.settings import make_settings
from milepost.workspace.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def command(name: str, *keys: str) -> Command:
    return Command(name, name.title(), "", keys, name, Group.VIEW)


THREE = (command("one", "a"), command("two", "b", "c"), command("three", "right_square_bracket d"))


def place(*commands: Command, shared: Sequence[Command] = (), takes_text: bool = False) -> Place:
    return Place("Here", "in here", commands, tuple(shared), takes_text)


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
        ("dog", ""),
        ("no_such_sign", ""),
        ("ox", "o x"),
        ("asterisk", "asterisk"),
        ("shift+a", "A"),
        ("Shift+ö", "Ö"),
        ("shift+tab", "shift+tab"),
        ("shift+1", ""),
        ("shift+?", ""),
        ("shift+ß", ""),
        ("Ctrl+A", "ctrl+a"),
        ("alt+X", "alt+x"),
        ("Ctrl+Shift+K", "ctrl+shift+k"),
        ("ctrl+alt+left", "alt+ctrl+left"),
        ("shift+ctrl+shift+f2", "ctrl+shift+f2"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+space", "ctrl+space"),
        ("ctrl+@", "ctrl+space"),
        ("e\u0301", "é"),
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
        ({"one": ["f2", "F2"]}, [("f2",), ("b", "c"), ("right_square_bracket d",)]),
        ({"one": ["x", "f2"], "two": []}, [("x", "f2"), (), ("right_square_bracket d",)]),
        ({"one": ["b"], "two": ["a"]}, [("b",), ("a",), ("right_square_bracket d",)]),
        ({"one": ["]f"]}, [("right_square_bracket f",), ("b", "c"), ("right_square_bracket d",)]),
    ],
)
def test_wishes_are_followed(
    wishes: Mapping[str, Sequence[str]], keys: list[tuple[str, ...]]
) -> None:
    keymap = bind((place(*THREE),), wishes)

    assert [each.keys for each in bound(THREE, keymap.keys)] == keys
    assert keymap.mistakes == ()


@pytest.mark.parametrize(
    ("wishes", "sentences"),
    [
        (
            {"one": ["b"]},
            ["The key b is for two commands in here, one (One) and two (Two). one keeps a."],
        ),
        (
            {"one": ["x"], "two": ["x"]},
            [
                "The key x is for two commands in here, one (One) and two (Two). "
                "one keeps a. two keeps b and c."
            ],
        ),
        (
            {"two": ["]"]},
            [
                "The key ]d is for two commands in here, two (Two) and three (Three). "
                "two keeps b and c."
            ],
        ),
        (
            {"three": ["b d"]},
            [
                "The key bd is for two commands in here, two (Two) and three (Three). "
                "three keeps ]d."
            ],
        ),
        (
            {"thre": ["x"]},
            ["There is no command thre to give a key to. Did you mean three?"],
        ),
        (
            {"zzzzzz": ["x"]},
            ["There is no command zzzzzz to give a key to. Their ids are in docs/keys.md."],
        ),
        (
            {"one": ["hello"]},
            [
                "“hello” for the command one is no key; one keeps a. "
                "A key is written J, ctrl+o, f5, space, or ]e for two."
            ],
        ),
    ],
)
def test_what_is_not_followed_is_said_and_the_own_keys_stay(
    wishes: Mapping[str, Sequence[str]], sentences: list[str]
) -> None:
    keymap = bind((place(*THREE),), wishes)

    assert list(keymap.mistakes) == sentences
    assert not keymap.keys


def test_a_wish_that_falls_takes_those_along_that_relied_on_it() -> None:
    # `two` falls because of `three`, has b again, and so `one` cannot have it.
    keymap = bind((place(*THREE),), {"one": ["b"], "two": ["]"]})

    assert not keymap.keys
    assert len(keymap.mistakes) == 2


def test_a_command_without_keys_of_its_own_stays_without_one() -> None:
    keymap = bind((place(*THREE, command("four")),), {"four": ["a"]})

    assert keymap.mistakes[0].endswith("four stays without a key.")


def test_the_tables_themselves_have_no_clash() -> None:
    assert bind(PLACES, {}).mistakes == ()
    assert bind(PLACES, {"view.zoom": ["z"], "editor.save": ["ctrl+s"]}).mistakes == ()


def test_no_command_has_the_id_of_another() -> None:
    commands = {each for place in PLACES for each in place.own}

    assert len({each.id for each in commands}) == len(commands)


@pytest.mark.parametrize(
    "command", [each for place in PLACES for each in place.own], ids=lambda each: each.id
)
def test_every_key_of_every_place_can_be_written_as_it_is_shown(command: Command) -> None:
    assert [parse_key(key_sign(key)) for key in command.keys] == list(command.keys)


PAGER = (command("down", "j"), command("close", "q")._replace(is_way_out=True))
HERE = place(command("one", "a"), shared=PAGER)
THERE = Place("There", "over there", (command("two", "a"),), PAGER)


@pytest.mark.parametrize(
    ("wishes", "keys"),
    [
        # The same key twice, in two places.
        ({"one": ["x"], "two": ["x"]}, {"one": ("x",), "two": ("x",)}),
        ({"down": ["n"]}, {"down": ("n",)}),
        ({"one": ["j"], "down": ["n"]}, {"one": ("j",), "down": ("n",)}),
    ],
)
def test_places_have_keys_of_their_own(
    wishes: Mapping[str, Sequence[str]], keys: Mapping[str, tuple[str, ...]]
) -> None:
    assert bind((HERE, THERE), wishes) == (keys, ())


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        (
            {"two": ["j"]},
            "The key j is for two commands over there, two (Two) and down (Down). two keeps a.",
        ),
        # What several places have may not take a key in any of them; that is said once.
        (
            {"down": ["a"]},
            "The key a is for two commands in here, one (One) and down (Down). down keeps j.",
        ),
        ({"close": []}, "close needs a key, as nothing else leads out. close keeps q."),
    ],
)
def test_a_clash_names_the_place(wishes: Mapping[str, Sequence[str]], sentence: str) -> None:
    assert bind((HERE, THERE), wishes) == ({}, (sentence,))


def test_the_program_can_always_be_left() -> None:
    keymap = bind(PLACES, {"program.quit": [], "program.palette": []})

    assert keymap.keys == {"program.palette": ()}
    assert keymap.mistakes == (
        "program.quit needs a key, as nothing else leads out. program.quit keeps q and ctrl+q.",
    )


@pytest.mark.parametrize("key", ["x", "X", "?", "space", "gd", "g"])
def test_where_text_is_typed_no_letter_is_a_key(key: str) -> None:
    text = place(command("save", "ctrl+s"), takes_text=True)

    assert bind((text,), {"save": [key]}) == (
        {},
        (
            f"The key {key} cannot be for save: where you type, it is text. save keeps ctrl+s.",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("key", ["f2", "ctrl+x", "alt+s", "ctrl+x s", "enter", "tab"])
def test_where_text_is_typed_other_keys_are(key: str) -> None:
    text = place(command("save", "ctrl+s"), takes_text=True)

    assert bind((text,), {"save": [key]}).keys == {"save": (key,)}


@pytest.mark.parametrize(
    ("wishes", "clashes"),
    [
        ({"save": ["ctrl+q"]}, True),
        ({"save": ["ctrl+q"], "program.quit": ["q"]}, False),
        ({"program.quit": ["q", "ctrl+s"]}, True),
        ({"program.quit": ["q", "ctrl+x ctrl+c"], "save": ["ctrl+x ctrl+s"]}, False),
    ],
)
def test_keys_for_every_place_are_free_in_none(
    wishes: Mapping[str, Sequence[str]], clashes: bool
) -> None:
    text = place(command("save", "ctrl+s"), takes_text=True)

    assert bool(bind((PLACES[0], text), wishes).mistakes) is clashes


def test_the_keys_of_a_place_know_sequences_and_what_leads_there() -> None:
    here = Place(
        "", "", (command("one", "g g", "ctrl+x"),), PAGER, openers=("view.zoom",), again="close"
    )
    keys = PlaceKeys(here, {"view.zoom": ("z", "j")})

    def pressed(*typed: str) -> list[str]:
        return [command.action if command else "?" for command in map(keys.press, typed)]

    assert pressed("g", "g", "g", "z", "j", "g", "j", "x", "ctrl+x") == [
        "", "one", "", "close", "down", "", "down", "?", "one",
    ]  # fmt: skip
    assert keys.keys_of("close") == ("z", "q")
    assert keys.hints(("one", "goes"), ("close", "closes")) == ["gg goes", "q closes"]
    assert keys.sign("nothing") == ""
    assert [each.id for each in keys.footer("close", "one", "nothing")] == ["close", "one"]


def test_settings_without_wishes_have_the_table_itself() -> None:
    assert make_settings(Preferences()).commands is COMMANDS
    assert make_settings(Preferences(local_time=True)).local_time


def test_settings_say_what_is_not_followed() -> None:
    settings = make_settings(Preferences(keys={"view.zom": ("x",)}))

    assert settings.mistakes == (
        "There is no command view.zom to give a key to. Did you mean view.zoom?",
    )
