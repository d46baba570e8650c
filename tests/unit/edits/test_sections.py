"""Sections are inserted where they belong, and nothing else changes."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.sections import begin_checklist, insert_section, insert_sections
from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.skeleton import SKELETON
from milepost.text import EditSet

WORK, PROGRESS = SectionKind.WORK, SectionKind.PROGRESS
DECISIONS, CONTEXT, OUTCOMES = SectionKind.DECISIONS, SectionKind.CONTEXT, SectionKind.OUTCOMES


def inserted(text: str, kind: SectionKind) -> str:
    """The text after inserting a section, with its skeleton shortened to dots."""
    document = Document.parse(text)
    edits = insert_section(document, kind)
    assert edits is not None
    body = SKELETON[kind].replace("\n", document.source.newline)
    return edits.apply(text).replace(body, "...")


@pytest.mark.parametrize(
    ("text", "kind", "result"),
    [
        ("", WORK, "## Plan of Work\n\n...\n\n"),
        ("# T\n", WORK, "# T\n\n## Plan of Work\n\n...\n"),
        ("# T", WORK, "# T\n\n## Plan of Work\n\n..."),
        (
            "# T\n\nLead.\n\n## Progress\n\n- [ ] x\n",
            SectionKind.PURPOSE,
            "# T\n\nLead.\n\n## Purpose / Big Picture\n\n...\n\n## Progress\n\n- [ ] x\n",
        ),
        (
            "## Progress\n\n- [ ] x\n\n## Decision Log\n\nNone.\n",
            SectionKind.SURPRISES,
            "## Progress\n\n- [ ] x\n\n## Surprises & Discoveries\n\n...\n\n"
            "## Decision Log\n\nNone.\n",
        ),
        (
            "## Progress\n\n### A\n\n- [ ] x\n\n## Own\n\nText.\n",
            DECISIONS,
            "## Progress\n\n### A\n\n- [ ] x\n\n## Decision Log\n\n...\n\n## Own\n\nText.\n",
        ),
        (
            "## Plan of Work\n\nDo.\n\n## Outcomes\n\nNone.\n",
            CONTEXT,
            "## Context and Orientation\n\n...\n\n## Plan of Work\n\nDo.\n\n## Outcomes\n\nNone.\n",
        ),
        (
            "# T\n\n### Progress\n\nx\n\n### Decision Log\n\ny\n",
            OUTCOMES,
            "# T\n\n### Progress\n\nx\n\n### Decision Log\n\ny\n\n"
            "### Outcomes & Retrospective\n\n...\n",
        ),
        (
            "## Progress\r\n\r\n- [ ] x\r\n",
            DECISIONS,
            "## Progress\r\n\r\n- [ ] x\r\n\r\n## Decision Log\r\n\r\n...\r\n",
        ),
        (
            "## Plan of Work\n\nDo.\n\nRevision note (2026-01-31): because.\n",
            SectionKind.STEPS,
            "## Plan of Work\n\nDo.\n\n## Concrete Steps\n\n...\n\n"
            "Revision note (2026-01-31): because.\n",
        ),
        (
            "## Plan of Work\n\nDo.\n\n---\n\nRevision note (2026-01-31): because.\n",
            SectionKind.STEPS,
            "## Plan of Work\n\nDo.\n\n## Concrete Steps\n\n...\n\n---\n\n"
            "Revision note (2026-01-31): because.\n",
        ),
        (
            "## Plan of Work\n\nRevision note (2026-01-31): one.\n\nDo.\n\n"
            "Revision note (2026-02-01): two.\n",
            SectionKind.STEPS,
            "## Plan of Work\n\nRevision note (2026-01-31): one.\n\nDo.\n\n"
            "## Concrete Steps\n\n...\n\nRevision note (2026-02-01): two.\n",
        ),
        (
            "---\ntitle: x\n---\n",
            WORK,
            "---\ntitle: x\n---\n## Plan of Work\n\n...\n\n",
        ),
        (
            "```md\n# T\n\n## Progress\n\n- [ ] x\n\n## Decision Log\n\nNone.\n```\n",
            OUTCOMES,
            "```md\n# T\n\n## Progress\n\n- [ ] x\n\n## Decision Log\n\nNone.\n\n"
            "## Outcomes & Retrospective\n\n...\n```\n",
        ),
        (
            "## Progress\n\n<!-- closed -->\n",
            DECISIONS,
            "## Progress\n\n<!-- closed -->\n\n## Decision Log\n\n...\n",
        ),
        (
            "## Progress\n\n<div>\n",
            DECISIONS,
            "## Progress\n\n<div>\n\n## Decision Log\n\n...\n",
        ),
    ],
)
def test_section_goes_to_its_place(text: str, kind: SectionKind, result: str) -> None:
    assert inserted(text, kind) == result


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.name.lower())
def test_inserted_section_is_found_again(kind: SectionKind) -> None:
    document = Document.parse("# T\n\n## Own\n\nText.\n")
    edits = insert_section(document, kind)

    assert edits is not None
    assert document.edited(edits).plan.section(kind) is not None


def test_joined_insertions_equal_one_after_the_other() -> None:
    document = Document.parse("# T\n\nLead.\n")
    sets = [insert_section(document, kind) for kind in ORDER]
    places = {edits.edits[0].span for edits in sets if edits}
    text = "".join(edits.edits[0].text for edits in sets if edits)
    one_by_one = document
    for kind in ORDER:
        edits = insert_section(one_by_one, kind)
        assert edits is not None
        one_by_one = one_by_one.edited(edits)

    [place] = places

    assert EditSet.replace(place, text).apply(document.text) == one_by_one.text


def test_several_sections_go_in_at_once_in_the_order_of_the_format() -> None:
    document = Document.parse("# T\n\n## Progress\n\n- [ ] x\n")
    edits = insert_sections(document, [WORK, PROGRESS, DECISIONS, SectionKind.PURPOSE])

    titles = [section.title for section in document.edited(edits).plan.sections]

    assert titles == ["T", "Purpose / Big Picture", "Progress", "Decision Log", "Plan of Work"]


def test_no_sections_make_no_edits() -> None:
    assert not insert_sections(Document.parse("# T\n"), [])


@pytest.mark.parametrize(
    "text",
    [
        "## Progress\n\nx\n\n## Decision Log\n\ny\n",
        "## Progress\n\n```\nnever closed\n",
        "## Progress\n\n<!-- never closed\n",
        "## Progress\n\n<script>\nlet x\n",
    ],
)
def test_no_insertion_where_it_would_not_be_seen(text: str) -> None:
    assert insert_section(Document.parse(text), DECISIONS) is None


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("## Progress\n", "## Progress\n\n- [ ] Begin.\n"),
        ("## Progress\n\nLead.\n\n## Next\n", "## Progress\n\nLead.\n\n- [ ] Begin.\n\n## Next\n"),
        ("## Progress\n\n### A\n\nx\n", "## Progress\n\n- [ ] Begin.\n\n### A\n\nx\n"),
        ("## Progress\r\n", "## Progress\r\n\r\n- [ ] Begin.\r\n"),
    ],
)
def test_checklist_begins_below_what_is_written(text: str, result: str) -> None:
    edits = begin_checklist(Document.parse(text), "Begin.")

    assert edits is not None
    assert edits.apply(text) == result


@pytest.mark.parametrize("text", ["# T\n", "## Progress\n\n```\nnever closed\n"])
def test_no_checklist_without_a_place(text: str) -> None:
    assert begin_checklist(Document.parse(text), "Begin.") is None
