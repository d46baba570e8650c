"""What time it is, as something that can be handed in."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The two clocks a session needs: one for stamps, one for waiting."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back, whatever happens to the date."""


class SystemClock:
    """The clocks of the machine."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back, whatever happens to the date."""
        return time.monotonic()


class FastClock(SystemClock):
    """The machine's date at first, which then goes by faster; waiting takes as long as ever."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = super().now()
        self._from = self.monotonic()

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self._began + timedelta(seconds=(self.monotonic() - self._from) * self._speed)

    def skip(self, time: timedelta) -> None:
        """Lets so much time have gone by."""
        self._began += time
