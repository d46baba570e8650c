"""Sections put back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.edits.restoring import find_sections_named, restore_section
from milepost.plan.kinds import SectionKind

if TYPE_CHECKING:
    from milepost.plan.model import Section

FORMER = """\
# Well

## Purpose / Big Picture

Water.

## Decision Log

- Decision: dig.

### Details

By hand.

## Notes of the Digger

Clay.
"""


def restored(now: str, name: str, former: str = FORMER) -> str | None:
    """The text of `now` with a section of `former` put back."""
    before, document = Document.parse(former), Document.parse(now)
    (section,) = find_sections_named(before.plan, name).values()
    edits = restore_section(document, before, section)
    return None if edits is None else edits.apply(now)


@pytest.mark.parametrize("name", ["Decision Log", "decision log", "Decisions", "DECISION  LOG"])
def test_section_is_found_by_every_name(name: str) -> None:
    now = FORMER.replace("- Decision: dig.", "- Decision: drill.\n- Decision: pay.")

    assert restored(now, name) == FORMER


@pytest.mark.parametrize("name", ["Purpose", "Decision Log", "Notes of the Digger", "Details"])
def test_what_reads_like_that_gets_no_edit(name: str) -> None:
    former = Document.parse(FORMER)
    (section,) = find_sections_named(former.plan, name).values()

    edits = restore_section(Document.parse(FORMER), former, section)

    assert edits is not None
    assert not edits


def test_nothing_is_found_by_a_wrong_name() -> None:
    assert find_sections_named(Document.parse(FORMER).plan, "Weather") == {}
    assert find_sections_named(Document.parse(FORMER).plan, "Progress") == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Stage 1", ["Progress / Stage 1", "Plan of Work / Stage 1"]),
        ("progress / stage 1", ["Progress / Stage 1"]),
        ("Plan of Work / Stage 1", ["Plan of Work / Stage 1"]),
        ("Work / Stage 1", []),
    ],
)
def test_namesakes_are_told_apart_by_what_they_stand_in(name: str, found: list[str]) -> None:
    plan = Document.parse(
        "## Progress\n\n### Stage 1\n\n- [ ] Dig.\n\n## Plan of Work\n\n### Stage 1\n\nDig.\n\n"
        "### Stage 1\n\nDeeper.\n"
    ).plan

    sections = find_sections_named(plan, name)

    assert list(sections) == found
    assert all(plan.sections[each.index].title == "Stage 1" for each in sections.values())


def test_lines_end_as_those_around_them() -> None:
    now = FORMER.replace("dig", "drill").replace("\n", "\r\n")

    assert restored(now, "Decision Log") == FORMER.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Decision Log", "## Decision Log", "## Notes"),
        ("Notes of the Digger", "\n## Notes", "$"),
        ("Purpose", "## Purpose", "## Decision"),
    ],
)
def test_a_lost_section_comes_back_in_its_place(name: str, start: str, end: str) -> None:
    before, _, rest = FORMER.partition(start)
    _, mark, after = rest.partition(end)

    assert restored(before + mark + after, name) == FORMER


def test_without_any_neighbour_it_comes_last() -> None:
    assert restored("# Well\n\nText.\n", "Decision Log") == (
        "# Well\n\nText.\n\n## Decision Log\n\n- Decision: dig.\n\n### Details\n\nBy hand.\n"
    )


def test_newer_revision_notes_stay_below_the_last_section() -> None:
    note = "\nRevision note (2026-03-05): the digger left, because it rained.\n"
    now = FORMER.replace("Clay.", "Sand.") + note

    assert restored(now, "Notes of the Digger") == FORMER + note


def test_nothing_is_put_into_code_that_never_ends() -> None:
    assert restored("# Well\n\n```\ncode\n", "Decision Log") is None


TWINS = """\
# Well

## Progress

### Dig

- [ ] To the water.

### Line

- [ ] With stone.

## Plan of the Work

### Dig

By hand.

### Line

From below.

## Notes

### Day

Dry.

## Names

Ada.
"""


def section_below(document: Document, home: str, title: str, rank: int = 0) -> Section:
    """One of the sections of a title that stand in the section `home`."""
    plan = document.plan
    found = [
        each
        for each in plan.sections
        if each.title == title
        and each.parent is not None
        and plan.sections[each.parent].title == home
    ]
    return found[rank]


@pytest.mark.parametrize(
    ("home", "title", "changes"),
    [
        ("Progress", "Dig", (("To the water", "Deeper"),)),
        ("Plan of the Work", "Dig", (("By hand", "By spade"),)),
        ("Progress", "Dig", (("### Dig\n\n- [ ] To the water.\n\n", ""),)),
        ("Plan of the Work", "Line", (("### Line\n\nFrom below.\n\n", ""),)),
        ("Plan of the Work", "Dig", (("### Dig\n\nBy hand.\n\n", ""),)),
        ("Notes", "Day", (("### Day\n\nDry.\n\n", ""),)),
    ],
)
def test_of_sections_with_one_title_the_right_one_is_put_back(
    home: str, title: str, changes: tuple[tuple[str, str], ...]
) -> None:
    former, now = Document.parse(TWINS), TWINS
    for before, after in changes:
        now = now.replace(before, after)
    edits = restore_section(Document.parse(now), former, section_below(former, home, title))

    assert now != TWINS
    assert edits is not None
    assert edits.apply(now) == TWINS


def test_a_section_is_found_in_one_that_has_another_title_now() -> None:
    now = TWINS.replace("Plan of the Work", "Way").replace("By hand", "By spade")
    former = Document.parse(TWINS)
    section = section_below(former, "Plan of the Work", "Dig")
    edits = restore_section(Document.parse(now), former, section)

    assert edits is not None
    assert edits.apply(now) == TWINS.replace("Plan of the Work", "Way")


def test_one_of_two_in_the_same_place_that_is_gone_comes_back_beside_the_other() -> None:
    two = TWINS.replace("### Line\n\nFrom below.", "### Dig\n\nFrom below.")
    now = two.replace("### Dig\n\nFrom below.\n\n", "")
    former = Document.parse(two)
    section = section_below(former, "Plan of the Work", "Dig", rank=1)
    edits = restore_section(Document.parse(now), former, section)

    assert edits is not None
    assert edits.apply(now) == two


def test_lines_that_read_as_they_did_are_not_touched() -> None:
    former = Document.parse(FORMER)
    section = former.plan.section(SectionKind.DECISIONS)
    assert section is not None
    now = Document.parse(FORMER.replace("By hand", "By spade"))
    edits = restore_section(now, former, section)

    assert edits is not None
    assert [edit.span.cut(now.text) for edit in edits.edits] == ["spade"]
