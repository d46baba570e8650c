"""Adding revision notes: what was changed in a plan, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.entry_forms import escaped_cell
from milepost.edits.entry_heads import next_number, restamped, time_like
from milepost.edits.rereading import entry_facts, has_same_frame, item_facts
from milepost.edits.sections import insert_before
from milepost.edits.typed import indented, newline_near, on_one_line, typed_lines, written
from milepost.parse.passages import read_rows
from milepost.parse.revisions import find_note_label, is_notes_title
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.timestamp import Precision
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.records import RevisionNote

_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+"
_BEHIND_STAMP = r"[ \t]*(?:[:：,;|]|[–—-]{1,2}(?=[ \t]))?[*_]{0,3}[ \t]*"
_BLANK = " \t\r\n"
_LEVELS = (0, 1, 2)


def append_revision_note(document: Document, text: str, when: datetime) -> EditSet | None:
    """Adds a note at the bottom of the plan on what was changed and why, dated with `when`.

    It goes behind the last one, written as that is. The first one becomes a labelled paragraph,
    or a bullet where a heading for notes stands ready. `None` for a text without words, and where
    it would not be read as one more note.
    """
    if not typed_lines(text):
        return None
    for edits in _candidates(document, text, when):
        if _is_meant(document, document.edited(edits)):
            return edits
    return None


def _candidates(document: Document, text: str, when: datetime) -> Iterator[EditSet]:
    notes = document.plan.revision_notes
    for level in _LEVELS if notes else ():
        last = notes[-1]
        yield EditSet((TextEdit.insert(last.span.end, _like(document, last, text, when, level)),))
    newline = newline_near(document, document.plan.content.end)
    headed = [each for each in document.plan.sections if is_notes_title(each)]
    stamp = _date_of(document, when)
    for level in _LEVELS:
        if headed and not notes:
            note = f"- {stamp}: " + indented(written(text, level), "  ", newline)
            first = insert_before(document, headed[-1].span.end, note)
        else:
            note = f"Revision note ({stamp}): " + indented(written(text, level), "", newline)
            first = insert_before(document, document.plan.content.end, note)
        if first is not None:
            yield first


def _date_of(document: Document, when: datetime) -> str:
    """The time as precisely as the plan's own stamps are."""
    by_day = document.stamp_form.precision is Precision.DAY
    return f"{when:%Y-%m-%d}" if by_day else f"{when:%Y-%m-%d %H:%MZ}"


def _like(document: Document, last: RevisionNote, text: str, when: datetime, level: int) -> str:
    """A note in the form of another one, with what sets it off from that."""
    plain, lines = document.text, document.lines
    newline = newline_near(document, last.span.start)
    line_start = lines.start(lines.line_of(last.span.start))
    margin = compiled(r"[^ \t>]").sub(" ", plain[line_start : last.span.start])
    table = _table_around(document, last.span)
    if table is not None:
        return newline + margin + _row_like(document, table, last, text, when)
    marker = compiled(_MARKER).match(plain, last.span.start)
    own = marker.end() if marker else last.span.start
    bullet = next_number(plain[last.span.start : own])
    inner = margin + " " * (own - last.span.start)
    head = bullet + _head_of(document, last, own, when)
    note = head + indented(written(text, level), inner, newline)
    return _gap_before(document, last, newline, margin, listed=marker is not None) + note


def _head_of(document: Document, last: RevisionNote, own: int, when: datetime) -> str:
    """What a note begins with, label and time, with another time."""
    text = document.text
    label = find_note_label(text, Span(own, last.span.end), loose=True)
    end = own if label is None else label.span.end
    stamp = last.stamp
    if stamp is not None and not text[end : stamp.core.start].strip(" \t*_([（【"):
        behind = compiled(_BEHIND_STAMP).match(text, stamp.span.end)
        end = max(end, behind.end() if behind else end)
    head = text[own:end]
    if stamp is not None and own <= stamp.core.start < end:
        head = restamped(text, Span(own, end), stamp, when)
    return head if not head or head.endswith((" ", "：")) else f"{head.rstrip(_BLANK)} "


def _gap_before(
    document: Document, last: RevisionNote, newline: str, margin: str, *, listed: bool
) -> str:
    notes = document.plan.revision_notes
    between = document.text[notes[-2].span.end : last.span.start] if len(notes) > 1 else ""
    if between and not between.strip(_BLANK):
        return between
    return (newline if listed else newline * 2) + margin


def _table_around(document: Document, span: Span) -> Span | None:
    tables = (block.span for block in document.plan.blocks if block.kind is BlockKind.TABLE)
    return next((table for table in tables if table.contains(span)), None)


def _row_like(
    document: Document, table: Span, last: RevisionNote, text: str, when: datetime
) -> str:
    """A row: time and number in the columns of the last row's, the text in the widest one."""
    row = next(each for each in read_rows(document.text, table) if each.span == last.span)
    spans = [span for _, span in row.cells]
    widest = max(spans, key=len)
    cells = []
    for span in spans:
        stamp = last.stamp
        if span == widest:
            cells.append(escaped_cell(on_one_line(text)))
        elif stamp is not None and span.contains(stamp.core):
            cells.append(time_like(stamp.core.cut(document.text), stamp, when))
        else:
            cells.append(next_number(span.cut(document.text)) if span is spans[0] else "")
    return f"| {' | '.join(cells)} |"


def _is_meant(before: Document, after: Document) -> bool:
    old = [note.text for note in before.plan.revision_notes]
    new = [note.text for note in after.plan.revision_notes]
    return (
        new[:-1] == old
        and len(new) == len(old) + 1
        and has_same_frame(before, after)
        and entry_facts(before.plan.records) == entry_facts(after.plan.records)
        and item_facts(before, before.plan.items) == item_facts(after, after.plan.items)
    )
