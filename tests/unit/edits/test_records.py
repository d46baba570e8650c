from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.records import LogEditor
from milepost.plan.kinds import SectionKind
from milepost.plan.living import entries_of

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def rationale_added(log: str, index: int = 0) -> str | None:
    """The log with a rationale label added to one entry; `None` where there is no place for it."""
    document = Document.parse(f"## Decision Log\n\n{log}")
    entry = entries_of(document.plan, SectionKind.DECISIONS)[index]
    edits = LogEditor(document, SectionKind.DECISIONS).add_rationale(entry)
    return None if edits is None else edits.apply(document.text)[len("## Decision Log\n\n") :]


def date_added(log: str, index: int = 0) -> str | None:
    """The same for a date."""
    document = Document.parse(f"## Decision Log\n\n{log}")
    entry = entries_of(document.plan, SectionKind.DECISIONS)[index]
    edits = LogEditor(document, SectionKind.DECISIONS).add_date(entry, NOW)
    return None if edits is None else edits.apply(document.text)[len("## Decision Log\n\n") :]


@pytest.mark.parametrize(
    ("log", "index", "expected"),
    [
        ("- Decision: One.\n", 0, "- Decision: One.\n  Rationale:\n"),
        ("- Decision: One.", 0, "- Decision: One.\n  Rationale:"),
        ("* Decision: One.\n", 0, "* Decision: One.\n  Rationale:\n"),
        ("10. Decision: One.\n", 0, "10. Decision: One.\n    Rationale:\n"),
        ("Decision: One.\n", 0, "Decision: One.\n\nRationale:\n"),
        (
            "- Decision: One.\n  Date/Author: 2026-01-31\n",
            0,
            "- Decision: One.\n  Rationale:\n  Date/Author: 2026-01-31\n",
        ),
        (
            "- Decision: One. Date/Author: 2026-01-31\n",
            0,
            "- Decision: One. Date/Author: 2026-01-31\n  Rationale:\n",
        ),
        (
            "- Decision: One.\n  - **Rationale:** Because.\n- Decision: Two.\n",
            1,
            "- Decision: One.\n  - **Rationale:** Because.\n- Decision: Two.\n  - **Rationale:**\n",
        ),
        (
            "- Decision: One.\n\n  Why: Because.\n\n- Decision: Two.\n",
            1,
            "- Decision: One.\n\n  Why: Because.\n\n- Decision: Two.\n\n  Why:\n",
        ),
        (
            "- Decision: One. Rationale: Because.\n- Decision: Two.\n",
            1,
            "- Decision: One. Rationale: Because.\n- Decision: Two.\n  Rationale:\n",
        ),
        (
            "- Decision: One.\n- Rationale: Because.\n- Decision: Two.\n",
            1,
            "- Decision: One.\n- Rationale: Because.\n- Decision: Two.\n- Rationale:\n",
        ),
        (
            "- One.\n  Rationale: Because.\n- Two.\n",
            1,
            "- One.\n  Rationale: Because.\n- Two.\n  Rationale:\n",
        ),
        ("- 决策：一。\n", 0, "- 决策：一。\n  理由：\n"),
        ("- 결정: 하나.\n", 0, "- 결정: 하나.\n  이유:\n"),
        ("- One.\n", 0, "- One.\n  Rationale:\n"),
    ],
)
def test_rationale_is_labelled_as_the_log_does(log: str, index: int, expected: str) -> None:
    assert rationale_added(log, index) == expected


def test_label_of_a_sibling_bullet_is_not_used_for_a_plain_one() -> None:
    log = "- One.\n- Decision: Two.\n- **Rationale:** Because.\n"

    assert rationale_added(log) == log.replace("- One.\n", "- One.\n  Rationale:\n")


def test_plain_bullet_gets_no_bullet_beside_it() -> None:
    log = "- **Rationale:** x\n  Reason: y\n- One.\n"

    assert rationale_added(log, 1) == f"{log}  Rationale:\n".replace("Rationale:\n", "Reason:\n")


def test_line_ends_of_the_file_are_kept() -> None:
    rest = "\r\n- b\r\n- c\r\n"

    assert rationale_added(f"- Decision: One.{rest}") == f"- Decision: One.\r\n  Rationale:{rest}"


@pytest.mark.parametrize(
    "log",
    [
        "| Decision | Notes |\n| --- | --- |\n| One | |\n",
        "> - Decision: One.\n",
        "- Decision: One.\n\n  ```\n  code\n  ```\n",
    ],
)
def test_nothing_is_added_where_no_label_would_be_read(log: str) -> None:
    assert rationale_added(log) is None


def test_entry_within_another_item_is_left_alone() -> None:
    assert rationale_added("- - Decision: One.\n") is None


@pytest.mark.parametrize(
    ("log", "index", "expected"),
    [
        (
            "- Decision: One.\n  Rationale: x\n",
            0,
            "- Decision: One.\n  Rationale: x\n  Date/Author: 2026-02-03 10:00Z\n",
        ),
        (
            "- Decision: One.\n  Date/Author: Ada\n",
            0,
            "- Decision: One.\n  Date/Author: 2026-02-03 10:00Z / Ada\n",
        ),
        (
            "- Decision: One.\n  Date/Author:\n",
            0,
            "- Decision: One.\n  Date/Author: 2026-02-03 10:00Z\n",
        ),
        ("- 决策：一。\n  日期：\n", 0, "- 决策：一。\n  日期：2026-02-03 10:00Z\n"),
        (
            "- Decision: One.\n  Author: Ada\n",
            0,
            "- Decision: One.\n  Author: Ada\n  Date: 2026-02-03 10:00Z\n",
        ),
        (
            "- Decision: One.\n  When: 2026-01-31\n- Decision: Two.\n  By: Ada\n",
            1,
            "- Decision: One.\n  When: 2026-01-31\n- Decision: Two.\n  By: Ada\n"
            "  When: 2026-02-03\n",
        ),
    ],
)
def test_date_is_written_as_the_log_does(log: str, index: int, expected: str) -> None:
    assert date_added(log, index) == expected


@pytest.mark.parametrize(
    "log", ["- One.\n", "| Decision | Date |\n| --- | --- |\n| One | |\n"], ids=["plain", "table"]
)
def test_entry_without_room_for_a_date_gets_none(log: str) -> None:
    assert date_added(log) is None
