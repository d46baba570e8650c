"""Times as plans write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum, IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milepost.text import Span


class Precision(IntEnum):
    """The smallest unit that was written down."""

    DAY = 1
    MINUTE = 2
    SECOND = 3


class ZoneKnowledge(Enum):
    """What the text says about the zone."""

    UTC = "utc"
    OFFSET = "offset"
    UNKNOWN = "unknown"


class Timestamp(NamedTuple):
    """One written time.

    `core` covers the time alone: date, time of day, zone and, for a range, both ends. `span` adds
    what belongs to the stamp around it: brackets with all they hold, and emphasis that encloses
    nothing else. A colon or dash that only separates the stamp from the wording is part of
    neither. An impossible time (month 13, `2026-01-XX`) has a `problem` and no `wall`.
    """

    span: Span
    core: Span
    wall: datetime | None
    """Date and time as written, without zone; midnight for a bare date. For a range, its end."""
    precision: Precision
    zone: ZoneKnowledge
    offset: timedelta | None = None
    """Distance from UTC; `None` when the text does not say or names a zone we cannot resolve."""
    start: datetime | None = None
    """For a range, its beginning, written in the same zone."""
    problem: str = ""
    """Why it cannot be a time, in words that follow "the stamp"; empty for a readable one."""

    def shift(self, by: int) -> Timestamp:
        """The same time, written `by` characters further on."""
        return Timestamp(
            self.span.shift(by),
            self.core.shift(by),
            self.wall,
            self.precision,
            self.zone,
            self.offset,
            self.start,
            self.problem,
        )

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC; `None` for an impossible time or an unknown zone."""
        if self.wall is None or self.offset is None:
            return None
        return _in_utc(self.wall, self.offset)

    @property
    def assumed(self) -> datetime | None:
        """Like `instant`, reading an unknown zone as UTC."""
        if self.wall is None:
            return None
        return self.instant or self.wall.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def _in_utc(wall: datetime, offset: timedelta) -> datetime | None:
    try:
        return (wall - offset).replace(tzinfo=UTC)
    except OverflowError:
        return None
