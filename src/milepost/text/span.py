"""Half-open ranges of character offsets."""

from __future__ import annotations

from typing import NamedTuple, Self


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """Characters `start` up to, not including, `end` of one text.

    Invariant: `0 <= start <= end`. Spans are ordered by where they start, then by where they end.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """Raises `ValueError` for what is no span."""
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        return tuple.__new__(cls, (start, end))

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place, so even an empty one is true."""
        return True

    def __contains__(self, offset: object) -> bool:
        """Whether the character at `offset` lies inside; the end does not."""
        return isinstance(offset, int) and self.start <= offset < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside, edges included."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same length, `by` characters further on."""
        start, end = self
        if start + by < 0:
            raise ValueError(f"not a span: {start + by}..{end + by}")
        # Not `Span(...)`: an edit shifts all that stands behind it, and only this can be wrong.
        return tuple.__new__(Span, (start + by, end + by))

    def cut(self, text: str) -> str:
        """The characters of `text` that this span names."""
        return text[self.start : self.end]
