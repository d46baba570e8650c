"""MP203: a stamp that does not name a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within, stamped_items
from milepost.plan.timestamp import Precision, ZoneKnowledge
from milepost.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.plan.timestamp import Timestamp
    from milepost.rule import RuleContext

_MANY = 3
"""So many of a kind are the author's habit, which is to be told once."""
_AMBIGUOUS = r"(?<![A-Z])(?:BST|CST|IST|AST)(?=[)\]]?$)"
_ENDS_IN_ZONE = r"(?<![0-9\s])(?<![AaPp]\.[Mm]\.)(?<![AaPp][Mm])(?<!分)$"
_LEGEND = (
    r"\b(?:UTC|GMT|JST|KST|CES?T|[ECMP][SD]?T)\b|(?i:\blocal time\b|\btime ?zone)"
    r"|时区|時区|タイムゾーン|시간대"
)


class ImpreciseTimestamp(Rule):
    """The stamp of a done item does not say at which moment it was done.

    ## What it does

    Reports stamps that name a day but no time of day, stamps with a time of day but without a
    time zone, and those whose zone is a name for several (`CST`, `IST`). Every form of date is
    read, in brackets or not. A sentence of the Progress section that says which zone its times
    are in speaks for all of them. Three stamps and more that leave the same open are one finding,
    at the first of them.

    ## Why

    Steps of a plan take minutes. From days one can tell neither how long a step took nor whether
    it came before or after a commit, and two authors in two zones cannot compare their clocks
    unless the zone is written down.

    ## When to suppress

    In plans whose steps take days, and where only the day is known: an honest day is better than
    an invented hour.
    """

    code = "MP203"
    name = "imprecise-timestamp"
    severity = Severity.INFO
    examples = (
        Example(
            bad="## Progress\n\n- [x] (2026-01-31) Add the route.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30Z) Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] 2026-01-31 09:30: Add the route.\n",
            good="## Progress\n\n- [x] 2026-01-31 09:30+01:00: Add the route.\n",
        ),
        Example(
            bad="## Progress\n\n- [x] (2026-01-31 09:30 CST) Add the route.\n",
            good="## Progress\n\n- [x] (2026-01-31 09:30 Asia/Shanghai) Add the route.\n",
        ),
    )
    silent = (
        "## Progress\n\n- [ ] (2026-01-31) Begun, not done.\n",
        "## Progress\n\n- [x] Add the route; the release is on 2026-01-31, as agreed before.\n",
        "## Progress\n\nAll times are UTC.\n\n- [x] (2026-01-31 09:30) Add the route.\n",
        "## Progress\n\n- [x] (2026-01-31 08:10-09:05Z) Add the route.\n",
        "## Plan of Work\n\n- [x] (2026-01-31) Not an item of Progress.\n",
    )

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per stamp, or one for many that leave the same open."""
        found: dict[str, list[Timestamp]] = {}
        for _, stamp, _ in stamped_items(context.plan):
            problem = _problem(context, stamp)
            if problem:
                found.setdefault(problem, []).append(stamp)
        if _NO_ZONE in found and _says_zone(context):
            del found[_NO_ZONE]
        for problem, stamps in found.items():
            if len(stamps) < _MANY:
                yield from (self.report(stamp.span, f"the stamp {problem}") for stamp in stamps)
            else:
                message = f"the stamp {problem}, the first of {len(stamps)} such stamps"
                yield self.report(stamps[0].span, message)


_NO_ZONE = "does not say in which time zone it is"


def _problem(context: RuleContext, stamp: Timestamp) -> str:
    """What the stamp leaves open, in words that follow "the stamp"."""
    if stamp.precision is Precision.DAY:
        return "names a day but no time of day"
    if stamp.zone is not ZoneKnowledge.UNKNOWN:
        return ""
    written = stamp.core.cut(context.text)
    if name := compiled(_AMBIGUOUS).search(written):
        return f"names the time zone {name[0]}, which is more than one"
    return "" if compiled(_ENDS_IN_ZONE).search(written) else _NO_ZONE


def _says_zone(context: RuleContext) -> bool:
    """Whether a heading or sentence of Progress, outside its items, names a time zone."""
    progress = context.plan.section(SectionKind.PROGRESS)
    return any(
        compiled(_LEGEND).search(context.text, block.span.start, block.span.end)
        for block in (blocks_within(context.plan, progress.span) if progress else ())
        if not block.list_depth and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    )
