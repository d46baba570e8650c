"""MP103: a standard section stands elsewhere than the format has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, RelatedSpan, Severity
from milepost.plan.order import find_misplaced
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class SectionOutOfOrder(Rule):
    """The standard sections are in another order than the format has them.

    ## What it does

    Compares the order of the standard sections with that of the format, and names the fewest
    sections that would have to move. Sections of your own may stand anywhere, and Outcomes &
    Retrospective may also come last, where many write it.

    ## Why

    Whoever has read one plan finds the way in the next: what it is for and how far it is at the
    top, the explanation below, the commands after it. An agent that starts reading at the top
    gets the state before the details.

    ## When to suppress

    When a project has an order of its own that all its plans follow: ignore the rule in its
    configuration rather than in each plan.
    """

    code = "MP103"
    name = "section-out-of-order"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "# Add a health check\n\n## Progress\n\n- [ ] Add the route.\n\n"
                "## Purpose / Big Picture\n\nOperators can ask.\n\n## Plan of Work\n\nAdd it.\n"
            ),
            good=(
                "# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n\n"
                "## Progress\n\n- [ ] Add the route.\n\n## Plan of Work\n\nAdd it.\n"
            ),
            fixed=(
                "# Add a health check\n\n## Purpose / Big Picture\n\nOperators can ask.\n\n"
                "## Progress\n\n- [ ] Add the route.\n\n## Plan of Work\n\nAdd it.\n"
            ),
        ),
        Example(
            bad=(
                "## 目的\n\n一。\n\n## 工作计划\n\n二。\n\n## 验证与验收\n\n三。\n\n"
                "## 进度\n\n- [ ] 四。\n"
            ),
            fixed=(
                "## 目的\n\n一。\n\n## 进度\n\n- [ ] 四。\n\n## 工作计划\n\n二。\n\n"
                "## 验证与验收\n\n三。\n"
            ),
        ),
    )
    silent = (
        "## Purpose\n\nOne.\n\n## Progress\n\n- [ ] Two.\n\n## Milestones\n\nThree.\n\n"
        "## Plan of Work\n\nFour.\n\n## Outcomes & Retrospective\n\nNone yet.\n",
        "## Progress\n\n- [ ] One.\n\n## Plan of Work\n\nTwo.\n\n### Decision Log\n\nThree.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per section that would have to move, at its heading."""
        for section, other in find_misplaced(context.plan):
            from milepost.edits.order import move_section  # Loaded with the first finding.

            where = "below" if other.index < section.index else "above"
            edits = move_section(context.document, section)
            fix = Fix("Move it to its place", edits, Applicability.UNSAFE) if edits else None
            found = self.report(
                section.heading,
                f"`{section.title}` stands {where} `{other.title}`, unlike in the format",
                fix=fix,
            )
            yield replace(found, related=(RelatedSpan(other.heading, f"it stands {where} this"),))
