from __future__ import annotations

import textwrap

import pytest

from milepost.document import Document
from milepost.parse.labels import normalise_label
from milepost.parse.passages import read_rows
from milepost.plan.kinds import SectionKind
from milepost.plan.records import LogEntry, RecordForm
from milepost.plan.skeleton import SKELETON
from milepost.text import Span

DECISIONS = "Decision Log"
SURPRISES = "Surprises & Discoveries"
OUTCOMES = "Outcomes & Retrospective"


def document_with(title: str, body: str) -> Document:
    return Document.parse(
        f"# Move the queue\n\n## Progress\n\n- [ ] Draft\n\n## {title}\n\n{body}\n"
        "## Context and Orientation\n\nA queue.\n"
    )


def entries(title: str, body: str) -> tuple[LogEntry, ...]:
    return document_with(title, body).plan.records


def only_entry(title: str, body: str) -> LogEntry:
    found = entries(title, body)
    assert len(found) == 1, found
    return found[0]


def fields_of(entry: LogEntry) -> dict[str, str]:
    return {part.label: part.text for part in entry.fields}


def date_of(entry: LogEntry) -> str:
    return "" if entry.stamp is None else str(entry.stamp.wall)[:10]


CANONICAL_FIELDS = {
    "decision": "Keep one queue.",
    "rationale": "Two would drift.",
    "date/author": "2026-01-02 / Ada",
}


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one queue.\n  Rationale: Two would drift.\n"
            "  Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one queue. Rationale: Two would drift. Date/Author: 2026-01-02 / Ada",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one\n  queue. Rationale: Two would\n  drift.\n"
            "  Date / Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- **Decision:** Keep one queue.\n  **Rationale:** Two would drift.\n"
            "  **Date/Author:** 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- **Decision**: Keep one queue.\n  - **Rationale**: Two would drift.\n"
            "  - *Date/Author:* 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one queue.\n- Rationale: Two would drift.\n"
            "- Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one queue.\n\n  Rationale: Two would drift.\n\n"
            "  Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision: Keep one queue.\n\nRationale: Two would drift.\n\n"
            "Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- [x] Decision: Keep one queue. — Rationale: Two would drift. |"
            " Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- Decision 3: Keep one queue.\n  Why: Two would drift.\n"
            "  Author/Date: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- 决策：Keep one queue.\n  理由：Two would drift.\n  日期/作者：2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- **결정**: Keep one queue.\n  이유: Two would drift.\n"
            "  날짜/작성자: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.CANONICAL,
            "- 決定: Keep one queue.\n  理由: Two would drift.\n  日付／担当: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.LABELLED,
            "Decision: Keep one queue.\nRationale: Two would drift.\n"
            "Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.LABELLED,
            "**Decision 1: Keep one queue.**\n\n**Rationale:** Two would drift.\n\n"
            "**Date/Author:** 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.NUMBERED,
            "1. Decision: Keep one queue.\n   Rationale: Two would drift.\n"
            "   Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.HEADING,
            "### Decision 1: Keep one queue.\n\nRationale: Two would drift.\n\n"
            "Date/Author: 2026-01-02 / Ada\n",
        ),
        (
            RecordForm.TABLE,
            "| Decision | Rationale | Date / Author |\n| --- | :-: | --- |\n"
            "| Keep one queue. | Two would drift. | 2026-01-02 / Ada |\n",
        ),
    ],
)
def test_a_decision_is_read_in_every_form(form: RecordForm, body: str) -> None:
    entry = only_entry(DECISIONS, body)

    assert (entry.section, entry.form) == (SectionKind.DECISIONS, form)
    assert entry.text == "Keep one queue."
    assert {**fields_of(entry), "decision": entry.text} == CANONICAL_FIELDS
    assert date_of(entry) == "2026-01-02"


