"""MP205: a stamp that cannot be a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_SUBJECT = r"(?i)yyyy[-/.]mm[-/.]dd [^\W\d_]{3}"
"""A template that words follow: `YYYY-MM-DD names for the reports`."""


class ImpossibleTimestamp(Rule):
    """The stamp of a done item names no possible time.

    ## What it does

    Reports stamps with a month, day, hour or minute that does not exist, and stamps of which a
    part is still a placeholder, such as `2026-01-XX`. Open items may carry a placeholder: they
    are not done yet. A bare `YYYY-MM-DD` that begins a sentence is what the sentence is about.

    ## Why

    A stamp that cannot be read is worse than none: it looks as if the time were known. It is a
    slip of the pen, or a template that was ticked without being filled in.

    ## When to suppress

    Never, in a plan of your own. In an archive whose history must not be touched, ignore the rule
    for the folder.
    """

    code = "MP205"
    name = "impossible-timestamp"
    severity = Severity.ERROR
    examples = (
        Example(
            bad="## Progress\n\n- [x] (2026-13-01 09:30Z) Add the route.\n",
            good="## Progress\n\n- [x] (2026-12-01 09:30Z) Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] (2026-01-31 99:99Z) Add the route.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:59Z) Add the route.\n",
        ),
        Example(bad="## Progress\n\n- [x] (2026-01-XX) Add the route.\n"),
    )
    silent = (
        "## Progress\n\n- [ ] (YYYY-MM-DD HH:MMZ) Add the route.\n",
        "## Progress\n\n- [x] (2028-02-29) Add the route.\n",
        "## Progress\n\n- [x] YYYY-MM-DD names for the reports (2026-01-31).\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per stamp."""
        for item in context.plan.items:
            stamp = item.stamp
            if not (item.in_progress and item.done and stamp is not None and stamp.problem):
                continue
            if not compiled(_SUBJECT).match(context.text, stamp.span.start):
                yield self.report(stamp.span, f"the stamp {stamp.problem}")
