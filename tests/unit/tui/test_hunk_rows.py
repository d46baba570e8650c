"""Both sides of a conflict show at a glance where they differ."""

from __future__ import annotations

import pytest

from milepost.text.merge import Conflict
from milepost.tui.cells import cell_len
from milepost.tui.hunk_rows import LABEL_WIDTH, side_rows

LONG = "far away from the place where the two of them differ there is more to read " * 3


def drawn(hunk: Conflict, *, mine: bool = True, width: int = 70) -> list[str]:
    rows = side_rows(hunk, mine=mine, width=width)
    return ["".join(run.text for run in row.runs) for row in rows]


def standing_out(hunk: Conflict, *, mine: bool = True) -> str:
    rows = side_rows(hunk, mine=mine, width=200)
    return "|".join(run.text for row in rows for run in row.runs if run.role == "plan-title")


@pytest.mark.parametrize(
    ("mine", "theirs", "bold_mine", "bold_theirs"),
    [
        ("with a buffer\n", "with no buffer\n", "a", "no"),
        ("a b\nc\n", "a x\nc\n", "b", "x"),
        ("same\n", "same\nmore\n", "", "more"),
        ("e\u0301 \u4f60\u597d\n", "e\u0301 \u4f60\n", "\u4f60\u597d", "\u4f60"),
    ],
)
def test_what_differs_stands_out(mine: str, theirs: str, bold_mine: str, bold_theirs: str) -> None:
    hunk = Conflict("base\n", mine, theirs)

    assert standing_out(hunk) == bold_mine
    assert standing_out(hunk, mine=False) == bold_theirs


def test_each_side_has_its_label_once() -> None:
    hunk = Conflict("a\n", "b\nc\n", "d\n")

    assert drawn(hunk) == ["yours    b", "         c"]
    assert drawn(hunk, mine=False) == ["theirs   d"]


@pytest.mark.parametrize(
    ("base", "said"), [("a\n", "nothing: the lines are gone"), ("", "nothing")]
)
def test_a_side_without_words_says_so(base: str, said: str) -> None:
    assert drawn(Conflict(base, "", "x\n")) == [f"yours    {said}"]


def test_what_is_far_from_a_difference_is_left_out() -> None:
    rows = drawn(Conflict("", f"{LONG}MINE {LONG}\n", f"{LONG}YOURS {LONG}\n"), width=300)

    assert len(rows) == 1
    assert rows[0].startswith("yours    …")
    assert rows[0].endswith("…")
    assert "MINE" in rows[0]
    assert len(rows[0]) < 130


@pytest.mark.parametrize("width", [12, 30, 60, 100])
def test_rows_keep_to_the_width(width: int) -> None:
    hunk = Conflict("", f"{LONG}\n\u4f60\u597d{LONG}\n", "x\n")

    assert all(cell_len(row) <= max(width, LABEL_WIDTH + 8) for row in drawn(hunk, width=width))


def test_a_line_that_both_have_is_shown_whole() -> None:
    assert drawn(Conflict("", "same\nb\n", "same\nc\n"))[0] == "yours    same"


def test_nothing_of_it_steers_the_terminal() -> None:
    assert "\x1b" not in drawn(Conflict("", "a\x1b[2J\n", "b\n"))[0]


def test_very_long_sides_are_not_compared_by_words() -> None:
    text = "word " * 3000 + "\n"

    assert standing_out(Conflict("", text, "b\n")).startswith("word word")
