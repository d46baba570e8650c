"""MP115: the plan is too long to be read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.headings import top_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_MOST_LINES = 800
_MOST_KIB = 64


class OversizedPlan(Rule):
    """The plan has more than 800 lines or 64 KiB.

    ## What it does

    Counts the lines of the file and its bytes.

    ## Why

    Everybody who goes on with the work reads the plan first, and so does every agent after each
    loss of memory. A plan that does not fit leaves less room for the work itself, and its parts
    begin to contradict each other. Finished milestones can shrink to what was learnt, and a second
    goal deserves a second plan.

    ## When to suppress

    When the work cannot be divided and the plan is still read from top to bottom.
    """

    code = "MP115"
    name = "oversized-plan"
    severity = Severity.INFO
    examples = (
        Example(
            bad="# Add a health check\n\n" + "One more line.\n" * 799,
            good="# Add a health check\n\n" + "One more line.\n" * 798,
        ),
        Example(bad="# Add a health check\n\n" + "一" * 22000 + "\n"),
    )
    silent = ("# Add a health check\n\n" + "é" * 32700 + "\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the title."""
        lines, text = context.document.lines, context.text
        count = len(lines) - (lines.start(len(lines) - 1) == len(text))
        size = len(text.encode("utf-8", "replace"))
        place = top_of(context.plan)
        if count > _MOST_LINES:
            yield self.report(place, f"the plan is {count} lines long")
        elif size > _MOST_KIB * 1024:
            yield self.report(place, f"the plan is {size / 1024:.0f} KiB long")
