"""What the rules on the structure of a plan say and mend, beyond their examples."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.profiles import OwnSection, Profile
from milepost.report.rule_page import render_rule_page
from milepost.rules.oversized_plan import OversizedPlan
from support.rules import NOW, findings


def messages(text: str, code: str, profile: Profile | None = None) -> list[tuple[str, str]]:
    """What a rule says of a text, each with its severity."""
    chosen = Selection(select=(code,), profile=profile) if profile else Selection(select=(code,))
    return [(found.severity.label, found.message) for found in findings(text, chosen)]


@pytest.mark.parametrize(
    "text", ["", "\n", "just words", "```md\n```\n", "---\na: b\n---\n", "    # T\n"]
)
def test_text_that_is_no_plan_is_told_once(text: str) -> None:
    [found] = findings(text, Selection(select=("MP101",)))

    assert found.severity is Severity.ERROR
    assert found.message == "this is no plan yet: it has none of the 12 sections"


@pytest.mark.parametrize("text", ["", "just words\n", "---\na: b\n---\n"])
def test_all_sections_are_inserted_at_once(text: str) -> None:
    chosen = Selection(select=("MP101",))

    report = fix(Document.parse(text), chosen, Applicability.UNSAFE, now=NOW)

    assert len(report.applied) == 1
    assert report.result.diagnostics == ()
    titles = [section.title for section in report.document.plan.sections]
    assert titles == [kind.title for kind in ORDER]


def test_nothing_is_inserted_where_it_would_not_be_seen() -> None:
    [found] = findings("```\nnever closed\n", Selection(select=("MP101",)))

    assert found.fix is None


def test_no_plan_is_as_bad_as_the_worst_it_lacks() -> None:
    mild = Profile("mild", expected=(SectionKind.WORK, SectionKind.STEPS))

    assert messages("", "MP101", mild) == [
        ("warning", "this is no plan yet: it has none of the 2 sections")
    ]


def test_single_section_is_named_even_in_a_text_that_is_no_plan() -> None:
    small = Profile("small", required=(SectionKind.WORK,))

    assert messages("", "MP101", small) == [("error", "the section `Plan of Work` is missing")]


def test_sections_of_the_projects_own_are_missed_too() -> None:
    own = Profile("own", own=(OwnSection("Risks", required=True), OwnSection("Budget", False)))
    text = "# T\n\n## Budgets\n"

    assert messages(text, "MP101", own) == [
        ("error", "the section `Risks` is missing"),
        ("warning", "the section `Budget` is missing"),
    ]
    assert messages("# T\n\n## Risks\n\n## 2. BUDGET\n", "MP101", own) == []


def test_misspelt_section_is_not_missing_as_well() -> None:
    text = "# T\n\n## Progres\n\n- [ ] x\n\n## Idempotance & Recovery\n\nSafe.\n"

    missing = " ".join(message for _, message in messages(text, "MP101"))

    assert [message for _, message in messages(text, "MP106")] == [
        "`Progres` is read as no section, so like `Progress` as it looks",
        "`Idempotance & Recovery` is read as no section, "
        "so like `Idempotence and Recovery` as it looks",
    ]
    assert "`Progress`" not in missing
    assert "`Idempotence and Recovery`" not in missing
    assert "`Plan of Work`" in missing


def test_complete_plan_is_not_searched_for_slips() -> None:
    text = "# T\n\n" + "".join(f"## {kind.title}\n\nText.\n\n" for kind in ORDER)

    assert messages(text + "## Progres\n\nText.\n", "MP106") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- [ ] x\n", "no heading of level 1 names the plan"),
        ("# Progress\n\n- [ ] x\n", "no heading of level 1 names the plan"),
        ("# T\n\n# Progress\n", "another heading of level 1 stands beside the title"),
        ("# Progress\n\n# T\n\n# U\n", "2 more headings of level 1 stand beside the title"),
    ],
)
def test_title_is_the_only_heading_of_its_level(text: str, message: str) -> None:
    assert messages(text, "MP105") == [("warning", message)]


@pytest.mark.parametrize(
    ("text", "applied"),
    [
        ("# T\n\n## Progress\n\n- [ ] x\n", True),
        ("# T\n\n## 进度\n\n- [ ] 一。\n", False),
        ("# Т\n\n## Progress\n\n- [ ] Сделать.\n", False),
    ],
)
def test_statement_is_offered_to_plans_in_its_script(text: str, *, applied: bool) -> None:
    report = fix(Document.parse(text), Selection(select=("MP108",)), now=NOW)

    assert bool(report.applied) is applied


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n" * 801, "the plan is 801 lines long"),
        ("x\n" * 800 + "x", "the plan is 801 lines long"),
        ("一" * 30000, "the plan is 88 KiB long"),
        ("x" * 70000 + "\ud800", "the plan is 68 KiB long"),
    ],
)
def test_size_is_said(text: str, message: str) -> None:
    assert messages(text, "MP115") == [("info", message)]


def test_undecodable_size_never_fails() -> None:
    assert messages("\udc80" * 100, "MP115") == []


def test_page_cuts_short_what_is_shown_for_its_size() -> None:
    page = render_rule_page(OversizedPlan())

    assert "    One more line.\n    ... and 797 more lines\n" in page
    assert "    " + "一" * 40 + " ... and so on\n" in page
    assert len(page) < 3000
