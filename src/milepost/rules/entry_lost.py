"""MP322: a record that an earlier version had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class EntryLost(Rule):
    """A decision, a surprise, a revision note or a done item is gone that the plan had.

    ## What it does

    Compares the plan with an earlier version, as `milepost check --since REV` names one. Finds
    entries of the Decision Log and of Surprises & Discoveries, revision notes, and done items
    whose words are nowhere in the plan any more. What was reworded, moved or taken into another
    entry is not lost, nor are open items that were dropped. The finding stands at the heading of
    the section that had it.

    ## Why

    These parts of a plan are added to and never taken from: they say what was done and why. An
    agent that goes on without them decides the same questions again, perhaps otherwise.

    ## When to suppress

    When what is gone was never true. Saying that it was wrong, and why, is better still.
    """

    code = "MP322"
    name = "entry-lost"
    severity = Severity.WARNING
    compares = True
    examples = (
        Example(
            before=(
                "## Decision Log\n\n- Decision: Keep one queue for all senders.\n"
                "  Rationale: Order matters.\n"
                "- Decision: No retries in the reader.\n  Rationale: The writer has them.\n"
            ),
            bad=(
                "## Decision Log\n\n- Decision: No retries in the reader.\n"
                "  Rationale: The writer has them.\n"
            ),
            good=(
                "## Decision Log\n\n- Decision: Keep one queue for all senders, not one each.\n"
                "  Rationale: Order matters.\n"
                "- Decision: No retries in the reader.\n  Rationale: The writer has them.\n"
            ),
        ),
        Example(
            before=(
                "## Progress\n\n- [x] (2026-01-30) Measure the importer.\n- [ ] Make it faster.\n"
            ),
            bad="## Progress\n\n- [ ] Make it faster.\n",
            good="## Progress\n\n- [x] (2026-01-30) Measure the importer.\n",
        ),
        Example(
            before="## Purpose\n\nFaster.\n\nRevision note (2026-01-30): The cache has gone.\n",
            bad="## Purpose\n\nFaster.\n",
        ),
    )
    silent = ("## Decision Log\n\n- Decision: Keep one queue.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding for each lost entry, the items first."""
        losses = context.losses
        if not losses or context.before is None:
            return
        from milepost.plan.headings import top_of
        from milepost.plan.kinds import SectionKind  # Loaded where something was lost.
        from milepost.plan.losses import named, trace_of

        plan, former = context.plan, context.before.plan
        for item in losses.items:
            section = None if item.section is None else former.sections[item.section]
            place = top_of(plan) if section is None else trace_of(section, former, plan)
            yield self.report(place, f"the done item {named(item.headline)} is gone")
        for entry in losses.entries:
            own = plan.section(entry.section)
            what = "decision" if entry.section is SectionKind.DECISIONS else "surprise"
            place = own.heading if own else top_of(plan)
            yield self.report(place, f"the {what} {named(entry.text)} is gone")
        for note in losses.notes:
            yield self.report(top_of(plan), f"the revision note {named(note.text)} is gone")
