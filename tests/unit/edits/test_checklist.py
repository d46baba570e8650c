from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.checklist import (
    FormerTick,
    former_tick,
    stamp_extent,
    stamp_item,
    tick,
    untick,
)
from milepost.plan.stamps import stamp_form_of

if TYPE_CHECKING:
    from milepost.plan.model import Plan
    from milepost.plan.stamps import StampForm

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HEAD = "## Progress\n\n"
BRACKETED = "- [x] (2026-01-02 03:04Z) b\n- [x] (2026-01-02 03:05Z) c\n"
DATES = "- [x] (2026-01-02) b\n- [x] (2026-01-02) c\n"
TRAILING = "- [x] b — 2026-01-02\n- [x] c — 2026-01-02\n"
BARE = "- [x] 2026-01-02T03:04:05Z b\n- [x] 2026-01-02T03:04:06Z c\n"


def ticked(text: str, *, others: str = "", head: str = HEAD) -> str:
    """The text of the first item after ticking it; `others` stand behind it."""
    document = Document.parse(f"{head}{text}\n{others}")
    after = tick(document, document.plan.items[0], NOW).apply(document.text)
    assert after.startswith(head)
    assert after.endswith(f"\n{others}")
    return after[len(head) : len(after) - len(others) - 1]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [ ] a", "- [x] (2026-03-04 09:30Z) a"),
        ("* [ ]  a", "* [x]  (2026-03-04 09:30Z) a"),
        ("-\t[ ]\ta", "-\t[x]\t(2026-03-04 09:30Z) a"),
        ("12. [ ] a", "12. [x] (2026-03-04 09:30Z) a"),
        ("> - [ ] a", "> - [x] (2026-03-04 09:30Z) a"),
        ("- [~] a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ]", "- [x] (2026-03-04 09:30Z)"),
        ("- [ ] ", "- [x] (2026-03-04 09:30Z)"),
        ("- [ ]  ", "- [x]  (2026-03-04 09:30Z)"),
        ("- [ ]\n  a", "- [x] (2026-03-04 09:30Z)\n  a"),
        ("- [ ]\r\n  a", "- [x] (2026-03-04 09:30Z)\r\n  a"),
        ("- [ ] \r\n  a", "- [x] (2026-03-04 09:30Z)\r\n  a"),
        ("- [ ] a\r\n  b", "- [x] (2026-03-04 09:30Z) a\r\n  b"),
        ("- [ ] **a** b", "- [x] (2026-03-04 09:30Z) **a** b"),
        ("- [ ] [ ] a", "- [x] (2026-03-04 09:30Z) [ ] a"),
        (
            "- [ ] a (completed: b; remaining: c)",
            "- [x] (2026-03-04 09:30Z) a (completed: b; remaining: c)",
        ),
        # The stamp it carries already is replaced.
        ("- [ ] (2026-01-02 03:04Z) a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ] (YYYY-MM-DD HH:MMZ) a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ] **2026-01-02** a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ] M2 (2026-01-02): a", "- [x] M2 (2026-03-04 09:30Z): a"),
        ("- [ ] a (started 2026-01-02)", "- [x] a (started 2026-03-04 09:30Z)"),
        ("- [ ] a — 2026-01-02", "- [x] a — 2026-03-04 09:30Z"),
    ],
)
def test_ticking_marks_and_stamps(text: str, after: str) -> None:
    assert ticked(text) == after


@pytest.mark.parametrize(
    ("others", "text", "after"),
    [
        (BRACKETED, "- [ ] a", "- [x] (2026-03-04 09:30Z) a"),
        (DATES, "- [ ] a", "- [x] (2026-03-04) a"),
        (BARE, "- [ ] a", "- [x] 2026-03-04T09:30:00Z a"),
        (BARE, "- [ ] (2026-01-02)a", "- [x] 2026-03-04T09:30:00Z a"),
        (BARE, "- [ ] M2 (2026-01-02): a", "- [x] M2 (2026-03-04T09:30:00Z): a"),
        (TRAILING, "- [ ] a", "- [x] a — 2026-03-04"),
        (TRAILING, "- [ ] a  ", "- [x] a — 2026-03-04  "),
        (TRAILING, "- [ ] a\n  b", "- [x] a\n  b — 2026-03-04"),
        (TRAILING, "- [ ]", "- [x] 2026-03-04"),
        # Where that form could not be read back, the canonical one takes its place.
        (TRAILING, "- [ ] <>2026-01-02", "- [x] (2026-03-04 09:30Z) <>2026-01-02"),
        (TRAILING, "- [ ] (2026-01-02) a", "- [x] 2026-03-04 a"),
        (TRAILING, "- [ ] a\n  ```\n  b\n  ```", "- [x] a — 2026-03-04\n  ```\n  b\n  ```"),
        (TRAILING, "- [ ] a\n\n  b", "- [x] a — 2026-03-04\n\n  b"),
        (TRAILING, "- [ ] a\n  - [ ] b", "- [x] a — 2026-03-04\n  - [ ] b"),
    ],
)
def test_a_stamp_is_written_as_the_others_are(others: str, text: str, after: str) -> None:
    assert ticked(text, others=others) == after


