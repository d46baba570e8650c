"""Findings in a text that is being typed: they move along until they are found anew."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.text import Span

Location = tuple[int, int]
_LONGEST = 80
"""Characters that are underlined as a whole; of more, only the first words are."""


class Typed(NamedTuple):
    """An edit by rows and columns: what stood from `start` to `old_end` now ends at `new_end`."""

    start: Location
    old_end: Location
    new_end: Location


class TypedMark(NamedTuple):
    """A finding on a row of the editor."""

    row: int
    start: int
    end: int
    diagnostic: Diagnostic


def marks_in(text: str, span: Span, diagnostics: Iterable[Diagnostic]) -> list[TypedMark]:
    """The findings in a part of a plan, `text`, by its rows and in their order."""
    lines = LineIndex(text)
    marks = []
    for diagnostic in diagnostics:
        if not span.start <= diagnostic.span.start <= span.end:
            continue
        start = diagnostic.span.start - span.start
        row, column = lines.position(min(start, len(text)))
        edge = lines.end(row) - lines.start(row)
        end = min(column + len(diagnostic.span), edge, column + _LONGEST)
        marks.append(TypedMark(row, min(column, edge), max(end, column), diagnostic))
    return sorted(marks, key=lambda mark: (mark.row, -mark.diagnostic.severity, mark.start))


def moved_marks(marks: Iterable[TypedMark], typed: Typed) -> list[TypedMark]:
    """The same marks after an edit, less those whose words have changed."""
    rows = typed.new_end[0] - typed.old_end[0]
    kept = []
    for mark in marks:
        if (mark.row, mark.end) <= typed.start:
            kept.append(mark)
        elif (mark.row, mark.start) >= typed.old_end:
            same = mark.row == typed.old_end[0]
            shift = typed.new_end[1] - typed.old_end[1] if same else 0
            moved = mark._replace(row=mark.row + rows, start=mark.start + shift)
            kept.append(moved._replace(end=mark.end + shift))
    return kept


def marks_on(marks: Sequence[TypedMark], row: int) -> Sequence[TypedMark]:
    """The findings on one row, worst first."""
    first = bisect_left(marks, row, key=lambda mark: mark.row)
    last = bisect_left(marks, row + 1, key=lambda mark: mark.row)
    return marks[first:last]