@pytest.mark.parametrize(
    ("body", "form", "text", "date"),
    [
        ("- 2026-01-02: keep one queue.", RecordForm.BULLET, "keep one queue.", "2026-01-02"),
        ("- 2026-01-02 - keep one queue.", RecordForm.BULLET, "keep one queue.", "2026-01-02"),
        ("- (2026-01-02 / Ada) keep one.", RecordForm.BULLET, "keep one.", "2026-01-02"),
        ("- Keep one queue (2026-01-02).", RecordForm.BULLET, "Keep one queue", "2026-01-02"),
        ("- **Keep one.** For peace.", RecordForm.BULLET, "**Keep one.** For peace.", ""),
        ("- **2026-01-02 — one queue.** So.", RecordForm.BULLET, "one queue. So.", "2026-01-02"),
        ("- Keep one since 2026-01-02 is out.", RecordForm.BULLET,
         "Keep one since 2026-01-02 is out.", "2026-01-02"),
        ("2) Keep one queue.", RecordForm.NUMBERED, "Keep one queue.", ""),
        ("2026-01-02 — Ada: keep one.", RecordForm.PROSE, "Ada: keep one.", "2026-01-02"),
        ("Keep one\nqueue.", RecordForm.PROSE, "Keep one queue.", ""),
        ("> Keep one queue.", RecordForm.PROSE, "Keep one queue.", ""),
        ("Decision (2026-01-02): keep one.", RecordForm.LABELLED, "keep one.", "2026-01-02"),
        ("Decision (superseded): keep one.", RecordForm.LABELLED, "keep one.", ""),
        ("**Decision** — keep one.", RecordForm.LABELLED, "keep one.", ""),
        ("- Decision:\n  - keep one.", RecordForm.CANONICAL, "keep one.", ""),
        ("- Reason: peace.", RecordForm.BULLET, "peace.", ""),
        ("- ```\n  x\n  ```", RecordForm.BULLET, "``` x ```", ""),
        ("### Keep one queue\n\nFor peace.", RecordForm.HEADING, "Keep one queue", ""),
        ("### 2026-01-02: keep one\n\nFor peace.", RecordForm.HEADING, "keep one", "2026-01-02"),
        ("### Keep one\n\n- Reason: peace.", RecordForm.HEADING, "Keep one", ""),
        ("### Milestone 1\n\n- Keep one.", RecordForm.BULLET, "Keep one.", ""),
        ("### Keep one\n\n- For peace.", RecordForm.HEADING, "Keep one", ""),
        ("### First round\n\n- Decision: keep one.", RecordForm.CANONICAL, "keep one.", ""),
        ("### Open\n\n### Keep one\n\nFor peace.", RecordForm.HEADING, "Keep one", ""),
        ("### Queue\n\nAll.\n\n#### Keep one\n\nFor peace.", RecordForm.PROSE, "All.", ""),
    ],
)  # fmt: skip
def test_other_ways_of_writing_are_read(body: str, form: RecordForm, text: str, date: str) -> None:
    entry = entries(DECISIONS, body + "\n")[0]

    assert (entry.form, entry.text, date_of(entry)) == (form, text, date)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("- Decision: A\n- Decision: B\n", ["A", "B"]),
        ("Decision: A\nRationale: a\nDecision: B\nRationale: b\n", ["A", "B"]),
        ("Decision: A\n\nDecision: B\n\nMore prose.\n", ["A", "B", "More prose."]),
        ("1. A\n2. B\n\n- C\n", ["A", "B", "C"]),
        ("What we chose:\n\n- A\n- B\n", ["A", "B"]),
        ("Keep this list current.\n\n- A\n- B\n", ["A", "B"]),
        ("2026-01-02 — Ada: A\n\n- B\n", ["Ada: A", "B"]),
        ("Some prose.\n\n| Decision |\n| --- |\n| A |\n| B |\n", ["A", "B"]),
        ("| Decision |\n| --- |\n| A |\n\nAnd prose.\n", ["A", "And prose."]),
        ("- A\n\n  More of A.\n\n  - Sub of A\n- B\n", ["A", "B"]),
        ("Decision: A\nReasons:\n\n- a\n- b\n\nDecision: B\n", ["A", "B"]),
        ("### Keep A\n\na\n\n### Keep B\n\nb\n", ["Keep A", "Keep B"]),
        ("- A\n\nRevision note (2026-01-02): reworded.\n", ["A"]),
        ("- A\n- Revision note: reworded.\n", ["A"]),
        ("<!-- A -->\n\n- B\n", ["B"]),
        ("```\nA\n```\n\n- B\n", ["B"]),
        ("- B\n\n***\n\n- C\n", ["B", "C"]),
    ],
)
def test_each_decision_is_one_entry(body: str, texts: list[str]) -> None:
    assert [entry.text for entry in entries(DECISIONS, body)] == texts


