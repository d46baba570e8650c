"""Where a plan stands, for somebody who goes on with it and knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.plan.kinds import SectionKind
from milepost.plan.living import entries_of, has_content, has_outcome
from milepost.plan.model import ItemState
from milepost.plan.query import progress_of, stamped_items
from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.plan.model import ChecklistItem, Plan
    from milepost.plan.query import Progress
    from milepost.plan.records import LogEntry
    from milepost.plan.timestamp import Timestamp

SILENT_ITEMS = 3
"""So many items are not done without anything to record."""
LATE_ITEMS = 5
"""So many dated items after the last dated record say that recording has stopped."""

_LOGS = (SectionKind.SURPRISES, SectionKind.DECISIONS)


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """How far the work is, what goes on, and whether the records keep up with it."""

    progress: Progress
    partials: tuple[ChecklistItem, ...]
    """The items that are done in part, in file order."""
    last_decision: LogEntry | None
    """The latest by its date; without dates, the last one of the log."""
    lags: tuple[str, ...]
    """Where the living sections lag behind the work: facts, without a full stop."""


def status_of(plan: Plan, text: str) -> PlanStatus:
    """The status of a plan that was read from `text`."""
    progress = progress_of(plan)
    return PlanStatus(
        progress,
        tuple(item for item in plan.items if item.in_progress and item.state is ItemState.PARTIAL),
        _latest(entries_of(plan, SectionKind.DECISIONS)),
        tuple(_lags(plan, text, progress)),
    )


def _latest(entries: Sequence[LogEntry]) -> LogEntry | None:
    latest, when = None, None
    for entry in entries:
        moment = None if entry.stamp is None else entry.stamp.assumed
        if moment is not None and (when is None or moment >= when):
            latest, when = entry, moment
    return latest or (entries[-1] if entries else None)


def _lags(plan: Plan, text: str, progress: Progress) -> Iterator[str]:
    if progress.finished and not has_outcome(plan, text):
        yield "every item is done, and no outcome is recorded"
    if progress.done >= SILENT_ITEMS and not _has_records(plan, text):
        yield f"{progress.done} items are done, and neither a surprise nor a decision is recorded"
        return
    last = _last_record(plan)
    if last is None:
        return
    late = sum(moment > last for _, _, moment in stamped_items(plan))
    if late >= LATE_ITEMS:
        yield f"{late} items were done since something was last recorded"


def _has_records(plan: Plan, text: str) -> bool:
    sections = (plan.section(kind) for kind in _LOGS)
    return any(section is not None and has_content(plan, text, section) for section in sections)


def _last_record(plan: Plan) -> datetime | None:
    """When something was last recorded: at the latest, where only the day is known."""
    stamps = [entry.stamp for entry in plan.records]
    stamps += [note.stamp for note in plan.revision_notes]
    moments = [moment for stamp in stamps if stamp and (moment := _end(stamp)) is not None]
    return max(moments, default=None)


def _end(stamp: Timestamp) -> datetime | None:
    moment = stamp.assumed
    if moment is None or stamp.precision is not Precision.DAY:
        return moment
    return moment.replace(hour=23, minute=59, second=59)
