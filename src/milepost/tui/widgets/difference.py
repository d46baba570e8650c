"""What a version changed, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.tui.fix_preview import broken
from milepost.tui.rows import Row, Run, paragraph
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.tui.fix_preview import DiffLine

MOST_LINES = 4000
"""Of a plan that was written anew nobody reads more line by line."""


class DifferenceView(RowList):
    """Lines that went and came, with a few around them. It scrolls, and has no cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._lines: Sequence[DiffLine] = ()
        self._words = ""

    def show(self, lines: Sequence[DiffLine], words: str) -> None:
        """Shows a difference; `words` stand for one without lines."""
        self._lines, self._words = lines, words
        self.rebuild()
        self.settle(0)

    def build_rows(self, width: int) -> Sequence[Row]:
        """The lines, broken to the width."""
        if not self._lines:
            lines = paragraph(self._words, width - 2, 4, self.glyphs.ellipsis)
            return [Row((Run(f" {line}", "quiet"),)) for line in lines]
        rows = list(self._rows_of(self._lines[:MOST_LINES], width))
        if len(self._lines) > MOST_LINES:
            rows.append(Row((Run(f" and {len(self._lines) - MOST_LINES} lines more", "quiet"),)))
        return rows

    def _rows_of(self, lines: Sequence[DiffLine], width: int) -> Iterator[Row]:
        for number, line in enumerate(lines):
            if line.look == "place":
                if number:
                    yield Row(())
                yield Row((Run(f" {line.words}", "place"),))
                continue
            for part in broken(line, max(8, width - 4)):
                yield Row((Run(f" {part.sign} ", part.look), Run(part.words, part.look)))
