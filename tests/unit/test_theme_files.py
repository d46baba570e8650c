"""The colours of every shipped theme can be read on every ground they are used on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

THEMES = Path(__file__).resolve().parents[2] / "themes"
FILES = tuple(sorted(THEMES.glob("*.toml")))
GROUNDS = ("ground", "raised")
BODY = ("text",)
SECONDARY = ("quiet", "accent", "done", "changed", "warning", "error")
COLOURS = frozenset((*GROUNDS, *BODY, *SECONDARY))
HEX = re.compile(r"#[0-9a-f]{6}")


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 for black and 1 for white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        pytest.param("#000000", "#ffffff", 21.0, id="black on white"),
        pytest.param("#ffffff", "#ffffff", 1.0, id="white on white"),
        pytest.param("#777777", "#ffffff", 4.48, id="the grey just below 4.5"),
        pytest.param("#767676", "#ffffff", 4.54, id="the grey just above 4.5"),
        pytest.param("#0000ff", "#ffffff", 8.59, id="blue on white"),
    ],
)
def test_contrast_is_the_wcag_ratio(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_the_dark_and_the_light_theme_are_shipped() -> None:
    assert {"night-express", "timetable"} <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_theme_file_has_exactly_the_documented_keys(path: Path) -> None:
    theme = load(path)
    assert set(theme) == {"name", "title", "dark", "colours"}
    assert set(theme["colours"]) == COLOURS
    assert theme["name"] == path.stem
    assert theme["title"].strip()
    assert isinstance(theme["dark"], bool)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_theme_colours_are_six_lower_case_digits(path: Path) -> None:
    colours = load(path)["colours"]
    assert [name for name, value in colours.items() if not HEX.fullmatch(value)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_theme_says_truly_whether_it_is_dark(path: Path) -> None:
    theme = load(path)
    assert theme["dark"] == (luminance(theme["colours"]["ground"]) < 0.18)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("role", "least"), [*((role, 7.0) for role in BODY), *((role, 4.5) for role in SECONDARY)]
)
def test_theme_colour_is_readable(path: Path, ground: str, role: str, least: float) -> None:
    colours = load(path)["colours"]
    assert contrast(colours[role], colours[ground]) >= least
