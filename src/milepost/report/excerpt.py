"""A line of source with a mark below the place that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.report.cells import ELLIPSIS, cell_width, cut_end, cut_start, visible
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.text import LineIndex

CARET = "^"

# No character takes fewer cells than it does here, save those without any: a run of such is cut.
_CHARACTERS_PER_CELL = 4


class Excerpt(NamedTuple):
    """What to print of one finding: two rows that belong under each other."""

    row: int
    """The line's number, from one."""
    source: str
    mark: str


def cut_excerpt(text: str, lines: LineIndex, span: Span, columns: int) -> Excerpt:
    """The first line of `span` and its carets, neither wider than about `columns` cells.

    A long line shows what stands around the span. When the span goes on below, the mark says
    up to which line.
    """
    rows = lines.lines_of(span)
    line = lines.content(rows[0])
    start = min(span.start, line.end)
    marked = Span(start, max(start, min(span.end, line.end)))
    before, inside, after = _fitted(text, line, marked, columns)
    carets = CARET * max(1, cell_width(inside))
    until = f" to line {rows[-1] + 1}" if len(rows) > 1 else ""
    return Excerpt(rows[0] + 1, before + inside + after, " " * cell_width(before) + carets + until)


def _fitted(text: str, line: Span, marked: Span, columns: int) -> tuple[str, str, str]:
    """The line in three parts; where it is too long, with an ellipsis at the cuts."""
    reach = columns * _CHARACTERS_PER_CELL
    before = visible(text[max(line.start, marked.start - reach) : marked.start])
    inside = visible(text[marked.start : min(marked.end, marked.start + reach)])
    after = visible(text[marked.end : min(line.end, marked.end + reach)])
    if cell_width(before) + cell_width(inside) + cell_width(after) > columns:
        before = cut_start(before, max(columns // 3, columns - cell_width(inside + after)))
    room = columns - cell_width(before)
    if cell_width(inside) > room:
        return before, cut_end(inside, room), ""
    if marked.end - marked.start > reach:
        return before, inside, ELLIPSIS
    return before, inside, cut_end(after, room - cell_width(inside))
