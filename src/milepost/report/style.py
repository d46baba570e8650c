"""How a report may look where it is going."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from milepost.diagnostics import Severity

PLAIN_WIDTH = 100
"""Columns of a report that does not go to a terminal."""


class Tone(Enum):
    """What a piece of text means; the value is its ANSI rendition."""

    ERROR = "1;31"
    WARNING = "33"
    INFO = "36"
    STRONG = "1"
    QUIET = "2"
    DONE = "32"
    NEXT = "1;33"


SEVERITY_TONES = {
    Severity.ERROR: Tone.ERROR,
    Severity.WARNING: Tone.WARNING,
    Severity.INFO: Tone.INFO,
}


class Style(NamedTuple):
    """Colour or none, which characters can be shown, and how many columns there are."""

    color: bool = False
    unicode: bool = True
    """Whether more than ASCII can be shown."""
    width: int = PLAIN_WIDTH
    wraps: bool = False
    """Whether long lines are wrapped: on a terminal; elsewhere one thing stays on one line."""

    def paint(self, text: str, tone: Tone) -> str:
        """The text in its tone, or as it is without colour."""
        return f"\x1b[{tone.value}m{text}\x1b[0m" if self.color and text else text
