from __future__ import annotations

import pytest

from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits


def edits(*parts: tuple[int, int, str]) -> EditSet:
    return EditSet(tuple(TextEdit(Span(start, end), text) for start, end, text in parts))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", edits()),
        ("a\nb\n", "a\nb\n", edits()),
        ("", "a\n", edits((0, 0, "a\n"))),
        ("a\n", "", edits((0, 2, ""))),
        ("- [ ] a\n", "- [x] a\n", edits((3, 4, "x"))),
        ("a\nb\nc\n", "a\nB\nc\n", edits((2, 3, "B"))),
        ("a\nb\nc\n", "a\nc\n", edits((2, 4, ""))),
        ("a\nc\n", "a\nb\nc\n", edits((2, 2, "b\n"))),
        ("a\nb", "a\nb\n", edits((3, 3, "\n"))),
        ("a\nb\n", "a\r\nb\r\n", edits((1, 1, "\r"), (3, 3, "\r"))),
        ("a\rb\rb\r", "a\rxb\rb\r", edits((2, 2, "x"))),
        ("x a\ny\nz b\n", "x A\ny\nz B\n", edits((2, 3, "A"), (8, 9, "B"))),
    ],
)
def test_the_difference_is_small(old: str, new: str, expected: EditSet) -> None:
    assert diff_edits(old, new) == expected


def test_a_line_changed_next_to_a_new_one_is_still_the_same_line() -> None:
    old = "- [x] (2026-01-02 03:04Z) Write the parser\n- [ ] Rest\n"
    new = "- [ ] Something else\n- [x] (2026-01-02 03:04Z) Write the parser; 9 passed\n- [ ] Rest\n"

    edits = diff_edits(old, new)

    assert edits.apply(old) == new
    stamp = Span(old.index("("), old.index(")") + 1)
    moved = edits.map_span(stamp)
    assert moved is not None
    assert moved.cut(new) == stamp.cut(old)


def test_unique_lines_are_matched_before_blank_ones() -> None:
    old = "\n\n\nkeep\n\n\n"
    new = "\n\nkeep\n\n\n\n\n"

    edits = diff_edits(old, new)

    assert edits.map_span(Span(3, 7)) is not None
    assert edits.apply(old) == new


def test_lines_too_long_to_be_paired_are_replaced_as_one() -> None:
    old = "".join(f"{letter * 30_000}\n" for letter in "ab")
    new = "".join(f"{letter * 30_000} more\n" for letter in "cab")

    edits = diff_edits(old, new)

    assert edits.apply(old) == new
    assert len(edits.edits) == 1


def test_more_lines_than_can_be_compared_are_matched_by_rank() -> None:
    old = "".join(f"{row // 2}\n" for row in range(1_400))
    new = "".join(f"{row // 3}\n" for row in range(1_400))

    assert diff_edits(old, new).apply(old) == new
