"""Fitting text into panes."""

from __future__ import annotations

import pytest

from milepost.tui.rows import fit, paragraph, plain, quoted


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one too many", 11, "one too ma…"),
        ("space  at the cut", 7, "space…"),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字", 7, "漢字漢…"),
        ("anything", 0, ""),
        ("anything", -3, ""),
        ("anything", 1, "…"),
        ("", 5, ""),
    ],
)
def test_fit(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected


def test_fit_makes_control_characters_harmless() -> None:
    assert "\x1b" not in fit("a\x1b[31mb", 20)


@pytest.mark.parametrize(
    ("text", "width", "limit", "expected"),
    [
        ("", 10, 2, [""]),
        ("one two three", 7, 3, ["one two", "three"]),
        ("one two three four", 7, 2, ["one two", "three…"]),
        ("unbreakable", 4, 2, ["unbr", "eak…"]),
    ],
)
def test_paragraph(text: str, width: int, limit: int, expected: list[str]) -> None:
    assert list(paragraph(text, width, limit)) == expected


def test_paragraph_of_megabytes_is_cut_at_once() -> None:
    lines = paragraph("word " * 2_000_000, 20, 3)

    assert len(lines) == 3
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("run `make log` now", "run make log now"),
        ("**Bold** and __strong__", "Bold and strong"),
        ("snake_case and __init__.py", "snake_case and init.py"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`__init__.py` and ``a ` b``", "__init__.py and a ` b"),
        ("a ` alone, ``` and **", "a  alone,  and "),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("`TBD` was never filled in", "“TBD” was never filled in"),
        ("`__init__.py` and ``a ` b``", "“__init__.py” and “a ` b”"),
        ("a ` alone and **bold**", "a ` alone and **bold**"),
        ("two `a` and `b`", "two “a” and “b”"),
    ],
)
def test_messages_keep_what_they_quote_apart(message: str, expected: str) -> None:
    assert quoted(message) == expected
