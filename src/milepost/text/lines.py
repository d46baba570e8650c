"""Where lines begin and end.

A line ends at CRLF, CR or LF and at nothing else. Markdown agrees; `str.splitlines` does not (it
also breaks at form feeds, NEL and others), so it is not used anywhere in this package.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from milepost.text.span import Span

_TERMINATOR = re.compile(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place for people and protocols: both numbers count from zero."""

    line: int
    column: int


class LineIndex:
    """Offsets to lines and back, for one text.

    There is always at least one line; a text that ends in a terminator has an empty last line.
    """

    __slots__ = ("_contents", "_starts", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._starts = [0]
        if "\r" not in text:
            # Nearly every text, and several times as fast as looking for each terminator.
            self._starts += accumulate(len(line) + 1 for line in text.split("\n"))
            self._contents = [start - 1 for start in self._starts[1:]]
            self._starts.pop()
            return
        self._contents = []
        for match in _TERMINATOR.finditer(text):
            self._contents.append(match.start())
            self._starts.append(match.end())
        self._contents.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, line: int) -> int:
        """Offset of the first character of `line`; the end of the text for any line past it."""
        return self._starts[line] if line < len(self._starts) else self.length

    def end(self, line: int) -> int:
        """Offset behind the last character of `line`, before its terminator."""
        return self._contents[line]

    def content(self, line: int) -> Span:
        """The line without its terminator."""
        return Span(self._starts[line], self._contents[line])

    def full(self, line: int) -> Span:
        """The line with its terminator."""
        return Span(self._starts[line], self.start(line + 1))

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`; offsets beyond the text belong to the last line."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Line and column of `offset`, both from zero."""
        line = self.line_of(offset)
        return Position(line, offset - self._starts[line])

    def offset(self, position: Position) -> int:
        """The offset of a position; past the line's end, or past the last line, means the end."""
        if position.line >= len(self._starts):
            return self.length
        return min(self._starts[position.line] + position.column, self._contents[position.line])

    def lines_of(self, span: Span) -> range:
        """The lines that `span` touches; an empty span touches the line it stands on."""
        first = self.line_of(span.start)
        last = self.line_of(max(span.start, span.end - 1))
        return range(first, last + 1)
