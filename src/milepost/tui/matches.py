"""Where words stand in a plan."""

from __future__ import annotations

import re

from milepost.text import Span

_BETWEEN_WORDS = r"[\s>*_`~]+"
"""A line break, or the signs of markup around it, parts words as a space does."""


def find_matches(text: str, words: str) -> list[Span]:
    """All places of `words`, in order and disjoint; none for blank words.

    Capitals matter only where `words` has any.
    """
    parts = words.split()
    if not parts:
        return []
    flags = re.NOFLAG if any(char.isupper() for char in words) else re.IGNORECASE
    pattern = re.compile(_BETWEEN_WORDS.join(map(re.escape, parts)), flags)
    return [Span(*match.span()) for match in pattern.finditer(text)]
