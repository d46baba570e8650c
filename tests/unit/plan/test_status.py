"""What somebody must know who goes on with a plan and has nothing else."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.status import LATE_ITEMS, SILENT_ITEMS, PlanStatus, status_of

DONE = "- [x] (2026-01-{day:02} 09:00Z) Step {day}.\n"
EMPTY = "\n## Surprises & Discoveries\n\nNone yet.\n\n## Decision Log\n\nNone yet.\n"
OUTCOMES = "\n## Outcomes & Retrospective\n\nThe route answers.\n"


def status(items: str, rest: str = "") -> PlanStatus:
    document = Document.parse(f"# T\n\n## Progress\n\n{items}{rest}")
    return status_of(document.plan, document.text)


def steps(count: int) -> str:
    return "".join(DONE.format(day=day) for day in range(1, count + 1))


def log(*entries: str) -> str:
    return "\n## Decision Log\n\n" + "".join(f"- Decision: {entry}\n" for entry in entries)


def test_items_done_in_part_are_named() -> None:
    found = status(
        "- [ ] A (completed: a; remaining: b).\n- [ ] B.\n- [x] C.\n"
        "- [ ] D (completed: d; remaining: e)\n"
    )

    assert [item.headline for item in found.partials] == ["A", "D"]
    assert found.progress.total == 4


@pytest.mark.parametrize(
    ("entries", "latest"),
    [
        ((), None),
        (("One.", "Two."), "Two."),
        (("New.\n  Date/Author: 2026-01-03", "Old.\n  Date/Author: 2026-01-02"), "New."),
        (("A.\n  Date/Author: 2026-01-02", "B.\n  Date/Author: 2026-01-02"), "B."),
        (("Dated.\n  Date/Author: 2026-01-02", "Undated."), "Dated."),
        (("Impossible.\n  Date/Author: 2026-13-45", "Undated."), "Undated."),
    ],
)
def test_last_decision_is_the_latest_by_date(entries: tuple[str, ...], latest: str | None) -> None:
    found = status("- [ ] A.\n", log(*entries)).last_decision

    assert (found and found.text) == latest


@pytest.mark.parametrize(
    ("items", "rest", "words"),
    [
        (steps(1), OUTCOMES, ()),
        (steps(1), "", ("no outcome is recorded",)),
        (steps(1) + "- [ ] B.\n", "", ()),
        (steps(SILENT_ITEMS - 1) + "- [ ] B.\n", EMPTY, ()),
        (steps(SILENT_ITEMS) + "- [ ] B.\n", EMPTY, ("neither a surprise nor a decision",)),
        (steps(SILENT_ITEMS) + "- [ ] B.\n", "", ("neither a surprise nor a decision",)),
        (steps(9) + "- [ ] B.\n", log("Undated."), ()),
        (steps(9) + "- [ ] B.\n", log("One.\n  Date/Author: 2026-01-04 10:00Z"), ("5 items were",)),
        (steps(9) + "- [ ] B.\n", log("One.\n  Date/Author: 2026-01-05 10:00Z"), ()),
        (steps(9) + "- [ ] B.\n", log("One.\n  Date/Author: 2026-01-05"), ()),
        (steps(9) + "- [ ] B.\n", log("One.\n  Date/Author: 2026-13-45"), ()),
        (
            steps(9) + "- [ ] B.\n",
            log("One.\n  Date/Author: 2026-01-01")
            + "\n## Artifacts and Notes\n\nText.\n\nRevision note (2026-01-08): because.\n",
            (),
        ),
        (
            steps(9),
            log("One.\n  Date/Author: 2026-01-01"),
            ("no outcome is recorded", "8 items were"),
        ),
    ],
)
def test_records_that_lag_behind_are_told(items: str, rest: str, words: tuple[str, ...]) -> None:
    lags = status(items, rest).lags

    assert len(lags) == len(words), lags
    assert all(word in lag for word, lag in zip(words, lags, strict=True)), lags


def test_limits_are_those_that_are_documented() -> None:
    assert (SILENT_ITEMS, LATE_ITEMS) == (3, 5)
