"""Dividing an item, in either form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.splitting import remark_partial, split_item, writes_remarks

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HEAD = "## Progress\n\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [ ] a", "- [x] (2026-03-04 09:30Z) one\n- [ ] two"),
        ("- [~] a\r\n  b\r\n", "- [x] (2026-03-04 09:30Z) one\r\n- [~] two\r\n"),
        ("- [ ] a\n  - [ ] b\n", "- [x] (2026-03-04 09:30Z) one\n- [ ] two\n  - [ ] b\n"),
        ("- [ ] a\n\n- [ ] b", "- [x] (2026-03-04 09:30Z) one\n\n- [ ] two\n\n- [ ] b"),
        ("- [ ] (2026-01-02) a", "- [x] (2026-03-04 09:30Z) one\n- [ ] (2026-01-02) two"),
        ("- [ ] a (completed: x; remaining: y)", "- [x] (2026-03-04 09:30Z) one\n- [ ] two"),
        ("- [ ] two", "- [x] (2026-03-04 09:30Z) one\n- [ ] two"),
        ("> 1. [ ] a", "> 1. [x] (2026-03-04 09:30Z) one\n> 1. [ ] two"),
    ],
)
def test_a_done_item_stands_before_what_remains(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = split_item(document, document.plan.items[0], "one", "two", NOW)

    assert edits is not None
    assert edits.apply(document.text) == HEAD + after


@pytest.mark.parametrize(
    ("text", "done", "remaining"),
    [
        ("- [x] a", "one", "two"),
        ("- [ ] a", "", "two"),
        ("- [ ] a", "one", " "),
    ],
)
def test_what_is_no_two_items_is_not_split(text: str, done: str, remaining: str) -> None:
    document = Document.parse(HEAD + text)

    assert split_item(document, document.plan.items[0], done, remaining, NOW) is None


def test_the_done_half_is_no_item_within_a_heading() -> None:
    document = Document.parse(f"{HEAD}- [ ] a\n")

    edits = split_item(document, document.plan.items[0], "one\n---\n- [x] b", "two", NOW)

    assert edits is not None
    assert edits.apply(document.text) == (
        f"{HEAD}- [x] (2026-03-04 09:30Z) one\n  \\---\n  \\- [x] b\n- [ ] two\n"
    )


def test_hostile_halves_stay_where_they_are_put() -> None:
    document = Document.parse(f"{HEAD}- [ ] a\n\n## Next\n")

    edits = split_item(document, document.plan.items[0], "one\n- [ ] x", "two\n```", NOW)

    assert edits is not None
    assert edits.apply(document.text) == (
        f"{HEAD}- [x] (2026-03-04 09:30Z) one\n  \\- [ ] x\n- [ ] two\n  \\```\n\n## Next\n"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [ ] a", "- [ ] a (completed: one; remaining: two)"),
        ("- [ ] a.", "- [ ] a (completed: one; remaining: two)."),
        ("- [ ] a\n  b。\n\n  c", "- [ ] a\n  b (completed: one; remaining: two)。\n\n  c"),
        ("- [ ] a — 2026-01-02", "- [ ] a (completed: one; remaining: two) — 2026-01-02"),
        ("- [ ] (2026-01-02) a", "- [ ] (2026-01-02) a (completed: one; remaining: two)"),
        ("- [ ] a <!-- b -->", "- [ ] a (completed: one; remaining: two) <!-- b -->"),
        ("- [ ] a (completed: x; remaining: y).", "- [ ] a (completed: one; remaining: two)."),
        ("- [ ] a (completed: one; remaining: two)", "- [ ] a (completed: one; remaining: two)"),
    ],
)
def test_a_remark_says_what_is_done_and_what_remains(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = remark_partial(document, document.plan.items[0], "one", "two")

    assert edits is not None
    assert edits.apply(document.text) == HEAD + after


@pytest.mark.parametrize(
    ("text", "completed", "remaining"),
    [
        ("- [x] a", "one", "two"),
        ("- [ ] a", "", "two"),
        ("- [ ] a", "one", "\n"),
        ("- [ ] a", "one)", "two"),
        ("- [ ] a", "one; remaining: x", "two"),
        ("- [ ] `a\n  - b", "one", "2026-01-02)"),
    ],
)
def test_what_is_no_remark_is_not_written(text: str, completed: str, remaining: str) -> None:
    document = Document.parse(HEAD + text)

    assert remark_partial(document, document.plan.items[0], completed, remaining) is None


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        (f"{HEAD}- [ ] a (completed: x; remaining: y)", True),
        (f"{HEAD}- [x] a (completed: x; remaining: y)\n- [ ] b", False),
        ("## Plan of Work\n\n- [ ] a (completed: x; remaining: y)", False),
    ],
)
def test_a_plan_has_its_way_of_splitting(text: str, remarks: bool) -> None:
    assert writes_remarks(Document.parse(text).plan) is remarks
