"""MP212: the same item twice."""

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

_NOT_WORDS = r"[^\w`/.#+-]+"


class DuplicateItem(Rule):
    """Progress lists the same item twice.

    ## What it does

    Compares items of one list in the same state, by their wording without stamp, letter case,
    spacing and punctuation. What stands under another sub-heading or another item may well repeat
    itself, and so may a step that was done at two different times.

    ## Why

    Such a pair is mostly left by two authors who wrote at the same time. One of the two is ticked
    and the other stays open for ever, or the work is counted twice.

    ## When to suppress

    When the step is really to be done twice. Saying what differs is better still.
    """

    code = "MP212"
    name = "duplicate-item"
    severity = Severity.WARNING
    examples = (
        Example(
            bad="## Progress\n\n- [ ] Add the route.\n- [ ] Document it.\n- [ ] add the  route\n",
            good="## Progress\n\n- [ ] Add the route.\n- [ ] Document the route.\n",
        ),
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] (2026-01-31 09:30Z) Add the route.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Ran the tests.\n"
                "- [x] (2026-02-01 10:00Z) Ran the tests.\n"
            ),
        ),
        Example(bad="## 进度\n\n- [ ] 添加路由。\n- [ ] 添加路由\n"),
    )
    silent = (
        "## Progress\n\n### Server\n\n- [ ] Test it.\n\n### Client\n\n- [ ] Test it.\n",
        "## Progress\n\n- [ ] Server\n  - [ ] Test it.\n- [ ] Client\n  - [ ] Test it.\n",
        "## Progress\n\n- [x] (2026-01-31) Add the route.\n- [ ] Add the route.\n",
        "## Progress\n\n- [ ]\n- [ ]\n",
        "## Progress\n\n- [ ] Add `a.b`.\n- [ ] Add `a/b`.\n- [ ] Add `a-b`.\n",
        "## Plan of Work\n\n- [ ] Add the route.\n- [ ] Add the route.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item that repeats an earlier one."""
        words = compiled(_NOT_WORDS)
        seen: dict[tuple[object, ...], ChecklistItem] = {}
        for item in context.plan.items:
            wording = words.sub(" ", item.text.casefold()).strip(" .-")
            if not item.in_progress or not wording:
                continue
            time = (item.stamp or item.mention) if item.done else None
            when = time.core.cut(context.text) if time else ""
            earlier = seen.setdefault((wording, item.state, when, item.section, item.parent), item)
            if earlier is not item:
                found = self.report(item.span, "an earlier item says the same")
                yield found._replace(related=(RelatedSpan(earlier.span, "the earlier item"),))
