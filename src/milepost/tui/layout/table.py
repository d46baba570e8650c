"""Tables: in columns where they fit, else one field below the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.cells import cell_len, wrap
from milepost.tui.layout.fixed import FixedRows
from milepost.tui.layout.model import Margin, Role, Run
from milepost.tui.layout.prose import Flow, Line, break_rows, lay_prose, runs_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.tui.layout.model import PageStyle, Runs

_DELIMITER = re.compile(r"[ \t]*(:?)-+(:?)[ \t]*")
_CELL = re.compile(r"((?:[^|\\]|\\.|\\$)*)(\||$)")
_NARROWEST = 8
"""A column that must wrap gets at least this many cells, or the table is set field by field."""
_GAP = 3


class _Table(NamedTuple):
    rows: list[list[Flow]]
    """The first one is the head; all have as many cells as the head."""
    rights: list[bool]
    """Whether a column is set flush right."""


def lay_table(lines: Sequence[Line], page: PageStyle) -> FixedRows:
    """A table; `lines` are those of the block, at least one."""
    table = _read(lines, markers=page.markers)
    widths = _column_widths(table, page.width)
    rows = _in_columns(table, widths, page) if widths else _by_fields(table, page.prose_width, page)
    return FixedRows.of(rows, lines[0].start)


def _read(lines: Sequence[Line], *, markers: bool) -> _Table:
    heads = _cells(lines[0])
    marks = [_DELIMITER.fullmatch(cell.text) for cell in _cells(lines[1])] if lines[1:] else []
    rights = [bool(mark and mark[2] and not mark[1]) for mark in marks]
    count = max(len(heads), 1)
    rows = [[Flow([cell], Role.TABLE_HEAD, markers=markers) for cell in heads]]
    for line in lines[2:]:
        cells = [Flow([cell], Role.TEXT, markers=markers) for cell in _cells(line)]
        rows.append(cells)
    # What stands beyond the last column of the head is no cell by the grammar, but it is text.
    count = max(count, *(len(row) for row in rows))
    for row, line in zip(rows, (lines[0], *lines[2:]), strict=True):
        end = line.start + len(line.text)
        row.extend([Flow([Line("", end)], Role.TEXT)] * (count - len(row)))
    return _Table(rows, (rights + [False] * count)[:count])


def _cells(line: Line) -> list[Line]:
    """The cells of a line, trimmed, outer bars left out."""
    text = line.text.rstrip()
    start = len(text) - len(text.lstrip())
    if text.startswith("|", start):
        start += 1
    cells: list[Line] = []
    for match in _CELL.finditer(text, start):
        if match.start() == len(text) and cells:
            break
        content = match[1].strip()
        lead = len(match[1]) - len(match[1].lstrip()) if content else 0
        cells.append(Line(content, line.start + match.start() + lead))
    return cells


def _column_widths(table: _Table, room: int) -> list[int]:
    """Cells for each column, or nothing where the table does not fit side by side."""
    natural = [
        max(cell_len(row[at].text) for row in table.rows) or 1 for at in range(len(table.rights))
    ]
    room -= _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    least = [
        min(width, max(_NARROWEST, _longest_word(table, at))) for at, width in enumerate(natural)
    ]
    if sum(least) > room:
        least = [min(width, _NARROWEST) for width in natural]
    if sum(least) > room or (len(natural) > 2 and room < 12 * len(natural)):
        return []
    widths = list(least)
    spare = room - sum(widths)
    while spare > 0:
        wanting = [at for at, width in enumerate(widths) if width < natural[at]]
        share = max(1, spare // len(wanting))
        for at in wanting:
            more = min(share, natural[at] - widths[at], spare)
            widths[at] += more
            spare -= more
    return widths


def _longest_word(table: _Table, at: int) -> int:
    words = (word for row in table.rows for word in row[at].text.split(" "))
    return min(max(map(cell_len, words), default=0), 24)


def _in_columns(table: _Table, widths: Sequence[int], page: PageStyle) -> list[Runs]:
    glyphs, crossing = page.glyphs, page.ornaments.crossing
    bar = Run(f" {glyphs.line} ", Role.QUIET, 0, 0)
    rule = f"{glyphs.rule}{crossing}{glyphs.rule}".join(glyphs.rule * w for w in widths)
    gap = bar.text.join(" " * width for width in widths)
    rows: list[Runs] = []
    tall = False
    for index, cells in enumerate(table.rows):
        breaks = [break_rows(cell.text, width) for cell, width in zip(cells, widths, strict=True)]
        height = max(map(len, breaks))
        if index > 1 and (tall or height > 1):
            # Rows of several lines run together without a gap between them.
            rows.append((Run(gap, Role.QUIET, 0, 0),))
        tall = height > 1
        for line in range(height):
            row: list[Run] = []
            for at, cell in enumerate(cells):
                if at:
                    row.append(bar)
                row += _cell_runs(cell, breaks[at], line, widths[at], right=table.rights[at])
            rows.append(tuple(row))
        if not index:
            rows.append((Run(rule, Role.QUIET, 0, 0),))
    return rows


def _cell_runs(
    cell: Flow, breaks: Sequence[tuple[int, int]], line: int, width: int, *, right: bool
) -> list[Run]:
    runs = list(cell.runs(*breaks[line])) if line < len(breaks) else []
    blank = width - runs_width(tuple(runs))
    if blank > 0:
        runs.insert(0 if right else len(runs), Run(" " * blank, Role.TEXT, 0, 0))
    return runs


def _by_fields(table: _Table, room: int, page: PageStyle) -> list[Runs]:
    """Each row as a small list: the first cell, then the others below it with their heads."""
    heads, *bodies = table.rows
    if not bodies:
        heads, bodies = [], [heads]
    column = min(max((cell_len(head.text) for head in heads), default=0), room // 3)
    rows: list[Runs] = []
    for cells in bodies:
        if rows:
            rows.append(())
        sign = f"{page.ornaments.bullets[0]} "
        for at, cell in enumerate(cells):
            if cell.text:
                name = heads[at].text if at < len(heads) else ""
                rows += _field(Run(sign, Role.BULLET, 0, 0), name, cell, (column, room))
                sign = "  "
    return rows or [()]


def _field(sign: Run, name: str, cell: Flow, widths: tuple[int, int]) -> Iterator[Runs]:
    """A cell with its head before it, or above it where that is long."""
    column, room = widths
    indent = column + 2 if column else 0
    blank = Run(" " * (2 + indent), Role.TEXT, 0, 0)
    if cell_len(name) > column:
        for start, end in wrap(name, room - 2):
            yield sign, Run(name[start:end], Role.QUIET, 0, 0)
            sign = sign._replace(text="  ")
        lead: Runs = (blank,)
    else:
        label = name + " " * (indent - cell_len(name))
        lead = (sign, Run(label, Role.QUIET, 0, 0)) if indent else (sign,)
    laid = lay_prose(cell, room, Margin(lead, (blank,), 2 + indent))
    for row in range(laid.height):
        yield laid.runs(row)
