"""Putting back what a later version has lost: items, entries, notes, stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.checklist import former_tick, tick, untick
from milepost.edits.sections import insert_before
from milepost.edits.typed import newline_near
from milepost.plan.identity import find_item, key_of
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.document import Document
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.plan.records import LogEntry, RevisionNote

_LINE_END = r"\r\n|\r|\n"


def put_back_items(
    document: Document, former: Document, items: Iterable[ChecklistItem]
) -> EditSet | None:
    """Adds items of a former version where they stood, less those that are there.

    Each goes behind the item that stood before it, else to the end of Progress, as it was written.
    `None` when one of them would not be read as it was.
    """
    after = document
    for item in items:
        key = key_of(former.plan, item)
        if find_item(after.plan, key) is not None:
            continue
        edits = _item_edits(after, former, item)
        new = None if edits is None else after.edited(edits)
        if new is None or not _is_one_more(after, new, key, item):
            return None
        after = new
    return diff_edits(document.text, after.text)


def put_back_entries(
    document: Document, former: Document, entries: Iterable[LogEntry]
) -> EditSet | None:
    """Adds entries of a living section behind those that stood before them, as they were written.

    `None` when one of them would not be read as it was, for example without its section.
    """
    after = document
    for entry in entries:
        if _has_entry(after, entry):
            continue
        edits = _entry_edits(after, former, entry)
        new = None if edits is None else after.edited(edits)
        if new is None or not _has_entry(new, entry):
            return None
        after = new
    return diff_edits(document.text, after.text)


def put_back_notes(
    document: Document, former: Document, notes: Iterable[RevisionNote]
) -> EditSet | None:
    """Adds revision notes at the end of the plan; `None` where they would become code."""
    after = document
    for note in notes:
        if note.text in [each.text for each in after.plan.revision_notes]:
            continue
        text = _written(former, note.span, after.source.newline)
        edits = insert_before(after, after.plan.content.end, text)
        if edits is None:
            return None
        after = after.edited(edits)
    return diff_edits(document.text, after.text)


def put_back_stamps(
    document: Document, former: Document, items: Sequence[ChecklistItem]
) -> EditSet | None:
    """Gives done items the stamp they had; those that are gone or open stay as they are."""
    after = document
    for item in items:
        found = find_item(after.plan, key_of(former.plan, item))
        if found is None or not found.done or item.stamp is None or item.stamp.assumed is None:
            continue
        opened = after.edited(untick(after, found))
        again = opened.plan.items[found.index]
        after = opened.edited(
            tick(opened, again, item.stamp.assumed, former=former_tick(former, item))
        )
    return diff_edits(document.text, after.text)


def _is_one_more(before: Document, after: Document, key: ItemKey, item: ChecklistItem) -> bool:
    found = find_item(after.plan, key)
    is_back = found is not None and found.state is item.state
    return is_back and len(after.plan.items) == len(before.plan.items) + 1


def _item_edits(document: Document, former: Document, item: ChecklistItem) -> EditSet | None:
    lines = former.lines
    start = lines.start(lines.line_of(item.span.start))
    earlier = [
        each for each in former.plan.items[: item.index] if each.in_progress is item.in_progress
    ]
    for other in reversed(earlier):
        found = find_item(document.plan, key_of(former.plan, other))
        if found is not None:
            newline = newline_near(document, found.tree_span.end)
            text = _written(former, Span(start, item.span.end), newline)
            at = found.span.end if item.depth > other.depth else found.tree_span.end
            return EditSet((TextEdit.insert(at, newline + text),))
    progress = document.plan.section(SectionKind.PROGRESS)
    if progress is None or not item.in_progress:
        return None
    text = _written(former, Span(start, item.span.end), document.source.newline)
    first = next((each for each in document.plan.items if each.in_progress), None)
    if first is None:
        return insert_before(document, progress.own.end, text)
    at = document.lines.start(document.lines.line_of(first.span.start))
    return EditSet((TextEdit.insert(at, text + document.source.newline),))


def _entry_edits(document: Document, former: Document, entry: LogEntry) -> EditSet | None:
    section = document.plan.section(entry.section)
    if section is None:
        return None
    lines = former.lines
    start = lines.start(lines.line_of(entry.span.start))
    newline = document.source.newline
    text = _written(former, Span(start, entry.span.end), newline)
    siblings = [each for each in former.plan.records if each.section is entry.section]
    for other in reversed(siblings[: siblings.index(entry)]):
        found = next((each for each in document.plan.records if each.text == other.text), None)
        if found is not None:
            above = former.lines.content(former.lines.line_of(start) - 1).cut(former.text)
            gap = newline if above.strip() else newline * 2
            return EditSet((TextEdit.insert(found.span.end, gap + text),))
    first = next((each for each in document.plan.records if each.section is entry.section), None)
    if first is None:
        return insert_before(document, section.own.end, text)
    at = document.lines.start(document.lines.line_of(first.span.start))
    return EditSet((TextEdit.insert(at, text + newline * 2),))


def _has_entry(document: Document, entry: LogEntry) -> bool:
    return any(
        each.text == entry.text for each in document.plan.records if each.section is entry.section
    )


def _written(former: Document, span: Span, newline: str) -> str:
    return compiled(_LINE_END).sub(newline, span.cut(former.text).rstrip(" \t\r\n"))
