from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from milepost.plan.timestamp import Precision, Timestamp, ZoneKnowledge
from milepost.text import Span

WALL = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 -- as written, without its zone
EARLIEST = datetime.min  # noqa: DTZ901 -- likewise


@pytest.mark.parametrize(
    ("wall", "offset", "instant", "assumed"),
    [
        (WALL, timedelta(0), WALL, WALL),
        (WALL, timedelta(hours=9), WALL - timedelta(hours=9), WALL - timedelta(hours=9)),
        (WALL, None, None, WALL),
        (None, timedelta(0), None, None),
        (None, None, None, None),
        (EARLIEST, timedelta(hours=9), None, EARLIEST),
    ],
)
def test_a_time_is_known_as_far_as_its_zone_is(
    wall: datetime | None,
    offset: timedelta | None,
    instant: datetime | None,
    assumed: datetime | None,
) -> None:
    stamp = Timestamp(Span(0, 1), Span(0, 1), wall, Precision.MINUTE, ZoneKnowledge.UNKNOWN, offset)

    assert stamp.instant == (instant.replace(tzinfo=UTC) if instant else None)
    assert stamp.assumed == (assumed.replace(tzinfo=UTC) if assumed else None)


def test_precisions_are_ordered() -> None:
    assert Precision.DAY < Precision.MINUTE < Precision.SECOND
