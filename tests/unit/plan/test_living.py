from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.plan.living import (
    entries_of,
    find_field,
    find_waiting,
    has_content,
    has_sequel,
    is_custom,
    is_labelled,
    owes,
)

if TYPE_CHECKING:
    from milepost.plan.records import LogEntry

LOG = "## Decision Log\n\n"


def decisions(log: str) -> tuple[LogEntry, ...]:
    return entries_of(Document.parse(f"{LOG}{log}").plan, SectionKind.DECISIONS)


@pytest.mark.parametrize(
    ("log", "labelled"),
    [
        ("- Decision: One.\n", True),
        ("Decision: One.\n", True),
        ("1. Decision: One.\n", True),
        ("- One.\n  Rationale: x\n", False),
        ("- One.\n", False),
        ("| Decision |\n| --- |\n| One |\n", False),
    ],
)
def test_label_of_the_section_begins_a_labelled_entry(log: str, labelled: bool) -> None:
    (entry,) = decisions(log)

    assert is_labelled(entry) is labelled


@pytest.mark.parametrize(
    ("log", "custom"),
    [
        ("- Decision: a\n  Rationale: x\n- Decision: b\n  Rationale: y\n- c\n", True),
        ("- Decision: a\n  Rationale: x\n- Decision: b\n", False),
        ("- Decision: a\n  Rationale: x\n", False),
        ("", False),
    ],
)
def test_custom_is_what_two_and_most_do(log: str, custom: bool) -> None:
    found = decisions(log)

    assert is_custom(found, "rationale") is custom


@pytest.mark.parametrize(
    ("log", "custom", "expected"),
    [
        ("- Decision: One.\n", False, True),
        ("- One.\n", True, True),
        ("1. One.\n", True, True),
        ("- One.\n", False, False),
        ("One.\n", True, False),
        ("### One\n\nIt is so.\n", True, False),
    ],
)
def test_prose_owes_no_label(log: str, custom: bool, expected: bool) -> None:
    (entry,) = decisions(log)

    assert owes(entry, custom=custom) is expected


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("Decision: One.\n\nIt is so.\n", True),
        ("Decision: One.\n\n- It is so.\n", True),
        ("- Decision: One.\n\nIt is so.\n", True),
        ("- Decision: One.\n- It is so.\n", False),
        ("- Decision: One.\n- **Motivation:** It is so.\n", True),
        ("- One.\n- Motivation: It is so.\n", False),
        ("- Decision: One.\n- Decision: Two.\n", False),
        ("- Decision: One.\n", False),
    ],
)
def test_prose_below_an_entry_is_its_sequel(log: str, expected: bool) -> None:
    found = decisions(log)

    assert has_sequel(found, 0) is expected


def test_field_is_found_by_any_of_its_labels() -> None:
    (entry,) = decisions("- Decision: One.\n  Date: 2026-01-31\n")
    found = find_field(entry, "date/author", "date")

    assert found is not None
    assert found.text == "2026-01-31"
    assert find_field(entry, "rationale") is None


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("The route answers.\n", True),
        ("- One route.\n", True),
        ("    3 passed\n", True),
        ("| a |\n| - |\n| b |\n", True),
        ("### Lessons\n\nTest first.\n", True),
        ("", False),
        ("TBD\n", False),
        ("- Outcome: TBD\n", False),
        ("<!-- none -->\n\n---\n", False),
        ("Revision note (2026-01-31): one step more.\n", False),
        ("### Lessons\n\nNone yet.\n", False),
    ],
)
def test_placeholders_notes_and_comments_are_no_content(body: str, content: bool) -> None:
    document = Document.parse(f"## Outcomes & Retrospective\n\n{body}")

    assert has_content(document.plan, document.text, document.plan.sections[0]) is content


def test_guidance_is_no_content() -> None:
    body = (
        "None yet. At the end of each large step, and once more at the end of the plan, compare "
        "the result with the purpose above: what was reached, what is left, what was learnt.\n"
    )
    code = "    $ the command\n    the output expected\n"
    document = Document.parse(f"## Outcomes & Retrospective\n\n{body}\n{code}")

    assert not has_content(document.plan, document.text, document.plan.sections[0])


@pytest.mark.parametrize(
    ("body", "waiting"),
    [
        ("None yet.\n", ["None yet."]),
        ("- a\n- TBD\n", ["TBD"]),
        ("- Lessons: to be filled in\n", ["Lessons: to be filled in"]),
        ("- Decision: a\n  Date/Author: TBD\n  Status: pending\n", ["TBD", "pending"]),
        ("- Decision: a\n  Rationale: TBD\n", []),
        ("- Decision: a\n  Date/Author:\n", []),
        ("- Decision: a\n\n  Status: pending\n", ["Status: pending"]),
        ("> TBD\n", []),
        ("    TBD\n", []),
        ("None.\n", []),
    ],
)
def test_waiting_paragraphs_and_values_are_found_once(body: str, waiting: list[str]) -> None:
    document = Document.parse(f"{LOG}{body}")

    found = find_waiting(document.plan, document.text, document.plan.sections[0])

    assert [span.cut(document.text) for span in found] == waiting
