"""MP202: a done item that does not say when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.parse.timestamps import read_timestamps
from milepost.plan.query import section_at
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import ChecklistItem
    from milepost.rule import RuleContext


class UndatedDoneItem(Rule):
    """A done item in Progress does not say when it was done.

    ## What it does

    Looks for a date in every form that plans use, before the wording or behind it, in brackets
    or not, on continuation lines as well. A done item below another done one that has a date is
    covered by it, and so are the items under a dated sub-heading. Open items need no date.

    ## Why

    The stamps are the only measure of how fast a plan moves, and the only way to line its steps
    up with commits, logs and conversations. Nobody can add them truthfully later.

    ## When to suppress

    When the time of a step is beyond recovery. Writing the day is better still: it is enough for
    this rule.
    """

    code = "MP202"
    name = "undated-done-item"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Progress\n\n- [x] Add the route.\n- [ ] Document it.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n- [ ] Document it.\n",
            fixed="## Progress\n\n- [x] (2026-02-03 10:00Z) Add the route.\n- [ ] Document it.\n",
        ),
        Example(
            bad="## Progress\n\n- [X] Ran `make check` for 2026.\n",
            good="## Progress\n\n- [X] Add the route,\n  finished on 2026-01-31.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [x] 2026-01-31: Add the route.\n",
        "## Progress\n\n- [x] Add the route (2026-01-31T10:30:00+01:00).\n",
        "## Progress\n\n- [x] **2026-01-31 09:30 CET** Add the route.\n",
        "## Progress\n\n### 2026-01-31\n\n- [x] Add the route.\n",
        "## Progress\n\n- [x] (2026-01-31) Add the route.\n  - [x] Register it.\n",
        "## Plan of Work\n\n- [x] Not an item of Progress.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item, from its bullet to the end of its text."""
        dated: set[int] = set()
        for item in context.plan.items:
            if not (item.in_progress and item.done):
                continue
            if item.stamp or item.mention or item.parent in dated or _is_under_date(context, item):
                dated.add(item.index)
                continue
            from milepost.edits.checklist import stamp_item  # Loaded with the first finding.

            edits = stamp_item(context.document, item, context.now)
            yield self.report(
                item.span,
                "a done item does not say when it was done",
                fix=Fix("Stamp it with the current time", edits, Applicability.UNSAFE),
            )


def _is_under_date(context: RuleContext, item: ChecklistItem) -> bool:
    section = section_at(context.plan, item.span.start)
    if section is None or section.kind is not None:
        return False
    return any(read_timestamps(context.text, section.heading))