@pytest.mark.parametrize(
    ("head", "text", "after"),
    [
        ("", "- [ ] a", "- [x] a"),
        ("## Plan of Work\n\n", "- [ ] (2026-01-02) a", "- [x] (2026-01-02) a"),
    ],
)
def test_outside_progress_only_the_mark_changes(head: str, text: str, after: str) -> None:
    assert ticked(text, head=head) == after


def test_the_stamp_is_in_utc() -> None:
    document = Document.parse(f"{HEAD}- [ ] a\n")
    there = NOW.astimezone(timezone(timedelta(hours=9)))

    assert "(2026-03-04 09:30Z)" in tick(document, document.plan.items[0], there).apply(
        document.text
    )


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("- [x] a", "- [ ] a"),
        ("- [X] (2026-01-02 03:04Z) a", "- [ ] a"),
        ("- [x] (2026-01-02 03:04Z): a", "- [ ] a"),
        ("- [x] (2026-01-02) — a", "- [ ] a"),
        ("- [x] 2026-01-02：a", "- [ ] a"),
        ("- [x] **(2026-01-02)** a", "- [ ] a"),
        ("- [x] **2026-01-02: a** b", "- [ ] **a** b"),
        ("- [x] ~~(2026-01-02) a~~", "- [ ] ~~a~~"),
        ("- [x]\t(2026-01-02)\ta", "- [ ]\ta"),
        ("- [x] a (2026-01-02 03:04Z)", "- [ ] a"),
        ("- [x] a (completed 2026-01-02).", "- [ ] a."),
        ("- [x] a — 2026-01-02", "- [ ] a"),
        ("- [x] M2 (2026-01-02): a", "- [ ] M2: a"),
        ("- [x] M2: (2026-01-02) a", "- [ ] M2: a"),
        ("- [x] M2 — 2026-01-02 — a", "- [ ] M2 — a"),
        ("- [x] (2026-01-02)", "- [ ] "),
        ("- [x]\n  (2026-01-02) a", "- [ ]\n  a"),
        ("- [x]\r\n  (2026-01-02)\r\n  a", "- [ ]\r\n  a"),
        ("- [x] \n  (2026-01-02) \na", "- [ ]  \na"),
        ("- [x] a\n  (2026-01-02 03:04Z)", "- [ ] a"),
        ("- [x] a\r\n  (2026-01-02 03:04Z)\r\n\r\n  b", "- [ ] a\r\n\r\n  b"),
        ("> - [x] a\n>   (2026-01-02)", "> - [ ] a"),
        ("- [x] (2026-01-02)\n\n      code", "- [ ] \n\n      code"),
        ("1. [x] (2026-01-02) a\n   - [x] (2026-01-02) b", "1. [ ] a\n   - [x] (2026-01-02) b"),
    ],
)
def test_unticking_takes_mark_and_stamp_and_ticking_brings_them_back(
    text: str, opened: str
) -> None:
    document = Document.parse(HEAD + text)
    item = document.plan.items[0]

    after = document.edited(untick(document, item))

    assert after.text == HEAD + opened
    again = after.plan.items[0]
    assert not again.done
    assert again.text == item.text
    if item.stamp is not None:
        former = former_tick(document, item)
        assert tick(after, again, NOW, former=former).apply(after.text) == HEAD + text


def test_of_two_stamps_the_first_one_goes_and_comes_back() -> None:
    document = Document.parse(f"{HEAD}- [x] (2026-01-02) (2026-01-03) a\n")
    item = document.plan.items[0]

    opened = document.edited(untick(document, item))

    assert opened.text == f"{HEAD}- [ ] (2026-01-03) a\n"
    former = former_tick(document, item)
    again = tick(opened, opened.plan.items[0], NOW, former=former)
    assert again.apply(opened.text) == document.text


