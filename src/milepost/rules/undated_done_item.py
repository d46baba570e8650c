"""MP202: a done item that does not say when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.parse.timestamps import read_mention, read_stamp, read_timestamps
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.query import blocks_within, section_at
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import ChecklistItem
    from milepost.rule import RuleContext

_SHORT = 60
_SHOWN = Applicability.MANUAL
"""When a step was done is not known here, and the time of the check is not it."""


class UndatedDoneItem(Rule):
    """A done item in Progress does not say when it was done.

    ## What it does

    Looks for a date in every form that plans use, before the wording or behind it, in brackets
    or not, on continuation lines and in plain bullets below the item as well. A done item below
    another done one that has a date is covered by it, and so are the items under a dated
    sub-heading or below a short line that is a date. Open items need no date.

    ## Why

    The stamps are the only measure of how fast a plan moves, and the only way to line its steps
    up with commits, logs and conversations. Nobody can add them truthfully later, and neither
    can a program: the fix only shows where the stamp goes and how the plan writes it. It is never
    made, not even among the fixes that are not safe.

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
        "## Progress\n\n- [x] Add the route.\n  - Finished on 2026-01-31.\n",
        "## Progress\n\n2026-01-31:\n\n- [x] Add the route.\n",
        "## Plan of Work\n\n- [x] Not an item of Progress.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item, from its bullet to the end of its text."""
        dated: set[int] = set()
        led: frozenset[int] | None = None
        for item in context.plan.items:
            if not (item.in_progress and item.done):
                continue
            if item.parent in dated or _is_dated(context, item) or _is_under_date(context, item):
                dated.add(item.index)
                continue
            led = _led_by_date(context) if led is None else led
            if item.index in led:
                continue
            from milepost.edits.checklist import stamp_item  # Loaded with the first finding.

            edits = stamp_item(context.document, item, context.now)
            yield self.report(
                item.span,
                "a done item does not say when it was done",
                fix=Fix("Write the time at which it was done, like this", edits, _SHOWN),
            )


def _is_dated(context: RuleContext, item: ChecklistItem) -> bool:
    """Whether the item has a date, in its own text or in the plain bullets below it."""
    if item.stamp or item.mention:
        return True
    end = item.tree_span.end
    if item.index + 1 < len(context.plan.items):
        end = min(end, context.plan.items[item.index + 1].span.start)
    below = Span(item.span.end, max(end, item.span.end))
    return read_mention(context.text, below) is not None


def _is_under_date(context: RuleContext, item: ChecklistItem) -> bool:
    section = section_at(context.plan, item.span.start)
    if section is None or section.kind is not None:
        return False
    return any(read_timestamps(context.text, section.heading))


def _led_by_date(context: RuleContext) -> frozenset[int]:
    """The items of lists that a short line with a date leads to, a bullet or a paragraph."""
    plan, text = context.plan, context.text
    progress = plan.section(SectionKind.PROGRESS)
    boxes = {item.mark_span.start - 1: item.index for item in plan.items}
    led: set[int] = set()
    leads: list[tuple[int, bool]] = []
    for block in blocks_within(plan, progress.body) if progress else ():
        if block.kind is BlockKind.HEADING:
            leads.clear()
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        while leads and leads[-1][0] >= block.list_depth:
            leads.pop()
        index = boxes.get(block.lines[0].start) if block.leads_item else None
        if index is None:
            short = len(block.span) <= _SHORT
            leads.append((block.list_depth, short and read_stamp(text, block.span) is not None))
        elif any(dated for _, dated in leads):
            led.add(index)
    return frozenset(led)
