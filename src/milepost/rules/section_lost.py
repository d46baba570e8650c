"""MP321: a section that an earlier version had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class SectionLost(Rule):
    """A section is gone that an earlier version of the plan had, with what it said.

    ## What it does

    Compares the plan with an earlier version, as `milepost check --since REV` names one. Finds
    sections whose heading is gone and most of whose words are nowhere in the plan any more. A
    section that was renamed, moved, merged with another one or given its usual name is not lost,
    nor is one that only said that there is nothing to say. The finding stands at the section that
    came before.

    ## Why

    An agent that writes a plan anew from memory leaves out what it does not need at that moment.
    The next reader has nothing but the plan, and does not know that there was more.

    ## When to suppress

    When the section was taken out on purpose. A revision note that says so is better still.
    """

    code = "MP321"
    name = "section-lost"
    severity = Severity.WARNING
    compares = True
    examples = (
        Example(
            before=(
                "## Progress\n\n- [ ] Add the route.\n\n## Idempotence and Recovery\n\n"
                "Run the import twice: the second run finds nothing to do.\n"
            ),
            bad="## Progress\n\n- [x] (2026-01-31) Add the route.\n",
            good=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n## Recovery\n\n"
                "Run the import twice: the second run finds nothing to do.\n"
            ),
        ),
        Example(
            before="# Add a route\n\n## Risks\n\nThe proxy may cut long answers off.\n",
            bad="# Add a route\n\n## Progress\n\n- [ ] Add the route.\n",
        ),
    )
    silent = ("## Progress\n\n- [ ] Without an earlier version there is nothing to compare.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding for each lost section, in their former order."""
        if not context.losses or context.before is None:
            return
        from milepost.plan.losses import named, trace_of  # Loaded where something was lost.

        for section in context.losses.sections:
            yield self.report(
                trace_of(section, context.before.plan, context.plan),
                f"the section {named(section.title)} is gone, with what it said",
            )
