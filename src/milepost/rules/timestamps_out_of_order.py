"""MP207: an item that was done before the one above it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.query import stamped_items
from milepost.plan.timestamp import Precision
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.diagnostics import Diagnostic
    from milepost.plan.query import StampedItem
    from milepost.plan.timestamp import Timestamp
    from milepost.rule import RuleContext

_ZONE = timedelta(hours=14)
_UNITS = {
    Precision.DAY: timedelta(days=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.SECOND: timedelta(seconds=1),
}
_KEPT = 2
"""How many steps forward in time there are at least for each one back, in a list kept in order."""


class TimestampsOutOfOrder(Rule):
    """A done item has an earlier stamp than the one before it.

    ## What it does

    Looks at lists of done items that are kept in the order of their stamps, as a list is that
    grows at its end, and reports an item whose stamp is earlier than that of the item before it
    by more than the day, minute or second that the stamp names. Each sub-heading and each nested
    list has an order of its own. Silent where the newest items come first, one by one or day by
    day, where steps were ticked in whatever order they were taken, and below an open item. Stamps
    with and without a zone are compared with fourteen hours to spare.

    ## Why

    Either one of the two stamps is wrong, often by the distance between local time and UTC, or
    the item was put in the wrong place. The time that the steps took cannot be read from such a
    list.

    ## When to suppress

    When a step was really done before the one it follows and belongs behind it all the same.
    """

    code = "MP207"
    name = "timestamps-out-of-order"
    severity = Severity.INFO
    examples = (
        Example(
            bad=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] (2026-01-31 10:05Z) Test it.\n- [x] (2026-01-31 10:20Z) Document it.\n"
                "- [x] (2026-01-31 09:25Z) Release it.\n"
            ),
            good=(
                "## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n"
                "- [x] (2026-01-31 10:05Z) Test it.\n- [x] (2026-01-31 10:20Z) Document it.\n"
                "- [x] (2026-01-31 10:25Z) Release it.\n"
            ),
        ),
    )
    silent = (
        (
            "## Progress\n\n- [x] (2026-01-31 10:20Z) Document it.\n"
            "- [x] (2026-01-31 10:05Z) Test it.\n- [x] (2026-01-31 09:30Z) Add the route.\n"
        ),
        (
            "## Progress\n\n- [x] (2026-02-03 09:30Z) Document it.\n"
            "- [x] (2026-02-03 10:05Z) Release it.\n- [x] (2026-01-31 09:30Z) Add the route.\n"
            "- [x] (2026-01-31 10:05Z) Test it.\n"
        ),
        (
            "## Progress\n\n### Server\n\n- [x] (2026-01-31) One.\n- [x] (2026-02-03) Two.\n"
            "- [x] (2026-02-05) Three.\n\n### Client\n\n- [x] (2026-01-31) Four.\n"
        ),
        (
            "## Progress\n\n- [x] (2026-01-29) One.\n- [x] (2026-01-30) Two.\n"
            "- [x] (2026-01-31 09:30Z) Three.\n- [x] (2026-01-31) Four.\n"
        ),
        (
            "## Progress\n\n- [x] (2026-01-31) One.\n- [x] (2026-02-03) Two.\n"
            "- [x] (2026-02-05) Three.\n- [ ] Four.\n- [x] (2026-01-31) Five.\n"
        ),
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per item, at its stamp."""
        found = [
            later[0].stamp.span
            for stamped in _lists(context)
            for before, later in pairwise(_runs(stamped))
            if not _is_put_before(later, before)
        ]
        for span in sorted(found):
            yield self.report(span, "the stamp is earlier than the one before it")


def _lists(context: RuleContext) -> list[list[StampedItem]]:
    """Done items that stand in one list, up to its first open one."""
    lists: dict[tuple[int | None, int | None], list[StampedItem]] = {}
    ended: dict[tuple[int | None, int | None], int] = {}
    for item in context.plan.items:
        if not item.done:
            ended.setdefault((item.section, item.parent), item.index)
    for stamped in stamped_items(context.plan):
        item = stamped.item
        place = (item.section, item.parent)
        if item.index < ended.get(place, item.index + 1):
            lists.setdefault(place, []).append(stamped)
    return list(lists.values())


def _runs(stamped: Sequence[StampedItem]) -> list[list[StampedItem]]:
    """A list kept in order, cut wherever it steps back in time; any other list as a whole."""
    runs = [[stamped[0]]]
    forward = 0
    for before, later in pairwise(stamped):
        if _is_earlier(later, before):
            runs.append([])
        forward += before.moment < later.moment
        runs[-1].append(later)
    is_kept = forward >= _KEPT * (len(runs) - 1)
    return runs if is_kept else [list(stamped)]


def _is_put_before(later: Sequence[StampedItem], before: Sequence[StampedItem]) -> bool:
    """Whether several items together are older than all above: newer ones were put on top."""
    return len(later) > 1 and _is_earlier(later[-1], before[0])


def _is_earlier(one: StampedItem, other: StampedItem) -> bool:
    """Whether all of the time that `one` names lies before all that `other` names."""
    slack = timedelta() if (one.stamp.offset is None) == (other.stamp.offset is None) else _ZONE
    return one.moment + _UNITS[one.stamp.precision] + slack < _beginning(other)


def _beginning(stamped: StampedItem) -> datetime:
    return stamped.moment - _length(stamped.stamp)


def _length(stamp: Timestamp) -> timedelta:
    if stamp.start is None or stamp.wall is None:
        return timedelta()
    return stamp.wall - stamp.start
