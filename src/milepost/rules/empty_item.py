"""MP211: a checklist item without wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class EmptyItem(Rule):
    """A checklist item in Progress says nothing.

    ## What it does

    Reports items of the Progress section with no text behind the box. A stamp alone is no text.

    ## Why

    Nobody can do, resume or check a step that is not named, yet it counts towards the total.

    ## When to suppress

    While you are typing, hardly anywhere else: delete the line instead.
    """

    code = "MP211"
    name = "empty-item"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progress\n\n- [ ]\n- [ ] Add the route.\n",
            good="## Progress\n\n- [ ] Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] (2026-01-31 09:30Z)\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [ ] `make check`\n",
        "## Progress\n\n- [ ]\n  The wording stands on the next line.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item."""
        for item in context.plan.items:
            if item.in_progress and not item.text.strip(" *_~.:-–—"):
                yield self.report(item.span, "a checklist item says nothing")
