"""Blocks whose rows are kept whole: tables, rules, titles."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.tui.layout.model import Margin, Runs

_TALLEST = 40
"""Rows of a table's row that are looked through for a character."""


class FixedRows(NamedTuple):
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

    def behind(self, margin: Margin) -> FixedRows:
        """The same rows after a margin."""
        if not margin.width:
            return self
        rows = [(*(margin.hang if at else margin.lead), *row) for at, row in enumerate(self.rows)]
        return FixedRows.of(rows, self.starts[0])

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
        nearest = None
        # The cells of a table stand side by side: an early row may reach further than a late one.
        for row in range(last, max(-1, last - _TALLEST), -1):
            for run in self.rows[row]:
                if run.start <= offset < run.end:
                    return row
                if run.end > run.start and nearest is None:
                    nearest = row
        return last if nearest is None else nearest
