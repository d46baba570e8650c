from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.stamps import restamp, write_canonical

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HEAD = "## Progress\n\n"
DAYS = "- [x] (2026-01-02) b\n- [x] (2026-01-02) c\n"


@pytest.mark.parametrize(
    ("item", "others", "after"),
    [
        ("- [x] (2099-01-02 03:04Z) a", "", "- [x] (2026-03-04 09:30Z) a"),
        ("- [x] (2099-01-02 03:04Z) a", DAYS, "- [x] (2026-03-04) a"),
        ("- [x] (2099-01-02, `f00ba4`) a", "", "- [x] (2026-03-04 09:30Z, `f00ba4`) a"),
        ("- [x] (2099-01-02, `f00ba4`) a", DAYS, "- [x] (2026-03-04, `f00ba4`) a"),
        ("- [x] (completed 2099-01-02) a", "", "- [x] (completed 2026-03-04 09:30Z) a"),
        ("- [x] a (`f00ba4`, 2099-01-02)", "", "- [x] a (`f00ba4`, 2026-03-04 09:30Z)"),
        ("- [x] a — 2099-01-02", "", "- [x] a — 2026-03-04 09:30Z"),
        ("- [x] a", "", "- [x] (2026-03-04 09:30Z) a"),
    ],
)
def test_restamping_replaces_the_time_alone(item: str, others: str, after: str) -> None:
    document = Document.parse(f"{HEAD}{item}\n{others}")

    edited = restamp(document, document.plan.items[0], NOW).apply(document.text)

    assert edited == f"{HEAD}{after}\n{others}"


@pytest.mark.parametrize(
    ("item", "after"),
    [
        ("- [x] 2026-01-02T03:04Z a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] 2026-01-02T03:04:00Z: a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] 2026-01-02 03:04 UTC — a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] 2026-01-02 03:04Z：a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] [2026-01-02 03:04+00:00] a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] **2026-01-02 03:04Z** a", "- [x] **(2026-01-02 03:04Z)** a"),
        ("- [x] **2026-01-02 03:04Z: a** b", "- [x] **(2026-01-02 03:04Z) a** b"),
        ("- [x] (**2026-01-02 03:04Z**) a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] 2 Jan 2026 03:04 UTC: a", "- [x] (2026-01-02 03:04Z) a"),
        ("- [x] 2026-01-02 03:04Z\n  a", "- [x] (2026-01-02 03:04Z)\n  a"),
        ("- [x] 2026-01-02 03:04Z", "- [x] (2026-01-02 03:04Z)"),
        ("- [x] a — 2026-01-02T03:04Z", "- [x] a — (2026-01-02 03:04Z)"),
        ("- [x] M2 — 2026-01-02T03:04Z — a", "- [x] M2 — (2026-01-02 03:04Z) — a"),
    ],
)
def test_a_minute_in_utc_can_be_written_canonically(item: str, after: str) -> None:
    document = Document.parse(f"{HEAD}{item}\n")
    before = document.plan.items[0]

    edits = write_canonical(document, before)

    assert edits is not None
    edited = document.edited(edits)
    (written,) = edited.plan.items
    assert edited.text == f"{HEAD}{after}\n"
    assert written.text == before.text
    assert written.stamp is not None
    assert before.stamp is not None
    assert written.stamp.instant == before.stamp.instant


@pytest.mark.parametrize(
    "item",
    [
        "- [x] a",
        "- [x] (2026-01-02) a",
        "- [x] 2026-01-02Z a",
        "- [x] 2026-01-02 03:04 a",
        "- [x] 2026-01-02T03:04:05Z a",
        "- [x] 2026-01-02T03:04:00.5Z a",
        "- [x] 2026-01-02T04:04+01:00 a",
        "- [x] 2026-01-02 03:04 Europe/London a",
        "- [x] (2026-01-02 03:04-04:05Z) a",
        "- [x] (completed 2026-01-02 03:04Z) a",
        "- [x] (2026-01-02 03:04Z, `f00ba4`) a",
        "- [x] (2026-13-02 03:04Z) a",
        "- [x] [2026-01-02 03:04Z](log.md) a",
    ],
)
def test_what_would_be_lost_stays_as_it_is(item: str) -> None:
    document = Document.parse(f"{HEAD}{item}\n")

    assert write_canonical(document, document.plan.items[0]) is None
