"""MP209: a checkbox with a mark of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.rule import Example, Rule
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_KNOWN = " xX~!-"
_LETTER_BOX = r"\[([^\W\d_xX]|[^\w\s\[\]]\ufe0f)\](?=[ \t]+\S)"


class UnknownMark(Rule):
    """A checkbox in Progress holds a mark that is not one of the usual ones.

    ## What it does

    Knows the space, `x` and `X`, and the marks `~`, `!` and `-` that some plans use for what is
    begun, blocked or given up. Any other sign between the brackets of a checkbox is reported, and
    a letter too where the list has checkboxes besides.

    ## Why

    Only `x` counts as done. An item that is marked in another way counts as open, or is no
    checkbox at all to Markdown, whatever its author meant.

    ## When to suppress

    When everybody who reads the plan knows the mark and no tool counts the items.
    """

    code = "MP209"
    name = "unknown-mark"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Progress\n\n- [✓] Add the route.\n- [>] Test it.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n- [~] Test it.\n",
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route.\n- [v] Test it.\n",
            good="## Progress\n\n- [ ] Add the route.\n- [X] (2026-01-31 09:30Z) Test it.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [-] Given up.\n- [!] Blocked.\n",
        "## Progress\n\n- [ ] Add the route.\n- [a](b.md) was read.\n- [1] is a footnote.\n",
        "## Progress\n\n- [v] Not among checkboxes.\n",
        "## Plan of Work\n\n- [?] Not an item of Progress.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per mark, items first."""
        items = [item for item in context.plan.items if item.in_progress]
        for item in items:
            if item.mark not in _KNOWN:
                message = f"the mark `{item.mark}` is not known, and the item counts as open"
                yield self.report(item.mark_span, message)
        progress = context.plan.section(SectionKind.PROGRESS)
        for block in blocks_within(context.plan, progress.body) if progress and items else ():
            if not (block.leads_item and block.kind is BlockKind.PARAGRAPH):
                continue
            box = compiled(_LETTER_BOX).match(context.text, block.lines[0].start, block.span.end)
            if box is not None:
                message = f"the mark `{box[1]}` is not known, and this is no checklist item"
                yield self.report(Span(*box.span(1)), message)
