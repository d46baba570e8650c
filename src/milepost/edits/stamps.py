"""Operations on the stamps of checklist items."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from milepost.edits.checklist import is_read_as_stamp, stamp_extent, stamp_item
from milepost.plan.stamps import CANONICAL, render_stamp
from milepost.plan.timestamp import Precision
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.plan.timestamp import Timestamp

_FRACTION = re.compile(r":[0-9]{2}[.,][0-9]")
_IN_UTC = re.compile(r"(?:[Zz]|\b(?:UTC|GMT)|\+00(?::?00)?)$")
_EMPHASIS = "*_~"
_OPENERS = "([{<（［【〔「"
_AROUND = f" \t\r\n{_EMPHASIS}{_OPENERS})]}}>）］】〕」"


def restamp(document: Document, item: ChecklistItem, now: datetime) -> EditSet:
    """Writes `now` in place of the time that the item's stamp names, in the file's own form.

    What the stamp says besides the time, such as a commit, stays. An item without a stamp gets
    one.
    """
    stamp = item.stamp
    if stamp is None or not _says_more(document, stamp):
        return stamp_item(document, item, now)
    form = document.stamp_form._replace(opening="", closing="")
    return EditSet.replace(stamp.core, render_stamp(form, now))


def write_canonical(document: Document, item: ChecklistItem) -> EditSet | None:
    """Writes the item's stamp as `(YYYY-MM-DD HH:MMZ)`, at its place.

    `None` when that would lose something: a zone of the author's own, seconds, the beginning of a
    range, words in the brackets; or when the stamp does not name the minute in UTC to begin with.
    """
    stamp = item.stamp
    moment = None if stamp is None else _minute_in_utc(document, stamp)
    if stamp is None or moment is None or _says_more(document, stamp):
        return None
    text, span = document.text, stamp.span
    if span == stamp.core and text[span.start - 1] in _OPENERS:
        return None  # A link, or a bracket that holds far more than the time.
    new = render_stamp(CANONICAL, moment)
    inner = _without_emphasis(text, span)
    extent = stamp_extent(document, item)
    if inner == span and extent.start == span.start and extent.end > span.end:
        edit = TextEdit(extent, f"{new} ")
    else:
        edit = TextEdit(inner, new)
    return EditSet((edit,)) if is_read_as_stamp(document, item, edit) else None


def _says_more(document: Document, stamp: Timestamp) -> bool:
    """Whether a stamp holds words besides its time."""
    before = Span(stamp.span.start, stamp.core.start).cut(document.text)
    after = Span(stamp.core.end, stamp.span.end).cut(document.text)
    return bool((before + after).strip(_AROUND))


def _minute_in_utc(document: Document, stamp: Timestamp) -> datetime | None:
    """The moment, when the text says no more of it than a minute in UTC."""
    if stamp.wall is None or stamp.start is not None or stamp.precision is Precision.DAY:
        return None
    written = stamp.core.cut(document.text)
    if stamp.wall.second or _FRACTION.search(written) or not _IN_UTC.search(written):
        return None
    return stamp.wall.replace(tzinfo=UTC)


def _without_emphasis(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while text[start] in _EMPHASIS:
        start, end = start + 1, end - 1
    return Span(start, end)
