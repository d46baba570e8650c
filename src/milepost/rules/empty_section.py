"""MP104: a heading has nothing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.query import blocks_within, progress_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext

_COMMENT = "<!--"


class EmptySection(Rule):
    """A heading has nothing below it.

    ## What it does

    Finds headings that are followed by the next one, or by the end, with nothing between them but
    comments and horizontal rules. A heading with sub-headings is not empty, and neither is one
    before the headings of its milestones. "None yet." is an answer. An empty Progress is left to
    `no-progress-items`, and an empty Outcomes & Retrospective of a finished plan to
    `done-without-outcomes`.

    ## Why

    The heading promises an answer. Without one the reader cannot tell whether there is nothing to
    say, whether nobody has thought about it, or whether the text was lost.

    ## When to suppress

    When a tool fills the section in later and wants to find it empty.
    """

    code = "MP104"
    name = "empty-section"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Plan of Work\n\n## Concrete Steps\n\nRun `make`.\n",
            good="## Plan of Work\n\nAdd a route.\n\n## Concrete Steps\n\nRun `make`.\n",
        ),
        Example(
            bad="## Decision Log\n\n<!-- to be written -->\n",
            good="## Decision Log\n\nNone yet.\n",
        ),
        Example(
            bad="## 具体步骤\n\n---\n\n## 接口与依赖\n\n无\n",
            good="## 具体步骤\n\n无\n\n---\n\n## 接口与依赖\n\n无\n",
        ),
    )
    silent = (
        "# Add a health check\n\n## Plan of Work\n\n### The route\n\nAdd it.\n",
        "## Plan of Work\n\n## Milestone 1: the route\n\nAdd it.\n",
        "## Surprises & Discoveries\n\nNone.\n",
        "## Concrete Steps\n\n    make\n",
        "## Progress\n",
        "# A plan that was only just begun\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per empty section, at its heading."""
        for section in context.plan.sections:
            if _is_empty(context, section) and not _is_answered_elsewhere(context, section):
                name = f"`{section.title}`" if section.title else "a heading without words"
                yield self.report(section.heading, f"{name} has nothing below it")


def _is_empty(context: RuleContext, section: Section) -> bool:
    return not any(
        block.kind is not BlockKind.RULE
        and not (
            block.kind is BlockKind.HTML
            and block.span.cut(context.text).lstrip().startswith(_COMMENT)
        )
        for block in blocks_within(context.plan, section.body)
    )


def _is_answered_elsewhere(context: RuleContext, section: Section) -> bool:
    """Whether the section is spoken of by another rule, or continued under other headings."""
    plan = context.plan
    if section.heading == plan.title_span or section.kind is SectionKind.PROGRESS:
        return True
    if section.kind is SectionKind.OUTCOMES and progress_of(plan).finished:
        return True
    following = section.index + 1
    return any(each.section == following for each in plan.milestones)