def test_outside_progress_unticking_keeps_the_stamp() -> None:
    document = Document.parse("- [X] (2026-01-02) a\n")
    item = document.plan.items[0]

    after = document.edited(untick(document, item))

    assert after.text == "- [ ] (2026-01-02) a\n"
    former = former_tick(document, item)
    again = tick(after, after.plan.items[0], NOW, former=former)
    assert again.apply(after.text) == document.text


FORMER = FormerTick("X", " (2026-01-02)", before=" a", after="")


@pytest.mark.parametrize(
    ("text", "former", "after"),
    [
        # Somebody has reworded the item since: the stamp finds a place all the same.
        ("- [ ] a b", FORMER, "- [X] a b (2026-01-02)"),
        ("- [ ]", FORMER, "- [X] (2026-01-02)"),
        ("- [ ] b", FORMER._replace(before=" "), "- [X] (2026-01-02) b"),
        ("- [ ] b\n  c", FORMER._replace(before=" "), "- [X] (2026-01-02) b\n  c"),
        # Or has stamped it: the old stamp comes in place of the new one.
        ("- [ ] (2026-02-03) a b", FORMER, "- [X] (2026-01-02) a b"),
        # There was none, so this is the first.
        ("- [ ] a", FORMER._replace(stamp="", after=""), "- [X] (2026-03-04 09:30Z) a"),
    ],
)
def test_a_former_stamp_comes_back_into_a_changed_item(
    text: str, former: FormerTick, after: str
) -> None:
    document = Document.parse(HEAD + text)

    edits = tick(document, document.plan.items[0], NOW, former=former)

    assert edits.apply(document.text) == HEAD + after


def test_what_is_done_is_not_ticked_and_what_is_open_not_unticked() -> None:
    document = Document.parse(f"{HEAD}- [x] (2026-01-02) a\n- [ ] b\n- [~] (2026-01-02) c\n")
    done, untouched, cancelled = document.plan.items

    assert not tick(document, done, NOW)
    assert not tick(document, done, NOW, former=FORMER)
    assert not untick(document, untouched)
    assert not untick(document, cancelled)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [x] a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [ ] a", "- [ ] (2026-03-04 09:30Z) a"),
        ("- [x] (2026-01-02) a", "- [x] (2026-03-04 09:30Z) a"),
        ("- [x] (2026-13-02) a", "- [x] (2026-03-04 09:30Z) a"),
    ],
)
def test_an_item_is_stamped_without_being_ticked(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    assert stamp_item(document, document.plan.items[0], NOW).apply(document.text) == HEAD + after


def test_without_a_stamp_its_extent_is_empty() -> None:
    document = Document.parse(f"{HEAD}- [ ] a\n")
    (item,) = document.plan.items

    assert stamp_extent(document, item).cut(document.text) == ""
    assert stamp_extent(document, item).start == item.text_span.start


def test_in_an_outer_fence_items_are_ticked_like_elsewhere() -> None:
    document = Document.parse(f"```md\n{HEAD}- [ ] a\n```\n")

    after = tick(document, document.plan.items[0], NOW).apply(document.text)

    assert after == f"```md\n{HEAD}- [x] (2026-03-04 09:30Z) a\n```\n"


def test_a_long_item_is_changed_in_two_places_only() -> None:
    words = "word " * 1_000
    document = Document.parse(f"{HEAD}- [ ] {words}end\n")

    edits = tick(document, document.plan.items[0], NOW)

    assert [edit.text for edit in edits.edits] == ["x", "(2026-03-04 09:30Z) "]
    assert [len(edit.span) for edit in edits.edits] == [1, 0]


def test_however_many_items_are_stamped_their_form_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Plan] = []

    def stamp_form_read(plan: Plan, text: str) -> StampForm:
        read.append(plan)
        return stamp_form_of(plan, text)

    monkeypatch.setattr("milepost.plan.stamps.stamp_form_of", stamp_form_read)
    document = Document.parse(HEAD + "- [x] a\n" * 50)

    stamped = [stamp_item(document, item, NOW) for item in document.plan.items]

    assert len(stamped) == 50
    assert read == [document.plan]
