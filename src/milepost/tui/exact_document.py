"""The lines of an editor, with the exact text behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.document._document import Document, EditResult
from textual.document._wrapped_document import WrappedDocument

from milepost.tui.cells import sanitise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.document._document import Location

_TERMINATOR = re.compile(r"(\r\n|\r|\n)")


class ExactDocument(Document):
    """What a `TextArea` edits: lines that are safe to show, and what they stand for.

    A shown line has a character for each of the exact one, so places are the same in both. Lines
    end at CRLF, CR and LF and at nothing else, and each keeps its own end.
    """

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._exact, self._ends = _split(text)
        self._lines = [shown_line(line) for line in self._exact]

    @property
    def text(self) -> str:
        """The exact text."""
        parts: list[str] = []
        for line, end in zip(self._exact, self._ends, strict=True):
            parts += (line, end)
        return "".join(parts)

    @property
    def exact_lines(self) -> Sequence[str]:
        """The lines as they are, without their ends."""
        return self._exact

    def end_near(self, row: int, otherwise: str) -> str:
        """How a row ends, or the one before; `otherwise` for a text of one line."""
        ends = (self._ends[near] for near in (row, row - 1) if 0 <= near < len(self._ends))
        return next((end for end in ends if end), otherwise)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Puts an exact text in place of another; the result has the text that was there."""
        top, bottom = sorted((self._clamped(start), self._clamped(end)))
        replaced = self.get_text_range(top, bottom)
        lines, ends = _split(text)
        last = len(lines) - 1
        column = len(lines[last]) + (top[1] if not last else 0)
        lines[0] = self._exact[top[0]][: top[1]] + lines[0]
        lines[last] += self._exact[bottom[0]][bottom[1] :]
        ends[last] = self._ends[bottom[0]]
        rows = slice(top[0], bottom[0] + 1)
        self._exact[rows] = lines
        self._ends[rows] = ends
        self._lines[rows] = [shown_line(line) for line in lines]
        return EditResult((top[0] + last, column), replaced)

    def get_text_range(self, start: Location, end: Location) -> str:
        """The exact text between two places."""
        top, bottom = sorted((self._clamped(start), self._clamped(end)))
        if top[0] == bottom[0]:
            return self._exact[top[0]][top[1] : bottom[1]]
        parts = [self._exact[top[0]][top[1] :], self._ends[top[0]]]
        for row in range(top[0] + 1, bottom[0]):
            parts += (self._exact[row], self._ends[row])
        return "".join([*parts, self._exact[bottom[0]][: bottom[1]]])

    def _clamped(self, place: Location) -> Location:
        row, column = place
        if row >= len(self._exact):
            return len(self._exact) - 1, len(self._exact[-1])
        return row, min(column, len(self._exact[row]))


class WrappedLines(WrappedDocument):
    """Lines broken into rows; a row is asked for by its number."""

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._offset_to_line_info)

    def row(self, number: int) -> tuple[int, int, int] | None:
        """The line that a row shows, and which of its characters; `None` below the last one."""
        if not 0 <= number < len(self._offset_to_line_info):
            return None
        line, section = self._offset_to_line_info[number]
        edges = [0, *self._wrap_offsets[line], len(self.document.get_line(line))]
        return line, edges[section], edges[section + 1]


def shown_line(line: str) -> str:
    """A line as it may be shown; tabs stay."""
    if "\t" not in line:
        return sanitise(line)
    return "\t".join(map(sanitise, line.split("\t")))


def _split(text: str) -> tuple[list[str], list[str]]:
    parts = _TERMINATOR.split(text)
    return parts[::2], [*parts[1::2], ""]
