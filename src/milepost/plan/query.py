"""Questions one can ask of a plan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.kinds import SectionKind
from milepost.plan.model import ItemState
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.plan.model import Block, ChecklistItem, Plan, Section
    from milepost.plan.timestamp import Timestamp
    from milepost.text import Span

_RECORD_TITLE = (
    r"(?i)(?:[0-9.]+ |plan |final |engineering |code )*(?:revisions?|change ?log|changes? made"
    r"|history|review (?:notes?|findings|log|history|status)|retrospective|lessons|notes?$|findings"
    r"|addendum|amendments?|status|complet(?:ed|ion)|implemented|executed|shipped|resolved"
    r"|follow-?ups?|discover(?:y|ies|ed)|evidence|research|prior art|approval|results?|outcomes?"
    r"|what (?:was|we)|where we are)\b"
)
"""How titles begin of sections that tell what happened."""
_VALIDATION_TITLE = r"(?i)\W*(?:validation|acceptance|verification|testing|tests?|quality gates?)\b"


class Progress(NamedTuple):
    """How far a plan is, counted over the checkboxes of its Progress section."""

    done: int
    partial: int
    open: int
    next_item: ChecklistItem | None
    """What to go on with: the first partial item, else the first open one."""

    @property
    def total(self) -> int:
        """All items."""
        return self.done + self.partial + self.open

    @property
    def percent(self) -> int:
        """Done items in 100, rounded half to even; 100 only when every item is done."""
        if self.done == self.total:
            return 100 if self.total else 0
        return min(99, round(self.done * 100 / self.total))

    @property
    def finished(self) -> bool:
        """Whether there are items and all of them are done."""
        return self.done == self.total > 0


def progress_of(plan: Plan) -> Progress:
    """Counts the items of the Progress section."""
    states = [item.state for item in plan.items if item.in_progress]
    return Progress(
        done=states.count(ItemState.DONE),
        partial=states.count(ItemState.PARTIAL),
        open=states.count(ItemState.OPEN),
        next_item=_first(plan, ItemState.PARTIAL) or _first(plan, ItemState.OPEN),
    )


class StampedItem(NamedTuple):
    """A done item of Progress that says when."""

    item: ChecklistItem
    stamp: Timestamp
    moment: datetime
    """The stamp's time, an unknown zone read as UTC."""


def stamped_items(plan: Plan) -> Iterator[StampedItem]:
    """The done items of Progress whose stamp names a possible time, in file order."""
    for item in plan.items:
        if item.in_progress and item.done and item.stamp is not None:
            moment = item.stamp.assumed
            if moment is not None:
                yield StampedItem(item, item.stamp, moment)


def section_at(plan: Plan, offset: int) -> Section | None:
    """The innermost section that holds `offset`; a heading belongs to its section."""
    index = bisect_right(plan.sections, offset, key=lambda section: section.span.start) - 1
    return plan.sections[index] if index >= 0 else None


def standard_section_at(plan: Plan, offset: int) -> Section | None:
    """The standard section that holds `offset`, itself or around its sub-headings."""
    section = section_at(plan, offset)
    while section is not None and section.kind is None:
        section = None if section.parent is None else plan.sections[section.parent]
    return section


def item_at(plan: Plan, offset: int) -> ChecklistItem | None:
    """The innermost checklist item whose own text or mark holds `offset`."""
    index = bisect_right(plan.items, offset, key=lambda item: item.span.start) - 1
    while index >= 0:
        item = plan.items[index]
        if offset <= item.span.end:
            return item
        index = -1 if item.parent is None else item.parent
    return None


def blocks_within(plan: Plan, span: Span) -> Sequence[Block]:
    """The blocks that begin inside `span`, in file order."""
    first = bisect_left(plan.blocks, span.start, key=lambda block: block.span.start)
    last = bisect_left(plan.blocks, span.end, key=lambda block: block.span.start)
    return plan.blocks[first:last]


def validation_sections(plan: Plan) -> tuple[Section, ...]:
    """The validation section, and others of its level that are headed as one too."""
    first = plan.section(SectionKind.VALIDATION)
    if first is None:
        return ()
    others = (
        section
        for section in plan.sections
        if section.level == first.level
        and section.index != first.index
        and compiled(_VALIDATION_TITLE).match(section.title)
    )
    return (first, *others)


def is_reported(plan: Plan, offset: int) -> bool:
    """Whether the text at `offset` tells what happened or was found rather than what to do.

    So do the living sections apart from open items, revision notes, and sections of the author's
    own that are titled as a record.
    """
    note = bisect_right(plan.revision_notes, offset, key=lambda note: note.span.start) - 1
    if note >= 0 and offset in plan.revision_notes[note].span:
        return True
    section = section_at(plan, offset)
    while section is not None and section.kind is None:
        if section.level > 1 and compiled(_RECORD_TITLE).match(section.title.lstrip(" *_`")):
            return True
        section = None if section.parent is None else plan.sections[section.parent]
    if section is None or section.kind is None or not section.kind.living:
        return False
    item = item_at(plan, offset) if section.kind is SectionKind.PROGRESS else None
    return item is None or item.done


def _first(plan: Plan, state: ItemState) -> ChecklistItem | None:
    items = (item for item in plan.items if item.in_progress and item.state is state)
    return next(items, None)
