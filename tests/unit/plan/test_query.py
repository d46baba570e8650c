"""Questions to a plan."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.query import (
    blocks_within,
    is_reported,
    item_at,
    progress_of,
    section_at,
    standard_section_at,
    validation_sections,
)

PLAN = """\
# Title

Preface.

## Progress

Lead.

- [x] (2026-01-31 09:30Z) Done.
- [ ] Open.
  - [ ] Inner.

### Today

- [ ] Later.

## Decision Log

- Decision: one.

## Plan of Work

Do it.

### Milestone 1: Review the code

Do that.

## Review notes

Text of notes.

### Below notes

Text below.

Revision note (2026-02-01): changed because of it.
"""


def plan_of(*marks: str) -> Document:
    items = "".join(f"- [{mark}] item {at}\n" for at, mark in enumerate(marks))
    return Document.parse(f"## Progress\n\n{items}")


@pytest.mark.parametrize(
    ("marks", "percent"),
    [
        ("", 0),
        (" ", 0),
        ("x", 100),
        ("x ", 50),
        ("x  ", 33),
        ("xx ", 67),
        ("x" + " " * 7, 12),
        ("x" * 5 + " " * 195, 2),
        ("x" * 199 + " ", 99),
        ("x~", 50),
    ],
)
def test_percent(marks: str, percent: int) -> None:
    assert progress_of(plan_of(*marks).plan).percent == percent


def test_progress_counts_states_of_the_progress_section_only() -> None:
    text = (
        "## Progress\n\n- [x] one\n- [ ] two\n- [ ] three (completed: a; remaining: b)\n\n"
        "## Other\n\n- [ ] four\n"
    )

    progress = progress_of(Document.parse(text).plan)

    assert (progress.done, progress.open, progress.partial, progress.total) == (1, 1, 1, 3)
    assert progress.next_item is not None
    assert progress.next_item.text.startswith("three")


@pytest.mark.parametrize(
    ("marks", "finished", "next_text"),
    [("", False, None), ("x", True, None), ("x ", False, "item 1"), ("  ", False, "item 0")],
)
def test_what_comes_next(marks: str, finished: bool, next_text: str | None) -> None:
    progress = progress_of(plan_of(*marks).plan)

    assert progress.finished is finished
    assert (progress.next_item and progress.next_item.text) == next_text


@pytest.mark.parametrize(
    ("words", "title", "standard"),
    [
        ("# Title", "Title", None),
        ("Preface", "Title", None),
        ("## Progress", "Progress", SectionKind.PROGRESS),
        ("Later", "Today", SectionKind.PROGRESS),
        ("Do that", "Milestone 1: Review the code", SectionKind.WORK),
        ("Text below", "Below notes", None),
    ],
)
def test_sections_around_a_place(words: str, title: str, standard: SectionKind | None) -> None:
    plan = Document.parse(PLAN).plan
    offset = PLAN.index(words)

    section, outer = section_at(plan, offset), standard_section_at(plan, offset)

    assert section is not None
    assert section.title == title
    assert (outer and outer.kind) == standard


def test_no_section_before_the_first_heading() -> None:
    plan = Document.parse("Text.\n\n# Title\n").plan

    assert section_at(plan, 0) is None
    assert standard_section_at(plan, 0) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("- [x]", "Done."),
        ("Done.", "Done."),
        ("Open.", "Open."),
        ("Inner.", "Inner."),
        ("Lead.", None),
        ("Do it.", None),
    ],
)
def test_item_at_a_place(words: str, text: str | None) -> None:
    item = item_at(Document.parse(PLAN).plan, PLAN.index(words))

    assert (item and item.text) == text


def test_text_behind_a_nested_item_belongs_to_the_outer_one() -> None:
    text = "## Progress\n\n- [ ] outer\n  - [ ] inner\n\n  More of outer.\n"
    item = item_at(Document.parse(text).plan, text.index("inner"))

    assert item is not None
    assert item.text == "inner"
    assert item_at(Document.parse(text).plan, len(text)) is None


def test_blocks_within_a_section() -> None:
    plan = Document.parse(PLAN).plan
    section = plan.section(SectionKind.DECISIONS)

    assert section is not None
    assert [block.kind for block in blocks_within(plan, section.body)] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("Preface.", False),
        ("Lead.", True),
        ("Done.", True),
        ("Open.", False),
        ("Decision: one", True),
        ("Do it.", False),
        ("Do that.", False),
        ("Text of notes", True),
        ("Text below", True),
        ("changed because", True),
    ],
)
def test_what_reports_and_what_asks_for_work(words: str, reported: bool) -> None:
    assert is_reported(Document.parse(PLAN).plan, PLAN.index(words)) is reported


def test_title_never_makes_the_whole_plan_a_record() -> None:
    text = "# Status of the follow-up\n\n## Plan of Work\n\nDo it.\n"

    assert not is_reported(Document.parse(text).plan, text.index("Do it"))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("## Goal\n", []),
        ("## Validation\n\n### Acceptance\n", ["Validation"]),
        (
            "## Validation and Acceptance\n\n## Testing\n\n## Tests that fail\n\n# Acceptance\n",
            ["Validation and Acceptance", "Testing", "Tests that fail"],
        ),
    ],
)
def test_validation_sections(text: str, titles: list[str]) -> None:
    plan = Document.parse(text).plan

    assert [section.title for section in validation_sections(plan)] == titles
