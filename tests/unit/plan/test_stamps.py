from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from milepost.document import Document
from milepost.plan.stamps import (
    CANONICAL,
    StampForm,
    insertion_for,
    render_stamp,
    stamp_form_of,
)
from milepost.plan.timestamp import Precision

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def form_of(*items: str) -> StampForm:
    lines = "".join(f"- [x] {item}\n" for item in items)
    document = Document.parse(f"# Move the queue\n\n## Progress\n\n{lines}\n## Decision Log\n")
    return stamp_form_of(document.plan, document.text)


@pytest.mark.parametrize(
    ("first", "second", "inserted"),
    [
        ("(2025-05-06 07:08Z) Draft", "(2025-05-07 07:08Z) Build", "(2026-01-02 03:04Z) "),
        ("(2025-05-06) Draft", "(2025-05-07) Build", "(2026-01-02) "),
        ("(2025-05-06): Draft", "(2025-05-07): Build", "(2026-01-02): "),
        ("2025-05-06 Draft", "2025-05-07 Build", "2026-01-02 "),
        ("2025-05-06: Draft", "2025-05-07: Build", "2026-01-02: "),
        ("2025-05-06 — Draft", "2025-05-07 — Build", "2026-01-02 — "),
        ("2025-05-06：写", "2025-05-07：测", "2026-01-02："),
        ("2025/05/06 - Draft", "2025/05/07 - Build", "2026/01/02 - "),
        ("（2025-05-06） 写", "（2025-05-07） 测", "（2026-01-02） "),
        ("[2025-05-06 07:08] Draft", "[2025-05-07 07:08] Build", "[2026-01-02 03:04Z] "),
        ("**2025-05-06** Draft", "**2025-05-07** Build", "**2026-01-02** "),
        ("_(2025-05-06)_ Draft", "_(2025-05-07)_ Build", "_(2026-01-02)_ "),
        ("2025-05-06T07:08:09Z - A", "2025-05-07T07:08:09Z - B", "2026-01-02T03:04:05Z - "),
        ("2025-05-06T07:08:09+09:00: A", "2025-05-07T07:08:09+09:00: B", "2026-01-02T03:04:05Z: "),
        ("(2025-05-06 07:08 JST) A", "(2025-05-07 07:08 JST) B", "(2026-01-02 03:04Z) "),
        ("(2025-05-06 07:08 UTC) A", "(2025-05-07 07:08 UTC) B", "(2026-01-02 03:04 UTC) "),
        ("(2025-05-06 07:08 GMT) A", "(2025-05-07 07:08 GMT) B", "(2026-01-02 03:04 UTC) "),
        ("(2025-05-06 07:08 (UTC)) A", "(2025-05-07 07:08 (UTC)) B", "(2026-01-02 03:04Z) "),
        ("(2025-05-06, `a1b2c3d`) A", "(2025-05-07, `b1b2c3d`) B", "(2026-01-02) "),
        ("(2025-05-06 07:08-09:10) A", "(2025-05-07 07:08-09:10) B", "(2026-01-02 03:04Z) "),
        ("(done 2025-05-06) A", "(done 2025-05-07) B", "(done 2026-01-02) "),
        ("Draft (2025-05-06)", "Build (2025-05-07)", " (2026-01-02)"),
        ("Draft. (2025-05-06).", "Build. (2025-05-07).", " (2026-01-02)"),
        ("Draft (completed 2025-05-06)", "B (completed 2025-05-07)", " (completed 2026-01-02)"),
        ("Draft — 2025-05-06", "Build — 2025-05-07", " — 2026-01-02"),
        ("Draft ✅ 2025-05-06", "Build ✅ 2025-05-07", " ✅ 2026-01-02"),
        ("Draft (2025-05-06)\n  in two lines", "Build (2025-05-07)", "(2026-01-02 03:04Z) "),
        ("Draft (2025-05-06)\n\n  And more.", "Build (2025-05-07)", " (2026-01-02)"),
        ("(2025-05-06)\n  Draft", "(2025-05-07)\n  Build", "(2026-01-02) "),
        ("(2025-05-06)\tDraft", "(2025-05-07)\tBuild", "(2026-01-02) "),
        ("2025-05-06:\tDraft", "2025-05-07:\tBuild", "2026-01-02: "),
        ("2025-05-06:Draft", "2025-05-07:Build", "2026-01-02: "),
    ],
)
def test_a_new_stamp_is_written_as_the_others_are(first: str, second: str, inserted: str) -> None:
    form = form_of(first, second)

    assert insertion_for(form, NOW) == inserted
    assert form.suffix is inserted.startswith(" ")


@pytest.mark.parametrize(
    "items",
    [
        (),
        ("Draft", "Build"),
        ("(2025-05-06) Draft",),
        ("(2025-05-06) Draft", "2025-05-06: Build"),
        ("(2025-05-06) A", "(2025-05-06) B", "2025-05-06: C", "C (2025-05-06)"),
        ("(2025-05-XX) A", "(2025-05-XX) B"),
        ("May 6, 2025: A", "May 7, 2025: B"),
        ("2025年5月6日：写", "2025年5月7日：测"),
        ("(Tue 2025-05-06) A", "(Tue 2025-05-06) B"),
        ("Draft (a1b2c3d, 2025-05-06)", "Build (a1b2c3d, 2025-05-06)"),
        ("Completed 2025-05-06: Draft", "Completed 2025-05-07: Build"),
        ("Draft. Completed: 2025-05-06", "Build. Completed: 2025-05-07"),
        ("M1 (2025-05-06): Draft", "M2 (2025-05-07): Build"),
    ],
)
def test_without_a_clear_form_the_canonical_one_is_used(items: tuple[str, ...]) -> None:
    assert form_of(*items) == CANONICAL


def test_three_in_five_are_clear() -> None:
    dates = ["(2025-05-06) A", "(2025-05-07) B", "(2025-05-08) C"]
    others = ["2025-05-09T01:02:03Z: D", "2025-05-09T02:02:03Z: E"]

    assert form_of(*dates, *others).precision is Precision.DAY
    assert form_of(*dates, *others, "M1 (2025-05-06): F") == CANONICAL


def test_only_done_items_of_progress_tell_the_form() -> None:
    document = Document.parse(
        "# Move the queue\n\n## Progress\n\n"
        "- [ ] (2025-05-06) Open\n- [ ] (2025-05-07) Open too\n\n"
        "## Plan of Work\n\n- [x] 2025-05-06: Elsewhere\n- [x] 2025-05-07: There too\n"
    )

    assert stamp_form_of(document.plan, document.text) == CANONICAL


def test_designator_and_separator_follow_the_majority() -> None:
    form = form_of(
        "2025-05-06 07:08: A",
        "2025-05-06 07:08 UTC - B",
        "2025-05-06 07:08 UTC - C",
        "2025-05-06 07:08Z - D",
    )

    assert insertion_for(form, NOW) == "2026-01-02 03:04 UTC - "


def test_a_stamp_is_in_utc_whatever_the_clock_says() -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))

    assert render_stamp(CANONICAL, tokyo) == "(2026-01-02 03:04Z)"
