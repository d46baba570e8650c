"""How long the steps of a plan took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.plan.model import ChecklistItem

LONG_FACTOR = 3
"""A leg is long when it took more than this many times the median leg."""

LONG_AT_LEAST = timedelta(minutes=30)
"""Shorter legs are never called long."""


@dataclass(frozen=True, slots=True)
class Leg:
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
    in_order = sorted(spans.values())
    usual = in_order[len(in_order) // 2] if in_order else timedelta()
    limit = max(usual * LONG_FACTOR, LONG_AT_LEAST)
    return {index: Leg(took, took > limit) for index, took in spans.items()}


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
