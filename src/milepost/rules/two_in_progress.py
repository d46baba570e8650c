"""MP217: more than one item is in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import RelatedSpan, Severity
from milepost.plan.patterns import compiled
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import ChecklistItem
    from milepost.rule import RuleContext

_MARKS = "~/>"
"""Marks that say begun."""
_SAYS = r"(?i)(?:\A[\W_]*|[(\[*_—–-] ?)(?:in[ -]progress|wip)\b"
_DROPPED = (
    r"(?i)\b(?:descoped|de-scoped|cancell?ed|skipped|deferred|dropped|superseded|obsolete|abandoned"
    r"|postponed|blocked|removed|rejected|declined|n/a|not (?:needed|applicable|required|done)"
    r"|no longer|won't|wontfix|out of scope)\b"
)


class TwoInProgress(Rule):
    """More than one item of Progress is marked as begun and not finished.

    ## What it does

    Counts the open items that are marked as in progress: by a box such as `[~]`, or by the words
    "in progress" or "WIP" at the beginning or set off by brackets or a dash. A group and the items
    below it count as one, and an item that says it was dropped does not count. Nor does one that
    only says what is completed and what remains: work may rest half done.

    ## Why

    Whoever takes over continues with the item that is in progress. With two of them there is no
    telling where the work stopped, and one was probably left behind.

    ## When to suppress

    When several people or agents work on the plan at the same time.
    """

    code = "MP217"
    name = "two-in-progress"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [~] Add the route (completed: `GET`; remaining: `HEAD`).\n"
                "- [ ] (in progress) Document it.\n"
            ),
            good=(
                "## Progress\n\n- [ ] Add the route (completed: `GET`; remaining: `HEAD`).\n"
                "- [ ] (in progress) Document it.\n"
            ),
        ),
        Example(bad="## Progress\n\n- [~] Add the route.\n- [~] Document it.\n"),
    )
    silent = (
        "## Progress\n\n- [~] Add the route.\n  - [~] Register it.\n",
        "## Progress\n\n- [ ] Add it (completed: one; remaining: two).\n"
        "- [ ] Show it (completed: three; remaining: four).\n",
        "## Progress\n\n- [~] Add the route: descoped.\n- [~] Document it (skipped).\n",
        "## Progress\n\n- [ ] Show an in-progress state.\n- [ ] Hide the in-progress state.\n",
        "## Progress\n\n- [x] (2026-01-31) (in progress) One.\n- [~] Two.\n",
        "## Plan of Work\n\n- [~] Add the route.\n- [~] Document it.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item after the first."""
        begun: list[ChecklistItem] = []
        inside: set[int] = set()
        for item in context.plan.items:
            if item.parent in inside:
                inside.add(item.index)
            elif _is_begun(item):
                inside.add(item.index)
                begun.append(item)
        for item in begun[1:]:
            found = self.report(item.span, "another item is in progress already")
            yield found._replace(related=(RelatedSpan(begun[0].span, "begun and not finished"),))


def _is_begun(item: ChecklistItem) -> bool:
    if not item.in_progress or item.done:
        return False
    marked = item.mark in _MARKS or compiled(_SAYS).search(item.text) is not None
    return marked and compiled(_DROPPED).search(item.text) is None
