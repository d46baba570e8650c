"""How long the steps of a plan took."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.plan.model import ChecklistItem

LONG_FACTOR = 3
"""A leg is long when it took more than this many times the median leg."""

LONG_AT_LEAST = timedelta(minutes=30)
"""Shorter legs are never called long."""

LEAST_LEGS = 4
"""Of fewer steps that took a time nothing is concluded."""

FURTHEST = timedelta(days=1)
"""Further ahead nothing is said."""

_CANCELLED = "-"


class Leg(NamedTuple):
    """The time from one done item to the next.

    Only between stamps that name the minute; an item stamped earlier than the one before has no
    leg.
    """

    took: timedelta
    long: bool


def legs_of(items: Sequence[ChecklistItem]) -> dict[int, Leg]:
    """For done items that follow another done one: how long they took, by item index."""
    spans: dict[int, timedelta] = {}
    last: datetime | None = None
    for item in items:
        if not item.done:
            continue
        moment = _moment(item)
        if moment is not None and last is not None and moment >= last:
            spans[item.index] = moment - last
        last = moment
    limit = _patience(list(spans.values()))
    return {index: Leg(took, took > limit) for index, took in spans.items()}


def _patience(times: Sequence[timedelta]) -> timedelta:
    """The time above which a leg is a long one."""
    usual = sorted(times)[len(times) // 2] if times else timedelta()
    return max(usual * LONG_FACTOR, LONG_AT_LEAST)


class Outlook(NamedTuple):
    """What the steps so far say about those to come."""

    patience: timedelta
    """A step that takes longer than this takes longer than usual."""
    done_between: tuple[datetime, datetime] | None = None
    """When the last step may be done, if work goes on as it did; `None` when nobody can tell."""


def outlook_of(items: Sequence[ChecklistItem], now: datetime) -> Outlook:
    """Looks ahead from `now`, which is aware.

    Breaks are not counted, so the range is for work without any. There is none for less than
    `LEAST_LEGS` steps that took a time, when the last one was done longer ago than usual, or when
    it would be days.
    """
    all_legs = legs_of(items)
    outlook = Outlook(_patience([leg.took for leg in all_legs.values()]))
    times = [leg.took for leg in all_legs.values() if not leg.long]
    left = sum(not item.done and item.mark != _CANCELLED for item in items)
    moments = [moment for item in items if item.done and (moment := _moment(item)) is not None]
    if len(times) < LEAST_LEGS or not left or not any(times):
        return outlook
    elapsed = max(timedelta(), now - max(moments))
    if elapsed > outlook.patience:
        return outlook
    low, high = _range_of(times, left)
    begun = min(elapsed, sum(times, timedelta()) / len(times))
    if high > FURTHEST:
        return outlook
    return Outlook(outlook.patience, (now + max(timedelta(), low - begun), now + high - begun))


def _range_of(times: Sequence[timedelta], left: int) -> tuple[timedelta, timedelta]:
    """How long `left` more steps may take: two times out of three, if they are like these."""
    number = len(times)
    mean = sum(times, timedelta()) / number
    squares = sum((each - mean).total_seconds() ** 2 for each in times)
    deviation = timedelta(seconds=(squares / (number - 1)) ** 0.5)
    # The steps to come differ among each other, and from what these few say is usual.
    spread = deviation * (left + left * left / number) ** 0.5
    whole = mean * left
    return max(whole - spread, whole / 3), whole + spread


def _moment(item: ChecklistItem) -> datetime | None:
    stamp = item.stamp
    if stamp is None or stamp.precision < Precision.MINUTE:
        return None
    return stamp.assumed


def write_duration(took: timedelta) -> str:
    """A duration in at most five characters: `14m`, `1h12m`, `3d04h`, `120d`, `31y`."""
    minutes = int(took.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}m"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours}h{minutes:02}m" if hours < 10 else f"{hours}h"
    days, hours = divmod(hours, 24)
    if days < 10:
        return f"{days}d{hours:02}h"
    return f"{days}d" if days < 10_000 else f"{int(days / 365.2425)}y"
