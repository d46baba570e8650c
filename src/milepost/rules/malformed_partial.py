"""MP210: a remark on what is done that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.parse.partials import find_loose_partial
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.parse.partials import LoosePartial
    from milepost.rule import RuleContext


class MalformedPartial(Rule):
    """A remark on what is done and what remains is not in the form that readers know.

    ## What it does

    Looks in the open items of Progress for brackets that begin with "completed:" or "remaining:"
    and are not `(completed: …; remaining: …)`: a comma instead of the semicolon, a colon that is
    absent, the halves in the wrong order or in brackets of their own, one half missing or empty.
    Letter case, full-width punctuation and brackets within the halves make no difference. A date
    behind "completed" makes it a stamp.

    ## Why

    The remark is what makes an item count as half done, and what the next author resumes from.
    Tools that know the form divide it at the semicolon; of half a remark one cannot tell whether
    the rest is nothing or was forgotten.

    ## When to suppress

    When the bracket is no remark on the state of the item.
    """

    code = "MP210"
    name = "malformed-partial"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progress\n\n- [ ] Add the route (completed: server, remaining: client).\n",
            good="## Progress\n\n- [ ] Add the route (completed: server; remaining: client).\n",
            fixed="## Progress\n\n- [ ] Add the route (completed: server; remaining: client).\n",
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route (completed: server).\n",
            good="## Progress\n\n- [ ] Add the route (completed: 2026-01-31).\n",
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route (completed: server; remaining client).\n",
            fixed="## Progress\n\n- [ ] Add the route (completed: server; remaining: client).\n",
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route (completed: server) (remaining: client).\n",
            fixed="## Progress\n\n- [ ] Add the route (completed: server; remaining: client).\n",
        ),
        Example(
            bad="## Progress\n\n- [ ] Add the route (remaining: client; completed: server).\n",
            fixed="## Progress\n\n- [ ] Add the route (completed: server; remaining: client).\n",
        ),
    )
    silent = (
        "## Progress\n\n- [ ] Add it (COMPLETED: server (with tests); REMAINING: client).\n",
        "## Progress\n\n- [ ] 添加路由（completed: 服务器；remaining: 客户端）。\n",
        "## Progress\n\n- [ ] Split the remaining files (completed ones are listed below).\n",
        "## Progress\n\n- [ ] Dim steps (completed rows grey; remaining rows bold).\n",
        "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route (completed: all of it).\n",
        "## Plan of Work\n\n- [ ] Add the route (completed: server).\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields at most one finding per item, at its remark."""
        for item in context.plan.items:
            if item.done or not item.in_progress:
                continue
            loose = find_loose_partial(context.text, item)
            if loose is not None:
                message = f"the remark on what is done {loose.problem}"
                yield self.report(loose.span, message, fix=_fix(loose))


def _fix(loose: LoosePartial) -> Fix | None:
    if not loose.replacement:
        return None
    from milepost.edits.checklist import mend_partial  # Loaded with the first finding.

    title = "Write it as `(completed: …; remaining: …)`"
    return Fix(title, mend_partial(loose), Applicability.SAFE)
