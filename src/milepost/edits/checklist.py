"""Operations on checklist items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.timestamps import read_stamp
from milepost.plan.query import blocks_within
from milepost.plan.stamps import CANONICAL, insertion_for, render_stamp
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.parse.partials import LoosePartial
    from milepost.plan.model import ChecklistItem, Note
    from milepost.plan.stamps import StampForm
    from milepost.plan.timestamp import Timestamp

_SEPARATOR_AFTER = re.compile(r"[ \t]*(?:[:：,;|–—-](?=\s|$)|：)?[ \t]*")
_SEPARATOR_BEFORE = re.compile(r"(?:(?:\r\n|\r|\n)[ \t>]*|[ \t]*(?:[–—,;-])?[ \t]*)$")
_REACH = 40


class FormerTick(NamedTuple):
    """What opening a done item took away, so that ticking it again can bring that back."""

    mark: str
    stamp: str
    """With what separated it from the wording; empty for an item without a stamp."""
    before: str
    """The item's own text between the box and the stamp."""
    after: str
    """The item's own text behind the stamp."""


def former_tick(document: Document, item: ChecklistItem) -> FormerTick:
    """What `untick` would take away from a done item."""
    text, extent = document.text, stamp_extent(document, item)
    return FormerTick(
        item.mark,
        extent.cut(text),
        text[_box_end(item) : extent.start],
        text[extent.end : item.text_span.end],
    )


def tick(
    document: Document, item: ChecklistItem, now: datetime, *, former: FormerTick | None = None
) -> EditSet:
    """Marks an item done and stamps it with `now` in the file's own form, in UTC.

    A stamp the open item already carries (when it was started, or a placeholder) is replaced.
    With `former`, the stamp that `untick` removed comes back instead of a new one, to the byte
    where nobody has touched the item since. Outside the Progress section only the mark changes;
    a done item stays as it is.
    """
    if item.done:
        return EditSet()
    edits = [TextEdit(item.mark_span, former.mark if former else "x")]
    if item.in_progress:
        known, form = former if former and former.stamp else None, document.stamp_form
        edits.append(
            _restored(document, item, known) if known else _stamped(document, item, now, form)
        )
    return EditSet.of(edits)


def untick(document: Document, item: ChecklistItem) -> EditSet:
    """Marks an item open again and, in the Progress section, removes its stamp.

    An item that is not done stays as it is.
    """
    if not item.done:
        return EditSet()
    edits = [TextEdit(item.mark_span, " ")]
    if item.in_progress:
        edits.append(TextEdit.delete(stamp_extent(document, item)))
    return EditSet.of(edits)


def stamp_item(
    document: Document, item: ChecklistItem, now: datetime, *, form: StampForm | None = None
) -> EditSet:
    """Stamps an item with `now`, in place of the stamp it carries, if any.

    In the file's own form, or in another one that is given.
    """
    return EditSet.of((_stamped(document, item, now, form or document.stamp_form),))


def mend_checkbox(note: Note) -> EditSet:
    """Spells a malformed checkbox the right way."""
    return EditSet.replace(note.span, note.replacement)


def mend_partial(loose: LoosePartial) -> EditSet:
    """Writes a remark on what is done as `(completed: ...; remaining: ...)`."""
    return EditSet.replace(loose.span, loose.replacement)


def stamp_extent(document: Document, item: ChecklistItem) -> Span:
    """The item's stamp with what only separates it from the wording; empty without a stamp.

    A stamp on a line of its own takes the line with it.
    """
    if item.stamp is None:
        return Span(item.text_span.start, item.text_span.start)
    text, span, whole = document.text, item.stamp.span, item.text_span
    after = _SEPARATOR_AFTER.match(text, span.end, whole.end)
    end = after.end() if after else span.end
    if _leads(document, item, span) and not (end == whole.end or text[end] in "\r\n"):
        return Span(span.start, end)
    before = _SEPARATOR_BEFORE.search(text, max(whole.start, span.start - _REACH), span.start)
    return Span(before.start() if before else span.start, span.end)


def _leads(document: Document, item: ChecklistItem, stamp: Span) -> bool:
    """Whether the item's stamp comes before all its words."""
    return not document.text[item.text_span.start : stamp.start].strip(" \t\r\n*_~")


def _replaced(
    document: Document, item: ChecklistItem, stamp: Timestamp, form: StampForm, now: datetime
) -> TextEdit:
    """A new stamp in place of an old one; what sets that off within the wording stays."""
    if not _leads(document, item, stamp.span):
        return TextEdit(stamp.core, render_stamp(form._replace(opening="", closing=""), now))
    new = render_stamp(form, now)
    glued = not form.closing and document.text[stamp.span.end : stamp.span.end + 1].isalnum()
    return TextEdit(stamp.span, f"{new} " if glued else new)


def _stamped(document: Document, item: ChecklistItem, now: datetime, form: StampForm) -> TextEdit:
    edit = _stamped_as(document, item, now, form)
    # A form that cannot be read back could never be unticked, however often others use it.
    if is_read_as_stamp(document, item, edit):
        return edit
    return _stamped_as(document, item, now, CANONICAL)


def is_read_as_stamp(document: Document, item: ChecklistItem, edit: TextEdit) -> bool:
    """Whether what an edit of the item's own words writes is read as its stamp."""
    end = _find_wording_end(document, item) or item.text_span.end
    own = Span(item.text_span.start, max(end, edit.span.end))
    moved = TextEdit(edit.span.shift(-own.start), edit.text)
    after = EditSet((moved,)).apply(own.cut(document.text))
    stamp = read_stamp(after, Span(0, len(after)))
    written = Span(moved.span.start, moved.span.start + len(moved.text))
    return stamp is not None and not stamp.problem and written.overlaps(stamp.core)


def _stamped_as(
    document: Document, item: ChecklistItem, now: datetime, form: StampForm
) -> TextEdit:
    if item.stamp is not None:
        return _replaced(document, item, item.stamp, form, now)
    wording_end = _find_wording_end(document, item)
    if not form.suffix:
        return _put_first(document, item, insertion_for(form, now))
    if wording_end is None:
        return _put_first(document, item, render_stamp(form, now))
    return TextEdit.insert(wording_end, insertion_for(form, now))


def _restored(document: Document, item: ChecklistItem, former: FormerTick) -> TextEdit:
    start = _box_end(item)
    if document.text[start : item.text_span.end] == former.before + former.after:
        return TextEdit.insert(start + len(former.before), former.stamp)
    stamp = former.stamp.strip()
    if item.stamp is not None:
        return TextEdit(item.stamp.span, stamp)
    wording_end = _find_wording_end(document, item)
    if former.before.strip() and wording_end is not None:
        return TextEdit.insert(wording_end, f" {stamp}")
    return _put_first(document, item, f"{stamp} ")


def _find_wording_end(document: Document, item: ChecklistItem) -> int | None:
    """Where the item's first paragraph ends; `None` when it has no words."""
    box = Span(item.mark_span.start - 1, _box_end(item))
    end = blocks_within(document.plan, box)[0].lines[-1].end
    return end if document.text[box.end : end].strip() else None


def _box_end(item: ChecklistItem) -> int:
    return item.mark_span.end + 1


def _put_first(document: Document, item: ChecklistItem, stamp: str) -> TextEdit:
    """Puts a stamp behind the box, before the wording if that follows on the same line."""
    text = document.text
    at = box_end = _box_end(item)
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    if at == len(text) or text[at] in "\r\n":
        stamp = stamp.rstrip()
    return TextEdit.insert(at, f" {stamp}" if at == box_end else stamp)
