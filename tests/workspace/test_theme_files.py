"""Themes as files, and that all of them can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.tui.looks import LOOKS, READER_LOOKS, Look
from milepost.tui.themes import VARIABLES
from milepost.workspace.assets import themes_dir
from milepost.workspace.theme_files import (
    BODY_CONTRAST,
    COLOURS,
    QUIET_CONTRAST,
    ThemeFile,
    contrast,
    find_theme,
    find_themes,
    is_dark,
    read_theme,
    user_themes_dir,
)

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = find_themes().themes
NAMES = [theme.name for theme in SHIPPED]
PAIRS = sorted(
    {
        (look.colour or "ink", look.ground or ground)
        for look in (*LOOKS.values(), *READER_LOOKS.values())
        for ground in ("ground", "raised")
    }
)
"""Every colour with every ground that it can stand on, by the names of style sheets."""


def theme_text(**changes: str) -> str:
    lines = ['name = "dusk"', 'title = "Dusk"', "dark = true", "[colours]"]
    colours = dict.fromkeys(COLOURS, "#ffffff") | {"ground": "#000000", "raised": "#111111"}
    return "\n".join(
        [*lines, *(f'{name} = "{colour}"' for name, colour in (colours | changes).items())]
    )


def test_four_themes_come_along() -> None:
    assert NAMES == ["night-express", "signal", "timetable", "viridian"]
    assert find_themes().mistakes == ()


@pytest.mark.parametrize("theme", SHIPPED, ids=NAMES)
@pytest.mark.parametrize(("colour", "ground"), PAIRS)
def test_every_pair_that_is_used_can_be_read(theme: ThemeFile, colour: str, ground: str) -> None:
    ratio = contrast(
        theme.colours[VARIABLES.get(colour, colour)], theme.colours[VARIABLES.get(ground, ground)]
    )
    is_body = {colour, ground} <= {"ink", "ground", "raised"}

    assert ratio >= (BODY_CONTRAST if is_body else QUIET_CONTRAST)


@pytest.mark.parametrize("theme", SHIPPED, ids=NAMES)
def test_none_of_ours_is_hard_to_read(theme: ThemeFile) -> None:
    assert theme.faint_pairs() == ()
    assert theme.dark is is_dark(theme.colours["ground"])
    assert not theme.own


def test_a_theme_that_is_hard_to_read_says_where(tmp_path: Path) -> None:
    path = tmp_path / "dusk.toml"
    path.write_text(theme_text(quiet="#333333", text="#888888"), encoding="utf-8")
    theme = read_theme(path)

    assert isinstance(theme, ThemeFile)
    assert [pair[:2] for pair in theme.faint_pairs()] == [
        ("text", "ground"),
        ("text", "raised"),
        ("quiet", "ground"),
        ("quiet", "raised"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_measured_as_the_guidelines_do(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = ", "is not TOML: "),
        ("dark = 3\n", "`dark` must be true or false."),
        ("", "there must be a table `[colours]`."),
        ('name = "Über"\n[colours]', "`name` must be made of small letters, digits and hyphens."),
        ("name = 3\n[colours]", "`name` must be made of small letters, digits and hyphens."),
        ("[colours]", "the colour `ground` is missing."),
        (theme_text(quiet="grey"), '`colours.quiet` must be a colour such as "#e8e2d4".'),
        (
            theme_text(acent="#ffffff"),
            "`colours.acent` is no colour of a theme; did you mean `accent`?",
        ),
        (theme_text(xyz="#ffffff"), "`colours.xyz` is no colour of a theme."),
    ],
)
def test_a_file_that_is_no_theme_is_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")

    sentence = read_theme(path)

    assert isinstance(sentence, str)
    assert sentence.startswith(str(path))
    assert words in sentence
    assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"\xe4\xf6"])
def test_bytes_that_are_no_text_are_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bytes.toml"
    path.write_bytes(content)

    assert "is not read" in str(read_theme(path))


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    assert isinstance(read_theme(tmp_path / "none.toml"), str)


def test_own_themes_come_after_ours_and_may_take_their_place(tmp_path: Path) -> None:
    (tmp_path / "dusk.toml").write_text(theme_text(), encoding="utf-8")
    mine = (themes_dir() / "signal.toml").read_text(encoding="utf-8")
    (tmp_path / "signal.toml").write_text(mine, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("", encoding="utf-8")

    shelf = find_themes(tmp_path)

    assert [(theme.name, theme.own) for theme in shelf.themes] == [
        ("night-express", False),
        ("signal", True),
        ("timetable", False),
        ("viridian", False),
        ("dusk", True),
    ]
    assert len(shelf.mistakes) == 1
    assert shelf.find("dusk") is shelf.themes[-1]
    assert shelf.find("dawn") is None


@pytest.mark.parametrize("name", [*NAMES, "dusk", "dawn", "", "../themes/signal", "x\0y"])
def test_one_theme_is_the_one_among_all(name: str, tmp_path: Path) -> None:
    empty, full, file = tmp_path / "empty", tmp_path / "full", tmp_path / "file"
    for folder in (empty, full):
        folder.mkdir()
    for title in ("dusk", "signal"):
        text = theme_text().replace('"dusk"', f'"{title}"')
        (full / f"{title}.toml").write_text(text, encoding="utf-8")
    file.write_text("", encoding="utf-8")

    for own in (None, tmp_path / "none", file, empty, full):
        assert find_theme(name, own) == find_themes(own).find(name)


def test_name_title_and_shade_are_guessed_where_they_are_not_given(tmp_path: Path) -> None:
    text = theme_text(ground="#ffffff", raised="#eeeeee")
    path = tmp_path / "dawn.toml"
    path.write_text(text[text.index("[colours]") :], encoding="utf-8")
    theme = read_theme(path, own=True)

    assert isinstance(theme, ThemeFile)
    assert (theme.name, theme.title, theme.dark, theme.own) == ("dawn", "dawn", False, True)


def test_without_a_home_there_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)

    assert user_themes_dir() is None


def test_looks_know_what_they_draw_with() -> None:
    names = {name for look in (*LOOKS.values(), *READER_LOOKS.values()) for name in look[:2]}

    assert names <= {"", "accent", *VARIABLES}
    assert Look() in READER_LOOKS.values() or LOOKS
