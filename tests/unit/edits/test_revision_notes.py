"""Revision notes, each like the one before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.revision_notes import append_revision_note

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PLAN = "# T\n\n## Progress\n\n- [ ] a\n\n## Interfaces and Dependencies\n\nText.\n"


def noted(text: str, words: str = "Split it,\nas it grew.") -> str | None:
    edits = append_revision_note(Document.parse(text), words, NOW)
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("notes", "added"),
    [
        ("Revision note (2026-01-02): A", "\n\nRevision note (2026-03-04): Split it,\nas it grew."),
        ("Revision note: A", "\n\nRevision note: Split it,\nas it grew."),
        (
            "**Change note (2026-01-02 03:04Z):** A",
            "\n\n**Change note (2026-03-04 09:30Z):** Split it,\nas it grew.",
        ),
        (
            "Revision note (2026-01-02, Jo): A",
            "\n\nRevision note (2026-03-04): Split it,\nas it grew.",
        ),
        (
            "Plan update note: 2026-01-02 - A",
            "\n\nPlan update note: 2026-03-04 - Split it,\nas it grew.",
        ),
        ("更新说明：A", "\n\n更新说明：Split it,\nas it grew."),
        (
            "Revision note (2026-01-02): A\nRevision note (2026-01-03): B",
            "\nRevision note (2026-03-04): Split it,\nas it grew.",
        ),
        ("## Revision Notes\n\n- 2026-01-02: A", "\n- 2026-03-04: Split it,\n  as it grew."),
        (
            "## Revision Notes\n\n1. (2026-01-02) A\n\n2. (2026-01-03) B",
            "\n\n3. (2026-03-04) Split it,\n   as it grew.",
        ),
        ("## Revision Notes\n\n- A", "\n- Split it,\n  as it grew."),
        (
            "## Revision Notes\n\n> - 2026-01-02: A",
            "\n> - 2026-03-04: Split it,\n>   as it grew.",
        ),
        (
            "## Revision Notes\n\n| No | Date | Change | By |\n|--|--|--|--|\n"
            "| 4 | 2026-01-02 | A, which is long | Jo |",
            "\n| 5 | 2026-03-04 | Split it, as it grew. |  |",
        ),
        (
            "## Revision Notes\n\n| Change |\n|--|\n| A |",
            "\n| Split it, as it grew. |",
        ),
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_note_is_written_as_the_last_one(notes: str, added: str, end: str) -> None:
    text = f"{PLAN}\n{notes}{end}"

    assert noted(text) == f"{PLAN}\n{notes}{added}{end}"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (PLAN, "\nRevision note (2026-03-04 09:30Z): Split it,\nas it grew.\n"),
        (
            f"{PLAN}\n## Revision Notes\n",
            "\n- 2026-03-04 09:30Z: Split it,\n  as it grew.\n",
        ),
        (
            PLAN.replace("- [ ] a", "- [x] (2026-01-02) a\n- [x] (2026-01-03) b"),
            "\nRevision note (2026-03-04): Split it,\nas it grew.\n",
        ),
        (
            PLAN.replace("\n", "\r\n"),
            "\r\nRevision note (2026-03-04 09:30Z): Split it,\r\nas it grew.\r\n",
        ),
    ],
)
def test_the_first_note_is_dated_as_the_plan_dates(text: str, added: str) -> None:
    assert noted(text) == text + added


def test_a_note_stays_within_an_outer_fence() -> None:
    text = f"```md\n{PLAN}```\n"

    assert noted(text, "A.") == (f"```md\n{PLAN}\nRevision note (2026-03-04 09:30Z): A.\n```\n")


@pytest.mark.parametrize(
    ("words", "added"),
    [
        ("a\n# b", "a\n\\# b"),
        ("a\n- [ ] b", "a\n\\- [ ] b"),
        ("- a", "- a"),
        ("a\n```", "a\n\\```"),
    ],
)
def test_hostile_words_stay_words(words: str, added: str) -> None:
    after = f"{PLAN}\nRevision note (2026-03-04 09:30Z): {added}\n"

    assert noted(PLAN, words) == after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PLAN, ""),
        (PLAN, "\n"),
        (PLAN, "None yet."),
        (f"{PLAN}\n```\n", "A."),
        (f"{PLAN}\n<!--", "A."),
    ],
)
def test_what_is_no_note_is_not_written(text: str, words: str) -> None:
    assert noted(text, words) is None
