from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.parse.revisions import find_note_label
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.plan.records import RevisionNote

HEAD = (
    "# Move the queue\n\n## Progress\n\n- [ ] Draft\n\n## Interfaces and Dependencies\n\nA queue.\n"
)


def notes_in(tail: str) -> tuple[RevisionNote, ...]:
    return Document.parse(f"{HEAD}\n{tail}").plan.revision_notes


def told(notes: tuple[RevisionNote, ...]) -> list[tuple[str, str]]:
    return [(note.text, str(note.stamp.wall)[:16] if note.stamp else "") for note in notes]


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Revision note: Split the second step.", ""),
        ("Revision note (2026-01-02): Split the second step.", "2026-01-02 00:00"),
        ("Revision note, 2026-01-02: Split the second step.", "2026-01-02 00:00"),
        ("Revision note 2026-01-02: Split the second step.", "2026-01-02 00:00"),
        ("Revision Note (2026-01-02 03:04Z, Ada): Split the second step.", "2026-01-02 03:04"),
        ("Revision note - Split the second step.", ""),
        ("Revision notes: Split the second step.", ""),
        ("**Revision note (2026-01-02):** Split the second step.", "2026-01-02 00:00"),
        ("**Revision note** (2026-01-02): Split the second step.", "2026-01-02 00:00"),
        ("Revision note: 2026-01-02 03:04Z - Split the second step.", "2026-01-02 03:04"),
        ("Revision note: (2026-01-02) Split the second step.", "2026-01-02 00:00"),
        ("Revision note: 2026-01-02. Split the second step.", "2026-01-02 00:00"),
        ("Plan revision note: Split the second step.", ""),
        ("Plan update note (2026-01-02): Split the second step.", "2026-01-02 00:00"),
        ("Plan Change Note: Split the second step.", ""),
        ("ExecPlan update note: Split the second step.", ""),
        ("Change note (2026-01-02T03:04:05Z): Split the second step.", "2026-01-02 03:04"),
        ("Change log: Split the second step.", ""),
        ("Update note:\nSplit the second step.", ""),
        ("Plan update 2026-01-02 03:04: Split the second step.", "2026-01-02 03:04"),
        ("Plan updates: Split the second step.", ""),
        ("Revised, 2026-01-02 (superseded): Split the second step.", "2026-01-02 00:00"),
        ("Updated 2026-01-02: Split the second step.", "2026-01-02 00:00"),
        ("更新说明：Split the second step.", ""),
        ("计划更新说明（2026-01-02）：Split the second step.", "2026-01-02 00:00"),
        ("改訂メモ: Split the second step.", ""),
        ("변경 기록: Split the second step.", ""),
        ("- Revision note (2026-01-02): Split the second step.", "2026-01-02 00:00"),
        ("Plan revision notes:\n\n- 2026-01-02: Split the second step.", "2026-01-02 00:00"),
        ("Revision notes:\n\n1. Split the second step.", ""),
        ("## Revision Notes\n\n- Split the second step.", ""),
        ("## Revision note\n\n2026-01-02 / Split the second step.", "2026-01-02 00:00"),
        ("## Revision note (required)\n\n- 2026-01-02: Split the second step.", "2026-01-02 00:00"),
        ("## Revision History\n\n(2026-01-02) Split the second step.", "2026-01-02 00:00"),
        ("## Plan Revisions\n\nSplit the second step.", ""),
        ("## Change Log\n\n### 2026-01-02\n\nSplit the second step.", ""),
        ("## Changelog\n\nAll changes:\n\n- Split the second step.", ""),
        ("## 更新说明\n\n- 2026-01-02：Split the second step.", "2026-01-02 00:00"),
        ("### Revision note\n\nRevision note (2026-01-02): Split the second step.",
         "2026-01-02 00:00"),
        ("## Revision Notes\n\n| Date | What |\n|-|-|\n| 2026-01-02 | Split the second step. |",
         "2026-01-02 00:00"),
    ],
)  # fmt: skip
def test_a_revision_note_is_read(written: str, when: str) -> None:
    notes = notes_in(written + "\n")

    assert len(notes) == 1
    assert notes[0].text.strip("| ").endswith("Split the second step.")
    assert "note" not in notes[0].text.lower()
    assert told(notes)[0][1] == when


