"""MP105: the plan has no title, or more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, RelatedSpan, Severity
from milepost.plan.headings import has_structure, top_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import Section
    from milepost.rule import RuleContext


class TitleMissing(Rule):
    """The plan has no heading of level 1, or several.

    ## What it does

    Looks for the one heading of level 1 that names the plan. A title in the front matter counts,
    alone or together with such a heading. The fix raises the heading that begins the plan, makes
    a title of a short line above all sections, or takes the first sentence of the purpose; where
    the plan offers none of these there is no fix.

    ## Why

    The title is what lists, windows and commit messages call the plan. A second heading of its
    level cuts the plan in two for every reader of the outline, and what stands below it seems to
    belong to another document.

    ## When to suppress

    When the plan is shown below a title that some other tool adds.
    """

    code = "MP105"
    name = "title-missing"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
            good="# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
            fixed="# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
        ),
        Example(
            bad="**Add a health check**\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
            fixed="# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n",
        ),
        Example(
            bad="## Purpose / Big Picture\n\nOperators can ask. They could not.\n",
            fixed=(
                "# Operators can ask\n\n"
                "## Purpose / Big Picture\n\nOperators can ask. They could not.\n"
            ),
        ),
        Example(
            bad="# Add a health check\n\n## Progress\n\n- [ ] Add it.\n\n# Notes\n\nNone.\n",
            good="# Add a health check\n\n## Progress\n\n- [ ] Add it.\n\n## Notes\n\nNone.\n",
        ),
    )
    silent = (
        "---\ntitle: Add a health check\n---\n\n# Add a health check\n\n## Progress\n",
        "---\ntitle: Add a health check\n---\n\n## Progress\n",
        "增加健康检查\n====\n\n## 进度\n\n- [ ] 一。\n",
        "# Add a health check\n\n    # a comment of the shell\n\n```\n# another\n```\n",
        "# Add a health check\n\nRun this:\n\n  # a comment\n  make\n# another\n",
        "Nothing that looks like a plan.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding: at the top, or at the second heading of level 1."""
        plan = context.plan
        highest = [section for section in plan.sections if section.level == 1]
        named = any(section.kind is None for section in highest)
        if not named and has_structure(plan) and not (plan.title and plan.title_span is None):
            yield self._report_none(context)
        elif named and len(highest) > 1:
            yield from self._report_several(context, highest)

    def _report_none(self, context: RuleContext) -> Diagnostic:
        from milepost.edits.headings import raise_title  # Loaded with the first finding.

        edits = raise_title(context.document)
        fix = Fix("Give the plan a title", edits, Applicability.UNSAFE) if edits else None
        message = "no heading of level 1 names the plan"
        return self.report(top_of(context.plan), message, fix=fix)

    def _report_several(
        self, context: RuleContext, highest: Sequence[Section]
    ) -> Iterator[Diagnostic]:
        title = next(section for section in highest if section.kind is None)
        others = [
            section for section in highest if section is not title and _is_meant(context, section)
        ]
        if others:
            message = (
                "another heading of level 1 stands beside the title"
                if len(others) == 1
                else f"{len(others)} more headings of level 1 stand beside the title"
            )
            related = RelatedSpan(title.heading, "the title")
            yield self.report(others[0].heading, message)._replace(related=(related,))


def _is_meant(context: RuleContext, section: Section) -> bool:
    """Whether a heading is no accident, such as a comment of a script that is not marked as code.

    Such a line is indented, or follows another without a blank one.
    """
    lines = context.document.lines
    row = lines.line_of(section.heading.start)
    before = lines.content(row - 1).cut(context.text) if row else ""
    return lines.start(row) == section.heading.start and not before.strip(" \t")
