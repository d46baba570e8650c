"""What a whole plan does is told once."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from support.rules import NOW, findings

DAYS = "".join(f"- [x] (2026-01-0{day}) Step {day}.\n" for day in range(1, 5))
TIMES = "".join(f"- [x] (2026-01-0{day} 09:30) Step {day}.\n" for day in range(5, 8))
FENCES = "Run:\n\n```sh\nmake\n```\n\nThen:\n\n~~~\nmake test\n~~~\n\n- one\n\n```\nodd\n```\n"


def only(code: str) -> Selection:
    return Selection(select=(code,))


@pytest.mark.parametrize(
    ("code", "text", "messages"),
    [
        ("MP110", FENCES, ["3 blocks of code are fenced, not indented by four spaces"]),
        (
            "MP203",
            f"## Progress\n\n{DAYS}{TIMES}",
            [
                "the stamp names a day but no time of day, the first of 4 such stamps",
                "the stamp does not say in which time zone it is, the first of 3 such stamps",
            ],
        ),
        (
            "MP203",
            "## Progress\n\n- [x] (2026-01-01) One.\n- [x] (2026-01-02) Two.\n",
            ["the stamp names a day but no time of day"] * 2,
        ),
        (
            "MP302",
            "## Decision Log\n\n- Decision: one.\n- Decision: two.\n- Decision: three.\n",
            ["none of the 3 decisions is dated, this one and those below"],
        ),
        (
            "MP302",
            "## Decision Log\n\n- Decision: one.\n- Decision: two.\n- Decision: x (2026-01-01).\n",
            ["this decision is not dated"] * 2,
        ),
        (
            "MP103",
            "## Plan of Work\n\na\n\n## Decision Log\n\nb\n\n## Progress\n\nc\n\n## Purpose\n\nd\n",
            [
                "`Decision Log`, `Progress` and `Purpose` stand elsewhere than in the format",
            ],
        ),
    ],
)
def test_one_finding_for_many_places(code: str, text: str, messages: list[str]) -> None:
    assert [each.message for each in findings(text, only(code))] == messages


def test_every_fence_is_an_error_inside_the_outer_one() -> None:
    fences = "```sh\na\n```\n\ntext\n\n```\nb\n```\n"
    text = f"````md\n## Progress\n\n- [ ] One.\n\n## Notes\n\n{fences}````\n"

    found = findings(text, only("MP110"))

    assert [each.severity for each in found] == [Severity.ERROR] * 2
    assert all(each.fix and each.fix.applicability is Applicability.SAFE for each in found)


def test_unfencing_a_whole_plan_is_no_safe_fix() -> None:
    document = Document.parse(FENCES)

    assert not fix(document, only("MP110"), now=NOW).applied
    report = fix(document, only("MP110"), Applicability.UNSAFE, now=NOW)
    assert report.document.text.count("```") == 2
    assert [each.fix for each in report.result.diagnostics] == [None]


def test_sections_are_moved_all_at_once() -> None:
    titles = ["Purpose", "Progress", "Surprises", "Decision Log", "Plan of Work", "Validation"]
    text = "\n".join(f"## {title}\n\n{title}!\n" for title in reversed(titles))

    report = fix(Document.parse(text), only("MP103"), Applicability.UNSAFE, now=NOW)

    assert [each.title for each in report.document.plan.sections] == titles
    assert report.result.diagnostics == ()
    assert all(f"{title}!" in report.document.text for title in titles)


@pytest.mark.parametrize("code", ["MP202", "MP206", "MP302"])
def test_no_fix_makes_a_date_up(code: str) -> None:
    text = (
        "## Progress\n\n- [x] One.\n- [x] (2099-01-01 09:00Z) Two.\n\n"
        "## Decision Log\n\n- Decision: one.\n"
    )
    document = Document.parse(text)

    (found,) = findings(text, only(code))

    assert found.fix
    assert found.fix.applicability is Applicability.MANUAL
    assert "2026-02-03" in found.fix.edits.apply(text)
    assert not fix(document, only(code), Applicability.UNSAFE, now=NOW).edits


def test_a_section_within_another_waits() -> None:
    text = "## Plan of Work\n\na\n\n## Progress\n\nb\n\n### Decision Log\n\nc\n\n## Purpose\n\nd\n"

    report = fix(Document.parse(text), only("MP103"), Applicability.UNSAFE, now=NOW)

    assert report.converged
    assert all(f"\n{letter}\n" in report.document.text for letter in "abcd")
