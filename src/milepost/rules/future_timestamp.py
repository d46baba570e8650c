"""MP206: a stamp that lies in the future."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.plan.query import stamped_items
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

_ZONE = timedelta(hours=14)
"""How far the clocks of the world are from UTC at most."""
_CLOCK = timedelta(minutes=5)
"""How far the clocks of two machines may differ."""


class FutureTimestamp(Rule):
    """The stamp of a done item lies in the future.

    ## What it does

    Compares the stamps of done items with the clock. A stamp that does not say its zone is
    reported only when it is later than the clocks of every zone show; a day begins at its
    midnight. Five minutes are left to clocks that are not set exactly. Open items may name a day
    to come.

    ## Why

    What is done was done before now. A stamp in the future was guessed, or it is a local time
    that claims to be UTC, and then the other stamps by that author are wrong by as much. Which
    time is the true one only the author can tell, so a fix is shown and never made.

    ## When to suppress

    When the clock of the machine that runs the check is wrong: set the clock.
    """

    code = "MP206"
    name = "future-timestamp"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progress\n\n- [x] (2099-01-31 09:30Z) Add the route.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] 2099-01-31 – Add the route.\n",
            good="## Progress\n\n- [x] 2026-01-31 – Add the route.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [ ] (2099-01-31) Remove the old route.\n",
        "## Progress\n\n- [x] Set the expiry of the token to 2099-01-31 09:30Z for now.\n",
        "## Plan of Work\n\n- [x] (2099-01-31) Not an item of Progress.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per stamp."""
        for item, stamp, moment in stamped_items(context.plan):
            slack = _ZONE if stamp.offset is None else _CLOCK
            if moment - slack <= context.now:
                continue
            from milepost.edits.stamps import restamp  # Loaded with the first finding.

            edits = restamp(context.document, item, context.now)
            title = "Write the time at which it was done, like this"
            fix = Fix(title, edits, Applicability.MANUAL)
            yield self.report(stamp.span, "the stamp of a done item lies in the future", fix=fix)
