"""Dividing an item into what is done and what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.checklist import stamp_extent
from milepost.edits.items import (
    edit_item,
    finish_added,
    gap_at,
    is_only_reworded,
    is_written_by,
    style_of,
)
from milepost.edits.rereading import first_sound, has_same_frame, item_facts
from milepost.edits.typed import newline_near, on_one_line, ways_to_write
from milepost.plan.comments import end_before_comments
from milepost.plan.model import ItemState
from milepost.plan.query import blocks_within
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem, Plan

_FULL_STOPS = ".。"


def writes_remarks(plan: Plan) -> bool:
    """Whether items done in part are written with a remark on what is done rather than in two."""
    return any(item.state is ItemState.PARTIAL for item in plan.items if item.in_progress)


def split_item(
    document: Document, item: ChecklistItem, done: str, remaining: str, now: datetime
) -> EditSet | None:
    """Puts a done item with a stamp before an open one, which is worded as what remains.

    Mark, stamp and nested items stay with what remains. `None` for a done item, where either text
    has no words, and where the two would not be read as two items.
    """
    rest = None if item.done else edit_item(document, item, remaining)
    if rest is None:
        return None
    newline = newline_near(document, item.span.start)
    style = style_of(document, item)
    at = document.lines.start(document.lines.line_of(item.span.start))
    gap = gap_at(document, item) or newline
    above = (
        f"{style.margin}{style.render(' ', lines, newline)}{gap}" for lines in ways_to_write(done)
    )
    added = (finish_added(document, EditSet((TextEdit.insert(at, text),)), now) for text in above)
    both = (EditSet.of(each.edits + rest.edits) for each in added)
    return next((each for each in both if _makes_two(document, each, item)), None)


def remark_partial(
    document: Document, item: ChecklistItem, completed: str, remaining: str
) -> EditSet | None:
    """Adds a remark `(completed: ...; remaining: ...)` to an item, or replaces the one it has.

    `None` for a done item, and where the remark would not be read as these two halves.
    """
    halves = on_one_line(completed), on_one_line(remaining)
    remark = f"(completed: {halves[0]}; remaining: {halves[1]})"
    if item.done or not all(halves):
        return None
    if item.partial and (item.partial.completed, item.partial.remaining) == halves:
        return EditSet()
    edits = _remark_edits(document, item, remark)

    def is_meant(after: Document) -> bool:
        alone = is_only_reworded(document, after, item)
        read = after.plan.items[item.index].partial if alone else None
        return read is not None and (read.completed, read.remaining) == halves

    return first_sound(document, (edits,), is_meant)


def _remark_edits(document: Document, item: ChecklistItem, remark: str) -> EditSet:
    text = document.text
    if item.partial is not None:
        return EditSet.replace(item.partial.span, remark)
    box_end = item.mark_span.end + 1
    first = blocks_within(document.plan, Span(item.mark_span.start - 1, box_end))[0]
    end = end_before_comments(text, box_end, first.lines[-1].end)
    if item.stamp is not None and not text[stamp_extent(document, item).end : end].strip(" ."):
        end = stamp_extent(document, item).start
    words = text[box_end:end].rstrip()
    at = box_end + len(words.rstrip(_FULL_STOPS))
    return EditSet((TextEdit.insert(at, f" {remark}"),))


def _makes_two(document: Document, edits: EditSet, item: ChecklistItem) -> bool:
    """Whether edits put a done item before another, which is otherwise only reworded."""
    after = document.edited(edits)
    old, new = item_facts(document, document.plan.items), item_facts(after, after.plan.items)
    if len(new) != len(old) + 1 or not has_same_frame(document, after):
        return False
    added = after.plan.items[item.index]
    new[item.index + 1] = new[item.index + 1]._replace(text=old[item.index].text)
    del new[item.index]
    return added.done and is_written_by(added, edits) and new == old
