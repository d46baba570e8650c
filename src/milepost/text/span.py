"""Half-open ranges of character offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of one text.

    Invariant: `0 <= start <= end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place, so even an empty one is true."""
        return True

    def __contains__(self, offset: int) -> bool:
        """Whether the character at `offset` lies inside; the end does not."""
        return self.start <= offset < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside, edges included."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same length, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def cut(self, text: str) -> str:
        """The characters of `text` that this span names."""
        return text[self.start : self.end]
