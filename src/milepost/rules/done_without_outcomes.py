"""MP215: a finished plan that does not say what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.query import progress_of
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class DoneWithoutOutcomes(Rule):
    """Every item is done, and Outcomes & Retrospective says nothing.

    ## What it does

    When all items of Progress are done, it looks whether the Outcomes section holds anything
    besides a placeholder ("None yet", "to be filled in at completion"), a comment, the skeleton's
    guidance or a revision note. Results told under another heading of that name count as well.
    A plan without the section is reported by `missing-section`.

    ## Why

    The end of the work is the only time at which its result can be compared with its purpose. A
    plan that stops at its last checkbox leaves its readers to find out what was reached, what was
    given up and what was learnt.

    ## When to suppress

    When the plan is known to go on and its next items are only not written yet.
    """

    code = "MP215"
    name = "done-without-outcomes"
    severity = Severity.WARNING
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Outcomes & Retrospective\n\nTo be filled in at completion.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n"
                "## Outcomes & Retrospective\n\nThe server answers, as the purpose asked.\n"
            ),
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31) Add the route.\n\n## Outcomes & Retrospective\n"
            ),
        ),
    )
    silent = (
        "## Progress\n\n- [ ] Add the route.\n\n## Outcomes & Retrospective\n\nNone yet.\n",
        "## Progress\n\nNothing.\n\n## Outcomes & Retrospective\n\nNone yet.\n",
        "## Progress\n\n- [x] (2026-01-31) Add the route.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Outcomes & Retrospective\n\n- One route.\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Outcomes & Retrospective\n\n    3 passed\n",
        "## Progress\n\n- [x] (2026-01-31) All.\n\n## Outcomes\n\nTBD\n\n## Lessons\n\nOne.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding, at the heading of the section."""
        plan = context.plan
        outcomes = plan.section(SectionKind.OUTCOMES)
        if outcomes is None or not progress_of(plan).finished:
            return
        from milepost.plan.living import has_outcome  # Loaded with the first finished plan.

        if not has_outcome(plan, context.text):
            yield self.report(outcomes.heading, "every item is done, and no outcome is recorded")
