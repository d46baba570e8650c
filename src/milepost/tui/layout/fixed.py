"""Blocks whose rows are known once their text is: code, tables, rules, quiet lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.tui.cells import cell_len, cut, sanitise
from milepost.tui.layout.model import Role, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from milepost.tui.layout.model import Ornaments, Runs
    from milepost.tui.layout.prose import Line

_TAB = 4


@dataclass(frozen=True, slots=True)
class FixedRows:
    """Rows that are kept whole."""

    rows: tuple[Runs, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[Runs], first: int = 0) -> FixedRows:
        """Rows of runs; one without source text starts where the row before it does.

        For the first row that is `first`.
        """
        kept = tuple(rows)
        starts: list[int] = []
        for row in kept:
            first = max(
                first, min((run.start for run in row if run.end > run.start), default=first)
            )
            starts.append(first)
        return cls(kept, tuple(starts))

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def runs(self, row: int) -> Runs:
        """One row."""
        return self.rows[row]

    def start(self, row: int) -> int:
        """The first character that the row shows."""
        return self.starts[row]

    def row_of(self, offset: int) -> int:
        """The row of the character at `offset`."""
        last = max(0, bisect_right(self.starts, offset) - 1)
        # The cells of a table stand side by side: an early row may reach further than a late one.
        for row in range(last, -1, -1):
            for run in self.rows[row]:
                if run.start <= offset < run.end:
                    return row
            if last - row > 40:
                break
        return last


def lay_verbatim(lines: Iterable[Line], width: int, role: int, signs: Ornaments) -> FixedRows:
    """Lines as they are, cut where they are too long."""
    rows: list[Runs] = []
    first = 0
    for line in lines:
        first = first if rows else line.start
        rows += _rows_of_line(line, width, role, signs)
    return FixedRows.of(rows or [(Run("", role, 0, 0),)], first)


def verbatim_runs(line: Line, role: int) -> Iterator[Run]:
    """A line of code as runs, with tabs widened to the next stop."""
    if "\t" not in line.text:
        yield Run(sanitise(line.text), role, line.start, line.start + len(line.text))
        return
    at = line.start
    column = 0
    for index, part in enumerate(line.text.split("\t")):
        if index:
            stop = _TAB - column % _TAB
            yield Run(" " * stop, role, at, at + 1)
            at += 1
            column += stop
        if part:
            text = sanitise(part)
            yield Run(text, role, at, at + len(part))
            at += len(part)
            column += cell_len(text)


def cut_runs(runs: Iterable[Run], width: int) -> list[Runs]:
    """One long line as rows of at most `width` cells, nothing left out."""
    kept = tuple(runs)
    text = "".join(run.text for run in kept)
    breaks = cut(text, width)
    if len(breaks) == 1:
        return [kept]
    rows: list[Runs] = []
    queue = list(reversed(kept))
    for start, end in breaks:
        room = end - start
        row: list[Run] = []
        while room and queue:
            run = queue.pop()
            if len(run.text) > room:
                head, tail = split_run(run, room)
                queue.append(tail)
                run = head
            room -= len(run.text)
            row.append(run)
        rows.append(tuple(row))
    return rows


def split_run(run: Run, at: int) -> tuple[Run, Run]:
    """A run in two. One that stands for its range as a whole leaves the range with the first."""
    matches = run.end - run.start == len(run.text)
    middle = run.start + at if matches else run.end
    return (
        Run(run.text[:at], run.role, run.start, middle),
        Run(run.text[at:], run.role, middle, run.end),
    )


def _rows_of_line(line: Line, width: int, role: int, signs: Ornaments) -> Iterator[Runs]:
    sign = Run(signs.wrapped + " ", Role.CODE_EDGE, 0, 0)
    rows = cut_runs(verbatim_runs(line, role), width)
    if len(rows) > 1 and width > 8:
        # The rest of the line makes room for the sign; its first row keeps the whole width.
        rest = [run for row in rows[1:] for run in row]
        rows = [rows[0], *((sign, *row) for row in cut_runs(rest, width - 2))]
    yield from rows
