"""Operations on checklist items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.plan.stamps import insertion_for, render_stamp, stamp_form_of
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem, Note

_SEPARATOR_AFTER = re.compile(r"[ \t]*(?:[:：,;|–—-](?=[ \t]|$)|[：])?[ \t]*")
_SEPARATOR_BEFORE = re.compile(r"[ \t]*(?:[–—-]|,|;)?[ \t]*$")


def tick(document: Document, item: ChecklistItem, now: datetime, *, stamp: str = "") -> EditSet:
    """Marks an item done and stamps it with `now` in the file's own form, in UTC.

    `stamp` is text that an earlier `untick` removed; it comes back in place of a new one. A stamp
    the open item already carries (when it was started, or a placeholder) is replaced. Outside the
    Progress section only the mark changes.
    """
    edits = [TextEdit(item.mark_span, "x")]
    if item.in_progress:
        edits.append(_restored(document, item, stamp) if stamp else _stamped(document, item, now))
    return EditSet.of(edits)


def untick(document: Document, item: ChecklistItem) -> EditSet:
    """Marks an item open again and, in the Progress section, removes its stamp."""
    edits = [TextEdit(item.mark_span, " ")]
    if item.in_progress and item.stamp is not None:
        edits.append(TextEdit.delete(stamp_extent(document, item)))
    return EditSet.of(edits)


def stamp_item(document: Document, item: ChecklistItem, now: datetime) -> EditSet:
    """Stamps an item with `now`, in place of the stamp it carries, if any."""
    return EditSet.of((_stamped(document, item, now),))


def mend_checkbox(note: Note) -> EditSet:
    """Spells a malformed checkbox the right way."""
    return EditSet.replace(note.span, note.replacement)


def stamp_extent(document: Document, item: ChecklistItem) -> Span:
    """The item's stamp with what only separates it from the wording; empty without a stamp."""
    if item.stamp is None:
        return Span(item.text_span.start, item.text_span.start)
    text, span = document.text, item.stamp.span
    if _leads(document, item, span):
        after = _SEPARATOR_AFTER.match(text, span.end, item.text_span.end)
        return Span(span.start, after.end() if after else span.end)
    before = _SEPARATOR_BEFORE.search(text, item.text_span.start, span.start)
    return Span(before.start() if before else span.start, span.end)


def _leads(document: Document, item: ChecklistItem, stamp: Span) -> bool:
    """Whether the stamp stands before the wording rather than after it."""
    return not document.text[item.text_span.start : stamp.start].strip(" \t*_")


def _stamped(document: Document, item: ChecklistItem, now: datetime) -> TextEdit:
    form = stamp_form_of(document.plan, document.text)
    if item.stamp is not None:
        return TextEdit(item.stamp.span, render_stamp(form, now))
    return _placed(document, item, insertion_for(form, now), suffix=form.suffix)


def _restored(document: Document, item: ChecklistItem, stamp: str) -> TextEdit:
    if item.stamp is not None:
        return TextEdit(stamp_extent(document, item), stamp)
    return _placed(document, item, stamp, suffix=stamp[:1].isspace())


def _placed(document: Document, item: ChecklistItem, stamp: str, *, suffix: bool) -> TextEdit:
    text = document.text
    if suffix and item.text_span.cut(text).strip():
        return TextEdit.insert(item.text_span.end, stamp)
    at = item.text_span.start
    while at < item.text_span.end and text[at] in " \t":
        at += 1
    touching = text[at - 1] == "]"
    return TextEdit.insert(at, f" {stamp.strip()}" if touching else stamp)
