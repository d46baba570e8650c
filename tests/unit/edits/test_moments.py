"""Times as people type them, and what becomes of stamps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from milepost.document import Document
from milepost.edits.moments import Moment, correct_stamp, read_moment, remove_stamp
from milepost.plan.timestamp import Precision

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
EAST = timezone(timedelta(hours=9))
HEAD = "## Progress\n\n"
MINUTE, DAY, SECOND = Precision.MINUTE, Precision.DAY, Precision.SECOND


@pytest.mark.parametrize(
    ("typed", "when", "precision"),
    [
        ("now", "2026-03-04 09:30", None),
        (" Now ", "2026-03-04 09:30", None),
        ("-5m", "2026-03-04 09:25", None),
        ("- 1h 30min", "2026-03-04 08:00", None),
        ("2 hours ago", "2026-03-04 07:30", None),
        ("1d ago", "2026-03-03 09:30", None),
        ("09:30", "2026-03-04 09:30", MINUTE),
        ("9:34", "2026-03-04 09:34", MINUTE),
        ("14:30", "2026-03-03 14:30", MINUTE),
        ("8:15:20Z", "2026-03-04 08:15:20", SECOND),
        ("2026-11-20 14:30", "2026-11-20 14:30", MINUTE),
        ("(2026-11-20 14:30Z)", "2026-11-20 14:30", MINUTE),
        ("2026-11-20T14:30:15+02:00", "2026-11-20 12:30:15", SECOND),
        ("2026-11-20", "2026-11-20 00:00", DAY),
    ],
)
def test_a_time_is_read(typed: str, when: str, precision: Precision | None) -> None:
    expected = datetime.fromisoformat(when).replace(tzinfo=UTC)

    assert read_moment(typed, NOW) == Moment(expected, precision)


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("18:00", "2026-03-04 09:00"),
        ("18:00Z", "2026-03-03 18:00"),
        ("19:00", "2026-03-03 10:00"),
        ("2026-01-02 03:00", "2026-01-01 18:00"),
        ("2026-01-02", "2026-01-02 00:00"),
    ],
)
def test_a_time_without_a_zone_is_local(typed: str, when: str) -> None:
    moment = read_moment(typed, NOW, EAST)

    assert moment is not None
    assert moment.when == datetime.fromisoformat(when).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("14:30", "2026-02-27 14:30"),
        ("08:15:20Z", "2026-02-27 08:15:20"),
        ("-5m", "2026-03-04 09:25"),
        ("2026-01-02 03:00", "2026-01-02 03:00"),
    ],
)
def test_a_time_of_day_is_that_of_the_day_that_is_meant(typed: str, when: str) -> None:
    moment = read_moment(typed, NOW, day=date(2026, 2, 27))

    assert moment is not None
    assert moment.when == datetime.fromisoformat(when).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "25:00", "-5", "-5w", "2026-13-01", "2026-11-20 and", "-99999d", "soon", "--5m"],
)
def test_anything_else_is_no_time(typed: str) -> None:
    assert read_moment(typed, datetime(100, 1, 1, tzinfo=UTC)) is None


BRACKETED = "\n- [x] (2026-01-02 03:04Z) y\n- [x] (2026-01-02 03:05Z) z\n"
DATES = "\n- [x] (2026-01-02) y\n- [x] (2026-01-02) z\n"


@pytest.mark.parametrize(
    ("text", "others", "precision", "after"),
    [
        ("- [x] (2026-01-02 03:04Z) a", BRACKETED, None, "- [x] (2026-03-04 09:30Z) a"),
        ("- [x] (2026-01-02 03:04Z) a", BRACKETED, DAY, "- [x] (2026-03-04) a"),
        ("- [x] (2026-01-02) a", DATES, None, "- [x] (2026-03-04) a"),
        ("- [x] (2026-01-02) a", DATES, MINUTE, "- [x] (2026-03-04 09:30Z) a"),
        ("- [x] (2026-01-02) a", BRACKETED, SECOND, "- [x] (2026-03-04 09:30:00Z) a"),
        ("- [x] a (completed 2026-01-02, e9abc)", "", None,
         "- [x] a (completed 2026-03-04 09:30Z, e9abc)"),
        ("- [x] a", BRACKETED, None, "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ] (YYYY-MM-DD HH:MMZ) a", "", MINUTE, "- [ ] (2026-03-04 09:30Z) a"),
        ("- [x] (2026-03-04 09:30Z) a", "", None, "- [x] (2026-03-04 09:30Z) a"),
    ],
)  # fmt: skip
def test_a_stamp_is_put_right(
    text: str, others: str, precision: Precision | None, after: str
) -> None:
    document = Document.parse(HEAD + text + others)

    edits = correct_stamp(document, document.plan.items[0], Moment(NOW, precision))

    assert edits is not None
    assert edits.apply(document.text) == HEAD + after + others


def test_a_stamp_that_would_not_be_read_is_not_written() -> None:
    document = Document.parse(f"{HEAD}- [x] 2026-01-02: a")

    assert (
        correct_stamp(document, document.plan.items[0], Moment(datetime.min.replace(tzinfo=UTC)))
        is None
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [x] (2026-01-02 03:04Z) a", "- [x] a"),
        ("- [x] a — 2026-01-02", "- [x] a"),
        ("- [x] a", "- [x] a"),
    ],
)
def test_a_stamp_can_go(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    assert remove_stamp(document, document.plan.items[0]).apply(document.text) == HEAD + after
