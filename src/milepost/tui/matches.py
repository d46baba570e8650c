"""Where words stand in a plan."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN_WORDS = r"[\s>*_`~]+"
"""A line break, or the signs of markup around it, parts words as a space does."""


Range = tuple[int, int]
"""Start and end of a match: a search for one letter finds very many of them."""


def find_matches(text: str, words: str) -> list[Range]:
    """All places of `words`, in order and disjoint; none for blank words.

    Capitals matter only where `words` has any.
    """
    parts = words.split()
    if not parts:
        return []
    flags = re.NOFLAG if any(char.isupper() for char in words) else re.IGNORECASE
    pattern = re.compile(_BETWEEN_WORDS.join(map(re.escape, parts)), flags)
    return [match.span() for match in pattern.finditer(text)]


class Search(NamedTuple):
    """Words and where they stand; without words, no search."""

    words: str = ""
    ranges: Sequence[Range] = ()
    current: int | None = None
    """Index of the match that the search is at."""

    @classmethod
    def of(cls, text: str, words: str) -> Search:
        """Looks for words in a text."""
        return cls(words, find_matches(text, words))

    @property
    def span(self) -> Span | None:
        """The match that the search is at."""
        return None if self.current is None else Span(*self.ranges[self.current])

    def at_or_after(self, offset: int) -> Search:
        """At the first match from `offset` on; past the last one, at the first of all."""
        return self._at(bisect_left(self.ranges, (offset,)))

    def after(self, offset: int) -> Search:
        """At the first match that begins after `offset`, or the first of all."""
        return self._at(bisect_left(self.ranges, (offset + 1,)))

    def before(self, offset: int) -> Search:
        """At the last match that begins before `offset`, or the last of all."""
        return self._at(bisect_left(self.ranges, (offset,)) - 1)

    def _at(self, index: int) -> Search:
        count = len(self.ranges)
        return Search(self.words, self.ranges, index % count if count else None)
