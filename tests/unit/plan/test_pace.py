from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from milepost.document import Document
from milepost.plan.pace import LONG_AT_LEAST, Leg, legs_of, outlook_of, write_duration


def legs(*lines: str) -> dict[int, Leg]:
    return legs_of(Document.parse("## Progress\n\n" + "\n".join(lines) + "\n").plan.items)


def minutes(**legs: int) -> dict[int, Leg]:
    """Legs by item index: `_1=5` took five minutes; a negative one is long."""
    return {
        int(name[1:]): Leg(timedelta(minutes=abs(took)), took < 0) for name, took in legs.items()
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], {}),
        (["- [x] (2026-01-02 03:00Z) a"], {}),
        (["- [x] (2026-01-02 03:00Z) a", "- [x] (2026-01-02 03:05Z) b"], minutes(_1=5)),
        (["- [x] (2026-01-02 03:00Z) a", "- [x] (2026-01-02 03:00Z) b"], minutes(_1=0)),
        # Open items stand aside, whatever they say.
        (
            [
                "- [x] (2026-01-02 03:00Z) a",
                "- [ ] (2026-01-02 03:02Z) b",
                "- [x] (2026-01-02 03:05Z) c",
            ],
            minutes(_2=5),
        ),
        # A done item whose time is not known to the minute breaks the chain.
        (
            [
                "- [x] (2026-01-02 03:00Z) a",
                "- [x] (2026-01-02) b",
                "- [x] (2026-01-02 03:05Z) c",
                "- [x] d",
                "- [x] (2026-01-02 03:06Z) e",
                "- [x] (2026-13-02 03:06Z) f",
                "- [x] (2026-01-02 03:07Z) g",
                "- [x] (2026-01-02 03:09:30Z) h",
            ],
            {7: Leg(timedelta(minutes=2, seconds=30), long=False)},
        ),
        # An earlier stamp has no leg, and the next one counts from it.
        (
            [
                "- [x] (2026-01-02 03:00Z) a",
                "- [x] (2026-01-02 02:00Z) b",
                "- [x] (2026-01-02 02:10Z) c",
            ],
            minutes(_2=10),
        ),
        # Zones are taken into account.
        (["- [x] (2026-01-02 03:00Z) a", "- [x] (2026-01-02 05:05+02:00) b"], minutes(_1=5)),
        # More than three times the median, and at least half an hour.
        (
            [
                "- [x] (2026-01-02 03:00Z) a",
                "- [x] (2026-01-02 03:10Z) b",
                "- [x] (2026-01-02 03:20Z) c",
                "- [x] (2026-01-02 03:51Z) d",
            ],
            minutes(_1=10, _2=10, _3=-31),
        ),
        (
            [
                "- [x] (2026-01-02 03:00Z) a",
                "- [x] (2026-01-02 03:01Z) b",
                "- [x] (2026-01-02 03:02Z) c",
                "- [x] (2026-01-02 03:32Z) d",
            ],
            minutes(_1=1, _2=1, _3=30),
        ),
    ],
)
def test_a_leg_runs_from_one_done_item_to_the_next(
    lines: list[str], expected: dict[int, Leg]
) -> None:
    assert legs(*lines) == expected


@pytest.mark.parametrize(
    ("took", "written"),
    [
        (timedelta(0), "0m"),
        (timedelta(seconds=59), "0m"),
        (timedelta(minutes=59, seconds=59), "59m"),
        (timedelta(hours=1), "1h00m"),
        (timedelta(hours=9, minutes=59), "9h59m"),
        (timedelta(hours=10, minutes=59), "10h"),
        (timedelta(hours=23, minutes=59), "23h"),
        (timedelta(days=1, hours=4), "1d04h"),
        (timedelta(days=9, hours=23), "9d23h"),
        (timedelta(days=10), "10d"),
        (timedelta(days=9_999), "9999d"),
        (timedelta(days=36_525), "100y"),
        (datetime(9999, 12, 31, tzinfo=UTC) - datetime(1, 1, 1, tzinfo=UTC), "9998y"),
    ],
)
def test_durations_take_at_most_five_characters(took: timedelta, written: str) -> None:
    assert write_duration(took) == written
    assert len(written) <= 5


NINE = datetime(2026, 1, 2, 9, tzinfo=UTC)


def plan_with(*legs: int, left: int = 2, marks: str = " ") -> str:
    """A step at nine and others after it, so many minutes after each other, then open ones."""
    moment = NINE
    lines = ["## Progress", "", f"- [x] ({moment:%Y-%m-%d %H:%MZ}) begin"]
    for number, minutes in enumerate(legs):
        moment += timedelta(minutes=minutes)
        lines.append(f"- [x] ({moment:%Y-%m-%d %H:%MZ}) step {number}")
    lines += [f"- [{marks}] open {number}" for number in range(left)]
    return "\n".join(lines) + "\n"


def until(text: str, now: datetime) -> tuple[str, str] | None:
    outlook = outlook_of(Document.parse(text).plan.items, now)
    if outlook.done_between is None:
        return None
    first, last = outlook.done_between
    return f"{first:%d %H:%M}", f"{last:%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        # Steps that all took the same leave no doubt.
        (plan_with(10, 10, 10, 10), 40, ("02 10:00", "02 10:00")),
        # What the step has taken already counts, up to what a step takes.
        (plan_with(10, 10, 10, 10), 45, ("02 10:00", "02 10:00")),
        (plan_with(10, 10, 10, 10), 65, ("02 10:15", "02 10:15")),
        # The more the steps differ, the wider the range.
        (plan_with(5, 15, 5, 15), 40, ("02 09:49", "02 10:10")),
        (plan_with(1, 30, 1, 30, left=1), 62, ("02 10:07", "02 10:36")),
        # A break is none of the steps.
        (plan_with(10, 10, 600, 10, 10), 640, ("02 20:00", "02 20:00")),
        # A stamp ahead of the clock has taken nothing.
        (plan_with(10, 10, 10, 10), 20, ("02 09:40", "02 09:40")),
        # Nobody can tell.
        (plan_with(10, 10, 10), 30, None),
        (plan_with(), 0, None),
        (plan_with(10, 10, 10, 10, left=0), 40, None),
        (plan_with(10, 10, 10, 10, marks="-"), 40, None),
        (plan_with(0, 0, 0, 0), 0, None),
        (plan_with(10, 10, 10, 10), 71, None),
        (plan_with(10, 10, 10, 10, left=200), 40, None),
    ],
)
def test_the_end_is_foreseen_or_not(
    text: str, after: int, expected: tuple[str, str] | None
) -> None:
    assert until(text, NINE + timedelta(minutes=after)) == expected


@pytest.mark.parametrize(
    ("text", "patience"),
    [
        (plan_with(), LONG_AT_LEAST),
        (plan_with(5, 5), LONG_AT_LEAST),
        (plan_with(20, 20, 40), timedelta(minutes=60)),
    ],
)
def test_how_long_a_step_may_take(text: str, patience: timedelta) -> None:
    assert outlook_of(Document.parse(text).plan.items, NINE).patience == patience