@pytest.mark.parametrize(
    ("tail", "texts"),
    [
        ("Change note: A.\nChange note: B.\n", ["A.", "B."]),
        ("Change note: A.\n\nChange note: B.\n", ["A.", "B."]),
        ("Change note: A\ngoes on.\n\nSomething else.\n", ["A goes on."]),
        ("Plan notes.\nChange note: A.\n", ["A."]),
        ("- Change note: A.\n- B.\n", ["A."]),
        ("Change notes:\n\n- A.\n- B.\n\n***\n\n- C.\n", ["A.", "B."]),
        ("Change notes:\n\n- A.\n\nMore:\n\n- B.\n", ["A."]),
        ("## Revision Notes\n\n2026-01-02: A.\n2026-01-03: B.\n", ["A.", "B."]),
        ("## Revision Notes\n\n2026-01-02: A\nsince 2026-01-01.\n", ["A since 2026-01-01."]),
        ("## Revision Notes\n\n- A.\n\n    code\n\n- B.\n", ["A. code", "B."]),
        ("## Revision Notes\n\n```\nA.\n```\n\nB.\n", ["B."]),
        ("## Revision Notes\n\nAll of them:\n", ["All of them:"]),
        ("## Revision Notes\n\n- A.\n\n### Revision note\n\n- B.\n", ["A.", "B."]),
        ("## Revision Notes\n\n- A.\n\n## More\n\nRevision note: B.\n", ["A.", "B."]),
        ("## Revision Notes\n\nNone yet.\n", []),
        ("Revision note: (to be filled when revising)\n", []),
        ("## Updates\n\n- A.\n", []),
        ("Updated the parser: faster.\n", []),
        ("Updates to the plan go here: nowhere.\n", []),
        ("```\nRevision note: A.\n```\n", []),
        ("", []),
    ],
)
def test_notes_are_told_apart(tail: str, texts: list[str]) -> None:
    assert [note.text for note in notes_in(tail)] == texts


def test_a_note_spans_its_bullet_and_all_its_lines() -> None:
    tail = "- Revision note (2026-01-02): Split\n  the second step.\n"
    document = Document.parse(f"{HEAD}\n{tail}")

    assert document.plan.revision_notes[0].span.cut(document.text) == tail.rstrip()


def test_a_dated_update_in_the_middle_of_the_plan_is_prose() -> None:
    text = HEAD.replace("A queue.", "A queue.\n\n## Artifacts and Notes\n\nLogs.")
    middle = text.replace("A queue.", "Updated 2026-01-02: A queue.\n\nChange note: reworded.")

    assert [note.text for note in Document.parse(middle).plan.revision_notes] == ["reworded."]


def test_a_plan_without_headings_may_end_in_a_note() -> None:
    plan = Document.parse("Some text.\n\nRevised 2026-01-02: reworded.\n").plan

    assert [note.text for note in plan.revision_notes] == ["reworded."]


@pytest.mark.parametrize(
    ("line", "strict", "loose"),
    [
        ("Revision note: x", True, True),
        ("Revised 2026-01-02: x", False, True),
        ("Plan updates: x", False, True),
        ("Plan update on the parser: x", False, False),
        ("Revised: x", False, False),
        ("Notes: x", False, False),
    ],
)
def test_a_loose_label_needs_a_date_or_the_plan(line: str, strict: bool, loose: bool) -> None:
    span = Span(0, len(line))

    assert (find_note_label(line, span, loose=False) is not None) is strict
    assert (find_note_label(line, span, loose=True) is not None) is loose
