"""Entries of the living sections, each in the form that its log has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.entries import append_decision, append_outcome, append_surprise

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
DECISIONS = "## Decision Log\n\n"
SURPRISES = "## Surprises & Discoveries\n\n"
OUTCOMES = "## Outcomes & Retrospective\n\n"
REST = "\n\n## Next\n\nText.\n"
CANONICAL = "- Decision: Use X.\n  Rationale: It is fast.\n  Date/Author: 2026-03-04 09:30Z / Mara"


def decided(body: str, text: str = "Use X.", *, author: str = "Mara", rest: str = REST) -> str:
    """The body of the Decision Log with one decision more."""
    document = Document.parse(f"{DECISIONS}{body}{rest}")
    edits = append_decision(document, text, "It is fast.", NOW, author)
    assert edits is not None
    after = edits.apply(document.text)
    assert after.startswith(DECISIONS)
    assert after.endswith(rest)
    return after[len(DECISIONS) : len(after) - len(rest)]


def found(body: str, evidence: str, text: str = "It is slow.") -> str:
    document = Document.parse(f"{SURPRISES}{body}{REST}")
    edits = append_surprise(document, text, evidence, NOW)
    assert edits is not None
    return edits.apply(document.text).removeprefix(SURPRISES).removesuffix(REST)


def achieved(body: str, text: str = "Reached it.") -> str:
    document = Document.parse(f"{OUTCOMES}{body}{REST}")
    edits = append_outcome(document, text, NOW)
    assert edits is not None
    return edits.apply(document.text).removeprefix(OUTCOMES).removesuffix(REST)


@pytest.mark.parametrize(
    ("body", "added"),
    [
        (
            "- Decision: A.\n  Rationale: B.\n  Date/Author: 2026-01-02 / Jo",
            "\n- Decision: Use X.\n  Rationale: It is fast.\n  Date/Author: 2026-03-04 / Mara",
        ),
        (
            "* **Decision:** A.\n  **Rationale:** B.\n\n* **Decision:** C.\n  **Rationale:** D.",
            "\n\n* **Decision:** Use X.\n  **Rationale:** It is fast.\n"
            "  Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- Decision: A.\n  Rationale: B.\n  Date: 2026-01-02\n  Author: Jo",
            "\n- Decision: Use X.\n  Rationale: It is fast.\n  Date: 2026-03-04\n  Author: Mara",
        ),
        (
            "- Decision: A. Rationale: B. Date/Author: 2026-01-02 03:04Z / Jo",
            "\n- Decision: Use X. Rationale: It is fast. Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- Decision: A. 7. Rationale:\n  B. Date/Author: 2026-01-02 / Jo",
            "\n- Decision: Use X. Rationale: It is fast. Date/Author: 2026-03-04 / Mara",
        ),
        (
            "- **Decision: A.**\n  Rationale: B.",
            "\n- **Decision: Use X.**\n  Rationale: It is fast.\n"
            "  Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- Decision 9 (first part): A.\n  Rationale: B.",
            "\n- Decision 10: Use X.\n  Rationale: It is fast.\n"
            "  Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- Decision (2026-01-02, Jo): A.\n  Rationale: B.",
            "\n- Decision (2026-03-04): Use X.\n  Rationale: It is fast.\n  Author: Mara",
        ),
        (
            "- 决定：A\n  理由：B\n  日期/作者：2026-01-02 / Jo",
            "\n- 决定：Use X.\n  理由：It is fast.\n  日期/作者：2026-03-04 / Mara",
        ),
        (
            "Decision: A\nRationale: B\n\nDecision: C\nRationale: D",
            "\n\nDecision: Use X.\nRationale: It is fast.\nDate/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "1. Decision: A\n   Rationale: B\n2. Decision: C\n   Rationale: D",
            "\n3. Decision: Use X.\n   Rationale: It is fast.\n"
            "   Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "> - Decision: A\n>   Rationale: B",
            "\n> - Decision: Use X.\n>   Rationale: It is fast.\n"
            ">   Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- 2026-01-02: A.\n- 2026-01-03: B.",
            "\n- 2026-03-04: Use X.\n  Rationale: It is fast.\n  Author: Mara",
        ),
        (
            "- **2026/01/02T03:04:05Z** — A",
            "\n- **2026/03/04T09:30:00Z** — Use X.\n  Rationale: It is fast.\n  Author: Mara",
        ),
        (
            "- (2 Jan 2026 03:04) A",
            "\n- (2026-03-04 09:30Z) Use X.\n  Rationale: It is fast.\n  Author: Mara",
        ),
        (
            "- A, for good (2026-01-02)",
            "\n- Use X. (2026-03-04)\n  Rationale: It is fast.\n  Author: Mara",
        ),
        (
            "- On 2026-01-02 it was A that won",
            "\n- Use X.\n  Rationale: It is fast.\n  Date/Author: 2026-03-04 / Mara",
        ),
        (
            "- D1: A\n- D2: B",
            "\n- D3: Use X.\n  Rationale: It is fast.\n  Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "We chose A.\n\nWe chose B.",
            "\n\nUse X.\nRationale: It is fast.\nDate/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "- Decision: A.\n\nWhich was hard.",
            "\n\n- Decision: Use X.\n  Rationale: It is fast.\n"
            "  Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "| # | Date | Decision | Rationale |\n|---|---|---|---|\n| 1 | 2026-01-02 | A | B |",
            "\n| 2 | 2026-03-04 / Mara | Use X. | It is fast. |",
        ),
        (
            "| Decision | Why |\n|---|---|\n| A | B |",
            "\n| Use X. | It is fast. |  |".replace(" |  |", " |")
            .replace("Use X. |", "Use X. — 2026-03-04 09:30Z / Mara |"),
        ),
        (
            "| Date | Choice | Author | Status |\n|---|---|---|---|\n| 2026-01-02 | A | B | ok |",
            "\n| 2026-03-04 | Use X. — It is fast. | Mara |  |",
        ),
        (
            "| Date/Author | Rationale |\n|---|---|\n| 2026-01-02 / B | A |",
            "\n| 2026-03-04 / Mara | Use X. — It is fast. |",
        ),
        (
            "### 2026-01-02: A\n\nRationale: B",
            "\n\n### 2026-03-04: Use X.\n\nRationale: It is fast.\nAuthor: Mara",
        ),
        (
            "### Decision 3: A\n\nBecause of B.",
            "\n\n### Decision 4: Use X.\n\nRationale: It is fast.\n"
            "Date/Author: 2026-03-04 09:30Z / Mara",
        ),
        (
            "### A\n\nBecause of B on 2026-01-02.",
            "\n\n### Use X.\n\nRationale: It is fast.\nDate/Author: 2026-03-04 / Mara",
        ),
    ],
)  # fmt: skip
def test_a_decision_is_written_as_the_others_are(body: str, added: str) -> None:
    assert decided(body) == body + added


def test_a_decision_without_an_author_has_no_label_for_one() -> None:
    body = "- Decision: A.\n  Rationale: B.\n  Date: 2026-01-02\n  Author: Jo"

    assert decided(body, author="") == (
        f"{body}\n- Decision: Use X.\n  Rationale: It is fast.\n  Date: 2026-03-04"
    )


def test_the_newest_entry_stands_where_the_newest_one_stood() -> None:
    body = "- 2026-01-05: A.\n\n- 2026-01-04: B.\n\n- 2026-01-03: C."

    assert decided(body, author="") == (f"- 2026-03-04: Use X.\n  Rationale: It is fast.\n\n{body}")


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("None yet.", CANONICAL),
        ("- None yet.", CANONICAL),
        ("_(none so far)_", CANONICAL),
        ("Every choice is kept here.\n\nNone yet.", f"Every choice is kept here.\n\n{CANONICAL}"),
        ("None yet.\n\n| a |\n|---|", f"{CANONICAL}\n\n| a |\n|---|"),
        ("> None yet.", f"> None yet.\n\n{CANONICAL}"),
        ("<!-- choices -->", f"<!-- choices -->\n\n{CANONICAL}"),
    ],
)
def test_the_first_decision_takes_the_place_of_nothing(body: str, after: str) -> None:
    assert decided(body) == after


def test_guidance_is_replaced_with_its_example() -> None:
    from milepost.edits.skeleton import new_plan

    text = new_plan("T", "P", NOW)
    document = Document.parse(text)
    edits = append_decision(document, "Use X.", "It is fast.", NOW)

    assert edits is not None
    after = edits.apply(text)
    assert f"## Decision Log\n\n{CANONICAL.removesuffix(' / Mara')}\n\n## Outcomes" in after
    assert len(edits.edits) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_missing_section_is_added(newline: str) -> None:
    text = f"# T{newline}{newline}## Progress{newline}{newline}- [ ] a{newline}"
    document = Document.parse(text)
    edits = append_decision(document, "Use X.", "It is fast.", NOW, "Mara")

    assert edits is not None
    lines = f"\n## Decision Log\n\n{CANONICAL}\n".replace("\n", newline)
    assert edits.apply(text) == text + lines


def test_a_decision_stays_above_a_revision_note() -> None:
    body = "- Decision: A.\n\nRevision note (2026-01-02): B."

    assert decided(body, rest="").startswith("- Decision: A.\n- Decision: Use X.\n")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("# x\n- y", "- Decision: # x\n  - y"),
        ("a\n```", "- Decision: a\n  \\```"),
        ("a\n- [ ] b", "- Decision: a\n  \\- [ ] b"),
        ("Decision: a. Why: b", "- Decision: Decision\\: a. Why\\: b"),
        ("a\n<!-- b", "- Decision: a\n  \\<!-- b"),
    ],
)
def test_hostile_words_stay_words(text: str, first: str) -> None:
    body = "- Decision: A.\n  Rationale: B."

    assert decided(body, text).startswith(f"{body}\n{first}\n  Rationale: It is fast.\n")


@pytest.mark.parametrize("text", ["", " \n", "None yet."])
def test_what_says_nothing_is_no_entry(text: str) -> None:
    for body in ("", "- Decision: A.\n", "None yet.\n"):
        document = Document.parse(f"{DECISIONS}{body}")
        assert append_decision(document, text, "", NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{DECISIONS}```\n",
        f"{DECISIONS}- Decision: A.\n\n<!--\n",
        "# T\n\n```\n",
        "## Progress\n\n- [ ] a\n\n<!--\n",
    ],
)
def test_nothing_is_written_into_code_or_comments(text: str) -> None:
    edits = append_decision(Document.parse(text), "Use X.", "It is fast.", NOW)

    assert edits is None or "Use X." in [
        e.text for e in Document.parse(edits.apply(text)).plan.records
    ]


@pytest.mark.parametrize(
    ("evidence", "lines"),
    [
        ("", ""),
        ("12 s", "\n  Evidence: 12 s"),
        ("  12 s ", "\n  Evidence: 12 s"),
        ("slow. Impact: us", "\n  Evidence:\n\n      slow. Impact: us"),
        (
            "$ x\n  # y\n\n```\n- [ ] z",
            "\n  Evidence:\n\n      $ x\n        # y\n\n      ```\n      - [ ] z",
        ),
    ],
)
@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("None.", "- Observation: "),
        ("- Observation: A.\n  Evidence: B.", "\n- Observation: "),
        ("- A.\n- B.", "\n- "),
    ],
)
def test_evidence_is_kept_to_the_character(body: str, lead: str, evidence: str, lines: str) -> None:
    before = body if lead.startswith("\n") else ""

    assert found(body, evidence) == f"{before}{lead}It is slow.{lines}"


def test_evidence_fits_into_a_cell() -> None:
    body = "| Observation | Evidence |\n|---|---|\n| A | B |"

    assert found(body, "a | b\nc \\| d") == f"{body}\n| It is slow. | a \\| b c \\| d |"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("None yet.", "Reached it."),
        ("We did A.", "We did A.\n\nReached it."),
        ("- Outcome: A\n- Remaining: B", "- Outcome: A\n- Remaining: B\n- Outcome: Reached it."),
        ("- Lesson: A", "- Lesson: A\n- Reached it."),
        ("Remaining: A", "Remaining: A\n\nReached it."),
        ("- 2026-01-02: A", "- 2026-01-02: A\n- 2026-03-04: Reached it."),
        (
            "### 2026-01-02 One\n\nDone.",
            "### 2026-01-02 One\n\nDone.\n\n### 2026-03-04 Reached it.\n\nReached it.",
        ),
        ("### One\n\nDone.", "### One\n\nDone.\n\n### Reached it.\n\nReached it."),
    ],
)
def test_an_outcome_is_written_as_the_others_are(body: str, after: str) -> None:
    assert achieved(body) == after


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("# a", "\\# a"),
        ("- a\n- b", "\\- a\n\\- b"),
        ("a\n## b", "a\n\\## b"),
        ("Lesson: a", "Lesson: a"),
    ],
)
def test_an_outcome_stays_a_paragraph(text: str, paragraph: str) -> None:
    assert achieved("None yet.", text) == paragraph


@pytest.mark.parametrize("evidence", ["\x1b", " \t\n", "\x07\r\n\x1b"])
def test_evidence_that_shows_nothing_is_none(evidence: str) -> None:
    document = Document.parse(
        "# T\n\n## Surprises & Discoveries\n\n- Observation: Old.\n  Evidence: seen.\n"
    )

    edits = append_surprise(document, "New.", evidence, NOW)

    assert edits is not None
    assert edits.apply(document.text).count("Evidence:") == 1
