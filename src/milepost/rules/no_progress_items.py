"""MP201: Progress has no checkbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import NoteKind
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

FIRST_ITEM = "Write down the steps of this plan, one item for each."


class NoProgressItems(Rule):
    """The Progress section has no checklist item.

    ## What it does

    Looks for a checkbox anywhere in the Progress section, below its sub-headings too. Plain
    bullets and numbered lists are read as remarks, not as items.

    ## Why

    Progress is where a stranger sees within seconds what is done and what comes next. Without
    checkboxes neither people nor tools can tell, and nothing can be counted or ticked.

    ## When to suppress

    When the plan has not been started and its steps are still being worked out. A single open
    item that says so is usually the better way.
    """

    code = "MP201"
    name = "no-progress-items"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Progress\n\nNothing done so far.\n\n## Decision Log\n",
            good="## Progress\n\n- [ ] Add the route.\n\n## Decision Log\n",
            fixed=(
                f"## Progress\n\nNothing done so far.\n\n- [ ] {FIRST_ITEM}\n\n## Decision Log\n"
            ),
        ),
        Example(
            bad="## Progress\n\n- Added the route.\n",
            good="## Progress\n\n### Today\n\n1. [x] (2026-01-31 09:30Z) Added the route.\n",
        ),
        Example(bad="## Progress\n", good="## Progress\n\n* [ ] Add the route.\n"),
    )
    silent = ("# A plan without the section\n\n## Decision Log\n\nNone yet.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding, at the heading."""
        plan, document = context.plan, context.document
        progress = plan.section(SectionKind.PROGRESS)
        if progress is None or any(item.in_progress for item in plan.items):
            return
        from milepost.edits.sections import begin_checklist  # Loaded with the first finding.

        # Mending a box that is merely misspelt gives the section its first item.
        misspelt = any(note.kind is NoteKind.MALFORMED_CHECKBOX for note in document.notes)
        edits = None if misspelt else begin_checklist(document, FIRST_ITEM)
        fix = None if edits is None else Fix("Add a first open item", edits, Applicability.UNSAFE)
        yield self.report(progress.heading, "Progress has no checklist item", fix=fix)
