"""Sections put back as they were."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.restoring import find_section_named, restore_section

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
    section = find_section_named(before.plan, name)
    assert section is not None
    edits = restore_section(document, before, section)
    return None if edits is None else edits.apply(now)


@pytest.mark.parametrize("name", ["Decision Log", "decision log", "Decisions", "DECISION  LOG"])
def test_section_is_found_by_every_name(name: str) -> None:
    now = FORMER.replace("- Decision: dig.", "- Decision: drill.\n- Decision: pay.")

    assert restored(now, name) == FORMER


@pytest.mark.parametrize("name", ["Purpose", "Decision Log", "Notes of the Digger", "Details"])
def test_what_reads_like_that_gets_no_edit(name: str) -> None:
    former = Document.parse(FORMER)
    section = find_section_named(former.plan, name)
    assert section is not None

    edits = restore_section(Document.parse(FORMER), former, section)

    assert edits is not None
    assert not edits


def test_nothing_is_found_by_a_wrong_name() -> None:
    assert find_section_named(Document.parse(FORMER).plan, "Weather") is None
    assert find_section_named(Document.parse(FORMER).plan, "Progress") is None


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
