"""MP101: a standard section is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.canon import SectionKind, normalise_title
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Plan
    from milepost.rule import RuleContext

_BEGINNINGS = {
    SectionKind.PURPOSE: "purpose|big picture|goals?|objectives?|why",
    SectionKind.PROGRESS: "progress",
    SectionKind.SURPRISES: "surprises?|discoveries|unexpected",
    SectionKind.DECISIONS: "decisions?",
    SectionKind.OUTCOMES: "outcomes?|retrospective",
    SectionKind.CONTEXT: "(?:.* )?context|background|orientation",
    SectionKind.WORK: "plan of work|implementation|implemented work|executed work|work plan",
    SectionKind.STEPS: "concrete (?:[a-z]+ )?steps|(?:implementation|implemented|completed) steps",
    SectionKind.VALIDATION: "(?:.* )?(?:validation|acceptance)|testing|test plan|success criteria",
    SectionKind.RECOVERY: "idempoten(?:ce|cy)|recovery|rollback",
    SectionKind.ARTIFACTS: "artifacts?|artefacts?",
    SectionKind.INTERFACES: "interfaces?|dependencies",
}
"""How titles begin that give a standard section a name of their own (`Rollback Plan`)."""


class MissingSection(Rule):
    """The plan lacks a section that its profile asks for.

    ## What it does

    Looks for every section of the profile, by its canonical title or one of its usual other
    names. Letter case, `&` for `and`, punctuation and a second language in brackets make no
    difference. A heading inside a code block is not a section. Eight sections are required and
    their absence is an error; the remaining four are expected, and their absence is a warning.

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
        """Yields one finding per absent section, at the title."""
        plan = context.plan
        place = plan.title_span or Span(plan.content.start, plan.content.start)
        wanted = dict.fromkeys(context.profile.required, Severity.ERROR)
        wanted = dict.fromkeys(context.profile.expected, Severity.WARNING) | wanted
        for kind in SectionKind:
            if kind not in wanted or plan.section(kind) or _has_under_other_name(plan, kind):
                continue
            from milepost.edits.sections import insert_section  # Loaded with the first finding.

            edits = insert_section(context.document, kind)
            fix = (
                None
                if edits is None
                else Fix(f"Insert `{kind.title}`", edits, Applicability.UNSAFE)
            )
            yield self.report(
                place, f"the section `{kind.title}` is missing", fix=fix, severity=wanted[kind]
            )


def _has_under_other_name(plan: Plan, kind: SectionKind) -> bool:
    """Whether a heading begins like the section's name, or repeats it below a milestone."""
    level = min((plan.sections[index].level for index in plan.by_kind.values()), default=2)
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