@pytest.mark.parametrize(
    ("title", "body", "texts"),
    [
        (OUTCOMES, "It works.\n\n- Faster\n- Smaller\n", ["It works.", "Faster", "Smaller"]),
        (OUTCOMES, "What went well:\n\n- Faster\n", ["Faster"]),
        (OUTCOMES, "Lessons learned:\n\n- Test first\n", ["Test first"]),
        (OUTCOMES, "Lesson: test first.\n", ["test first."]),
        (OUTCOMES, "- Outcome: faster.\n- Remaining: docs.\n", ["faster.", "docs."]),
        (OUTCOMES, "### Well\n\n- Faster\n\n### Summary\n\nAll done.\n", ["Faster", "Summary"]),
        (SURPRISES, "- Observation: slow.\n  Evidence: 3 s\n- Odd.\n", ["slow.", "Odd."]),
        (SURPRISES, "What turned up is noted here.\n\n- Slow.\n", ["Slow."]),
        (SURPRISES, "Slow.\n\nOdd.\n", ["Slow.", "Odd."]),
    ],
)
def test_outcomes_and_surprises_are_read(title: str, body: str, texts: list[str]) -> None:
    assert [entry.text for entry in entries(title, body)] == texts


@pytest.mark.parametrize(
    "body",
    [
        "None yet.",
        "- None yet.",
        "- (none yet)",
        "_None yet._",
        "- Observation: None so far.\n  Evidence: N/A.",
        "N/A",
        "TBD",
        "- To be filled in.",
        "No surprises yet.",
        "Not started.",
        "- ...",
        "- …",
        "-",
        "- <what was observed>",
        "Record everything that turns up.",
        "暂无。",
        "なし",
        "아직 없음",
        "| Observation |\n| --- |\n|  |",
        "### Later\n",
        "",
    ],
)
def test_nothing_yet_is_no_entry(body: str) -> None:
    assert entries(SURPRISES, body + "\n") == ()


@pytest.mark.parametrize(
    "kind", [SectionKind.SURPRISES, SectionKind.DECISIONS, SectionKind.OUTCOMES]
)
@pytest.mark.parametrize("width", [1000, 40])
def test_guidance_of_a_new_plan_is_no_entry(kind: SectionKind, width: int) -> None:
    guidance, *example = SKELETON[kind].split("\n\n")
    body = "\n\n".join([textwrap.fill(guidance, width), *example])

    assert entries(kind.title, body) == ()


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("- ```\n  lost\n  ```\n", RecordForm.BULLET),
        ("-     lost\n", RecordForm.BULLET),
        ("-\n      lost\n", RecordForm.BULLET),
        ("1. ~~~\n   lost\n   ~~~\n", RecordForm.NUMBERED),
        ("- > lost\n", RecordForm.PROSE),
    ],
)
def test_item_that_begins_with_something_else_than_words_is_an_entry(
    body: str, form: RecordForm
) -> None:
    assert only_entry(SURPRISES, body).form is form


def test_evidence_takes_the_code_after_it() -> None:
    document = document_with(
        SURPRISES,
        "- Observation: The log is empty.\n  Evidence:\n\n  ```\n  $ cat log\n  ```\n- Odd.\n",
    )
    first, second = document.plan.records

    assert fields_of(first)["evidence"] == "``` $ cat log ```"
    assert first.span.cut(document.text).startswith("- Observation")
    assert second.span.cut(document.text) == "- Odd."


def test_code_after_a_labelled_paragraph_belongs_to_it() -> None:
    body = "Observation: The log is empty.\nEvidence:\n\n    $ cat log\n\nIt stayed so.\n"

    first, second = entries(SURPRISES, body)

    assert fields_of(first)["evidence"] == "$ cat log"
    assert second.text == "It stayed so."


