"""MP323: a done item that is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class DoneItemReopened(Rule):
    """An item is not done that was done in an earlier version of the plan.

    ## What it does

    Compares the plan with an earlier version, as `milepost check --since REV` names one, and finds
    items again that were moved or reworded. Those that were done and are open now, or done in part,
    are found.

    ## Why

    Mostly a tick was lost: somebody wrote the file from an older reading of it. Work that is done
    is then done again. An item that is opened for a reason says more as a new item, which leaves
    on record that the old one was done.

    ## When to suppress

    When the work was undone on purpose and the item says so.
    """

    code = "MP323"
    name = "done-item-reopened"
    severity = Severity.WARNING
    compares = True
    examples = (
        Example(
            before="## Progress\n\n- [x] (2026-01-30) Measure the importer.\n- [ ] Go on.\n",
            bad="## Progress\n\n- [ ] Measure the importer.\n- [ ] Go on.\n",
            good="## Progress\n\n- [ ] Go on.\n- [x] (2026-01-30) Measure the importer again.\n",
        ),
    )
    silent = ("## Progress\n\n- [ ] Measure the importer.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding for each item, at the item."""
        for pair in context.losses.reopened if context.losses else ():
            yield self.report(
                pair.after.span, f"the item was done before and is {pair.after.state.value} now"
            )
