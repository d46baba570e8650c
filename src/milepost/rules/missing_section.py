"""MP101: a standard section is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.canon import normalise_title
from milepost.plan.headings import has_structure, section_level, top_of, unnamed_sections
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Plan
    from milepost.rule import RuleContext

_BEGINNINGS = {
    SectionKind.PURPOSE: (
        "purpose|big picture|goals?|objectives?|why(?: this| it| the)?(?: work| change| plan)?"
        "(?: matters?| exists?| now)?$"
    ),
    SectionKind.PROGRESS: "progress",
    SectionKind.SURPRISES: "surprises?|discoveries|unexpected",
    SectionKind.DECISIONS: "decisions?",
    SectionKind.OUTCOMES: "outcomes?|retrospective",
    SectionKind.CONTEXT: "(?:.* )?context|background|orientation",
    SectionKind.WORK: "plan of work|implementation|implemented work|executed work|work plan",
    SectionKind.STEPS: "concrete (?:[a-z]+ )?steps|(?:implementation|implemented|completed) steps",
    SectionKind.VALIDATION: "(?:.* )?(?:validation|acceptance)|testing|test plan|success criteria",
    SectionKind.RECOVERY: "idempoten(?:ce|cy)|recovery|rollback",
    SectionKind.ARTIFACTS: "artifacts|artefacts",
    SectionKind.INTERFACES: "interfaces?|dependencies",
}
"""How titles begin that give a standard section a name of their own (`Rollback Plan`)."""


class MissingSection(Rule):
    """The plan lacks a section that its profile asks for.

    ## What it does

    Looks for every section of the profile, by its canonical title or one of its usual other
    names. Letter case, `&` for `and`, punctuation and a second language in brackets make no
    difference. A heading inside a code block is not a section. Eight sections are required and
    their absence is an error; the remaining four are expected, and their absence is a warning. A
    misspelt heading is left to `misspelt-section`. A text that has neither a heading nor a checkbox
    is told once that it lacks them all.

    ## Why

    The plan is all that the next reader has. Each section answers a question that somebody will
    ask in the middle of the work: what is this for, how far is it, what was decided and why, how
    do I know that it works. An absent section is a question without an answer, and a living
    section that is absent has nowhere to write today's answer down.

    ## When to suppress

    When your project works with a smaller set of sections, choose another profile rather than
    silencing the rule plan by plan.
    """

    code = "MP101"
    name = "missing-section"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
            good=(
                "# Add a health check\n\n## Goal\n\nOperators can ask.\n\n## Progress\n\n"
                "- [ ] Write it.\n\n## Surprises and Discoveries\n\nNone yet.\n\n"
                "## Decision Log (open)\n\nNone.\n\n## Outcomes & Retrospective\n\nNone.\n\n"
                "## Context and orientation\n\nOne server.\n\n## Plan of Work\n\nAdd a route.\n\n"
                "## Concrete Steps\n\nNone.\n\n## Acceptance Criteria\n\nIt answers.\n\n"
                "## Idempotence and Recovery\n\nSafe.\n\n## Artefacts and Notes\n\nNone.\n\n"
                "## Interfaces and Dependencies\n\nNone.\n"
            ),
        ),
        Example(bad="```\n## Progress\n```\n"),
    )
    silent = (
        "## 目的\n\n一。\n\n## 进度\n\n- [ ] 二。\n\n## 意外与发现\n\n无。\n\n"
        "## 决策日志\n\n无。\n\n## 结果与回顾\n\n无。\n\n## 背景与定位\n\n三。\n\n"
        "## 工作计划\n\n四。\n\n## 具体步骤\n\n五。\n\n## 验证与验收\n\n六。\n\n"
        "## 幂等性与恢复\n\n七。\n\n## 产物与备注\n\n无。\n\n## 接口与依赖\n\n无。\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per absent section, at the title; one for all in a text without any.

        A text without headings and checkboxes is no plan, and lacks all sections at once.
        """
        absent = list(_absent(context))
        if absent:
            misspelt = _misspelt_kinds(context.plan)
            absent = [(kind, severity) for kind, severity in absent if kind not in misspelt]
        if len(absent) > 1 and not has_structure(context.plan):
            yield self._report_all(context, absent)
            return
        for kind, severity in absent:
            yield self._report(context, kind.title, severity, (kind,))
        if context.profile.own:
            # Loaded when a project has sections of its own.
            from milepost.plan.profiles import missing_own_sections

            for own in missing_own_sections(context.plan, context.profile):
                severity = Severity.ERROR if own.required else Severity.WARNING
                yield self._report(context, own.title, severity, ())

    def _report(
        self, context: RuleContext, title: str, severity: Severity, kinds: Sequence[SectionKind]
    ) -> Diagnostic:
        fix = _insertion(context, kinds, f"Insert `{title}`")
        message = f"the section `{title}` is missing"
        return self.report(top_of(context.plan), message, fix=fix, severity=severity)

    def _report_all(
        self, context: RuleContext, absent: Sequence[tuple[SectionKind, Severity]]
    ) -> Diagnostic:
        kinds = [kind for kind, _ in absent]
        message = f"this is no plan yet: it has none of the {len(absent)} sections"
        return self.report(
            top_of(context.plan),
            message,
            fix=_insertion(context, kinds, f"Insert the {len(absent)} sections"),
            severity=max(severity for _, severity in absent),
        )


def _absent(context: RuleContext) -> Iterator[tuple[SectionKind, Severity]]:
    """The standard sections that the profile asks for and the plan lacks, in canonical order."""
    plan, profile = context.plan, context.profile
    for kind in SectionKind:
        required = kind in profile.required
        if not required and kind not in profile.expected:
            continue
        if not (plan.section(kind) or _has_under_other_name(plan, kind)):
            yield kind, Severity.ERROR if required else Severity.WARNING


def _insertion(context: RuleContext, kinds: Sequence[SectionKind], title: str) -> Fix | None:
    from milepost.edits.sections import insert_sections  # Loaded with the first finding.

    edits = insert_sections(context.document, kinds)
    return Fix(title, edits, Applicability.UNSAFE) if edits else None


def _has_under_other_name(plan: Plan, kind: SectionKind) -> bool:
    """Whether a heading begins like the section's name, or repeats it below a milestone."""
    level = section_level(plan)
    canonical = normalise_title(kind.title)
    for section in plan.sections:
        if section.kind is not None:
            continue
        title = normalise_title(section.title)
        if title.startswith(canonical):
            return True
        if section.level == level and compiled(rf"(?:{_BEGINNINGS[kind]})\b").match(title):
            return True
    return False


def _misspelt_kinds(plan: Plan) -> frozenset[SectionKind]:
    """The sections that are there but for a slip in their heading: another rule speaks of them."""
    from milepost.plan.spelling import find_misspelling  # Loaded when a section is absent.

    found = (find_misspelling(section.title) for section in unnamed_sections(plan))
    return frozenset(misspelling.kind for misspelling in found if misspelling is not None)
