"""Whether the plan is moving, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

WORKING = timedelta(minutes=2)
"""A plan that changed within this time is being worked on."""


_STEP = 5
"""Seconds between two ages: a repaint for each second would tell nobody anything."""


class Pulse(NamedTuple):
    """A state word, how long ago the last change was, and when these words will be others."""

    lively: bool
    state: str
    ago: str
    next_in: float
    """Seconds."""


def absent_pulse(*, had_text: bool, known: bool) -> Pulse:
    """The pulse of a path without a text; `known` when there is something else at it."""
    state = "gone" if had_text else "unreadable" if known else "waiting"
    return Pulse(lively=False, state=state, ago="", next_in=60.0)


def read_pulse(changed: datetime | None, now: datetime) -> Pulse:
    """The pulse of a plan that last changed at `changed`."""
    if changed is None:
        return Pulse(lively=False, state="waiting", ago="", next_in=60.0)
    age = max(timedelta(), now - changed)
    seconds = age.total_seconds()
    lively = age < WORKING
    if seconds < _STEP:
        ago, next_in = "now", _STEP - seconds
    elif seconds < 60:
        ago, next_in = f"{int(seconds - seconds % _STEP)} s ago", _STEP - seconds % _STEP
    elif seconds < 3600:
        ago, next_in = f"{int(seconds // 60)} min ago", 60 - seconds % 60
    elif seconds < 86400:
        ago, next_in = f"{int(seconds // 3600)} h ago", 60.0
    else:
        ago, next_in = f"{age.days} d ago", 60.0
    return Pulse(lively, "working" if lively else "quiet", ago, max(next_in, 0.05))
