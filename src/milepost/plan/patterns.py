"""Patterns that are compiled when they are first used.

Compiling takes longer than matching, and a check that starts and ends within a tenth of a second
uses a fraction of all patterns.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once per process."""
    return re.compile(pattern)
