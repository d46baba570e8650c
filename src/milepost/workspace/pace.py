"""When a write may go out."""

from __future__ import annotations

from math import inf

JOINING = 0.3
"""Seconds after a write within which further changes wait for each other and go out as one."""
QUIET = 0.1
"""Seconds without a change by somebody else after which the file is taken to be at rest."""
LONGEST_HOLD = 1.0
"""Seconds for which a write is held at most while somebody else keeps writing."""


class Pace:
    """Tells how long a write is to be held; a change that comes alone is never held.

    All moments are monotonic seconds.
    """

    def __init__(self) -> None:
        self._asked = inf
        self._written = -inf
        self._changed = -inf

    def ask(self, now: float) -> None:
        """There is something to write; the first of several counts."""
        self._asked = min(self._asked, now)

    def note_written(self, now: float) -> None:
        """All that was asked for has gone out."""
        self._asked, self._written = inf, now

    def put_off(self, now: float) -> None:
        """What was asked for could not go out; it is tried again when the file is at rest."""
        self._asked = self._changed = now

    def note_change(self, now: float) -> None:
        """Somebody else has written the file."""
        self._changed = now

    def delay(self, now: float) -> float:
        """Seconds until what was asked for is to go out; 0 when it is due, or nothing was."""
        if self._asked == inf:
            return 0.0
        joined = self._written + JOINING
        at_rest = min(self._changed + QUIET, self._asked + LONGEST_HOLD)
        return max(0.0, joined - now, at_rest - now)
