"""MP324: a done item with another time than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class StampChanged(Rule):
    """A done item has another time than in an earlier version, or none.

    ## What it does

    Compares the plan with an earlier version, as `milepost check --since REV` names one. Finds
    items that were done then and are done now, in the same words, whose stamp names another
    moment. Another way to write the same moment, or more of it, is no change; nor is the time of
    an item that was reworded, as that is a new statement.

    ## Why

    The stamp says when something was done, which does not change afterwards. A plan that was
    written anew from memory often has times that somebody made up.

    ## When to suppress

    When the former time was wrong and the new one is known to be right.
    """

    code = "MP324"
    name = "stamp-changed"
    severity = Severity.WARNING
    compares = True
    examples = (
        Example(
            before="## Progress\n\n- [x] (2026-01-30 09:00Z) Measure the importer.\n",
            bad="## Progress\n\n- [x] (2026-01-31 14:00Z) Measure the importer.\n",
            good="## Progress\n\n- [x] 2026-01-30T09:00:12Z: Measure the importer.\n",
        ),
        Example(
            before="## Progress\n\n- [x] (2026-01-30) Measure the importer.\n",
            bad="## Progress\n\n- [x] Measure the importer.\n",
            good="## Progress\n\n- [x] (2026-01-30 09:00Z) Measure the importer.\n",
        ),
    )
    silent = ("## Progress\n\n- [x] (2026-01-31 14:00Z) Measure the importer.\n",)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields a finding for each item, at its stamp."""
        if not context.losses or context.before is None:
            return
        for before, after in context.losses.restamped:
            written = "" if before.stamp is None else before.stamp.core.cut(context.before.text)
            former = " ".join(written.split())
            if after.stamp is None:
                yield self.report(after.span, f"the item had the time {former} before")
            else:
                yield self.report(after.stamp.core, f"the time was {former} before")