def test_a_list_after_a_label_is_its_value() -> None:
    first, second = entries(
        DECISIONS, "Decision: Keep one queue.\nReasons:\n\n- peace\n- order\n\nDecision: Wait.\n"
    )

    assert fields_of(first) == {"decision": "Keep one queue.", "rationale": "peace - order"}
    assert second.text == "Wait."


def test_a_word_and_a_colon_inside_a_wrapped_line_is_prose() -> None:
    entry = only_entry(DECISIONS, "- Decision: Keep the parser's\n  result: one queue.\n")

    assert fields_of(entry) == {"decision": "Keep the parser's result: one queue."}


def test_a_label_in_code_is_none() -> None:
    entry = only_entry(DECISIONS, "- Decision: Print `x. Rationale: y` first.\n")

    assert "rationale" not in fields_of(entry)


def test_an_empty_rationale_is_still_a_field() -> None:
    entry = only_entry(DECISIONS, "- Decision: Keep one queue.\n  Rationale:\n")

    assert fields_of(entry)["rationale"] == ""


@pytest.mark.parametrize(
    ("body", "problem", "date"),
    [
        ("- Decision: A\n  Date/Author: 2026-01-XX / Ada\n", "is a placeholder", ""),
        ("- Decision: A\n  Date: 2026-01-XX\n  Date: 2026-01-03\n", "", "2026-01-03"),
        ("- Decision: A (2026-01-05)\n  Date/Author: 2026-01-03 / Ada\n", "", "2026-01-03"),
    ],
)
def test_the_date_field_tells_when(body: str, problem: str, date: str) -> None:
    entry = only_entry(DECISIONS, body)

    assert entry.stamp is not None
    assert entry.stamp.problem == problem
    assert (str(entry.stamp.wall)[:10] if entry.stamp.wall else "") == date


def test_table_cells_are_split_at_unescaped_pipes() -> None:
    text = "| # | Choice | When |\n|---|---|---|\n| 1 | a \\| b | 2026-01-02 |\nbare | x\n"

    rows = list(read_rows(text, Span(0, len(text))))

    cells = [[(name, span.cut(text)) for name, span in row.cells] for row in rows]
    assert cells == [
        [("#", "1"), ("Choice", "a \\| b"), ("When", "2026-01-02")],
        [("#", "bare"), ("Choice", "x")],
    ]


@pytest.mark.parametrize("text", ["| a |", "| a |\n| b |"])
def test_a_table_without_delimiter_row_has_no_rows(text: str) -> None:
    assert list(read_rows(text, Span(0, len(text)))) == []


def test_a_table_row_without_a_named_column_is_told_by_its_first_wording() -> None:
    entry = only_entry(
        DECISIONS, "| # | When | Choice |\n|-|-|-|\n| 1 | 2026-01-02 | One queue |\n"
    )

    assert (entry.text, date_of(entry)) == ("One queue", "2026-01-02")
    assert fields_of(entry) == {"#": "1", "date": "2026-01-02", "choice": "One queue"}


def test_a_table_row_dates_itself_anywhere() -> None:
    entry = only_entry(DECISIONS, "| | Choice |\n|-|-|\n| 2026-01-02 | One queue |\n")

    assert (entry.text, date_of(entry)) == ("One queue", "2026-01-02")
    assert fields_of(entry) == {"choice": "One queue"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Date / Author", "date/author"),
        ("**Rationale**:", "rationale"),
        ("ＷＨＹ", "rationale"),
        ("Lessons  learned", "lesson"),
        ("Learned", "lesson"),
        ("Решение", "decision"),
        ("Razón", "rationale"),
        ("Datum / Autor", "date/author"),
        ("Découverte", "observation"),
        ("Cost", "cost"),
    ],
)
def test_a_label_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert normalise_label(written) == name


def test_a_plan_without_living_sections_has_no_records() -> None:
    assert Document.parse("# Move the queue\n\n## Progress\n\n- [ ] Draft\n").plan.records == ()


def test_entries_are_in_file_order() -> None:
    text = (
        "# T\n\n## Outcomes & Retrospective\n\n- O\n\n## Progress\n\n- [ ] P\n\n"
        "## Decision Log\n\n- D\n\n## Surprises & Discoveries\n\n- S\n"
    )

    assert [entry.text for entry in Document.parse(text).plan.records] == ["O", "D", "S"]
