"""When a plan may be done, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from milepost.tui.outlook import write_range

NOW = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (98, 147, "about 16:40–17:30Z"),
        (98, 98, "about 16:40Z"),
        (10, 20, "about 15:12–15:22Z"),
        (500, 600, "about 23:20–Thu 01:05Z"),
        (1000, 1040, "about Thu 07:40–08:25Z"),
    ],
)
def test_ranges(low: int, high: int, words: str) -> None:
    between = (NOW + timedelta(minutes=low), NOW + timedelta(minutes=high))

    assert write_range(between, NOW, "–") == words


def test_a_range_in_local_time_names_no_zone() -> None:
    between = (NOW + timedelta(minutes=10), NOW + timedelta(minutes=20))

    assert "Z" not in write_range(between, NOW, "-", local=True)
