"""Operations on the entries of the living sections."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from milepost.plan.living import entries_of, find_field, is_labelled
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.plan.records import RecordForm
from milepost.plan.timestamp import Precision
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.kinds import SectionKind
    from milepost.plan.records import LogEntry, RecordField

_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}(?=\S)"
_LABEL_LINE = r"[ \t]*(?:[-*+][ \t]+)?[^\s:：][^:：]{0,40}[:：][*_]{0,3}[ \t]*"
_DATED = ("date/author", "date")
_LOCAL = {
    "决": {"rationale": "理由：", "date/author": "日期/作者："},
    "決": {"rationale": "理由：", "date/author": "日付/担当："},
    "결": {"rationale": "이유: ", "date/author": "날짜/작성자: "},
    "观": {"evidence": "证据："},
    "観": {"evidence": "証拠："},
    "관": {"evidence": "증거: "},
}
"""The canonical labels by the first character of the entry's own label."""
_CANONICAL = {
    "decision": "Decision: ",
    "rationale": "Rationale: ",
    "date/author": "Date/Author: ",
    "date": "Date: ",
    "author": "Author: ",
    "observation": "Observation: ",
    "evidence": "Evidence: ",
}


class LogEditor:
    """Adds what entries of one living section lack, in the way the others of it are written."""

    def __init__(self, document: Document, section: SectionKind) -> None:
        self._document = document
        self._newline = document.source.newline
        self._entries = entries_of(document.plan, section)

    def add_rationale(self, entry: LogEntry) -> EditSet | None:
        """Puts an empty rationale label below what was decided.

        `None` where a label would not be read: in a table, in a quotation, or behind code.
        """
        return self._add_label(entry, "rationale", "")

    def add_date(self, entry: LogEntry, now: datetime) -> EditSet | None:
        """Dates an entry with `now`, a time in UTC, as precisely as the last dated one.

        `None` where a label would not be read, and for an entry that has no labels at all.
        """
        if not entry.fields:
            return None
        stamp = f"{now:%Y-%m-%d}" if self._by_day else f"{now:%Y-%m-%d %H:%MZ}"
        known = find_field(entry, *_DATED)
        if known is not None and entry.form is not RecordForm.TABLE:
            return _put_before(self._document, known, stamp)
        label = "date/author" if find_field(entry, "author") is None else "date"
        return self._add_label(entry, label, stamp)

    @cached_property
    def _by_day(self) -> bool:
        stamps = [entry.stamp for entry in self._entries if entry.stamp]
        return bool(stamps) and stamps[-1].precision is Precision.DAY

    @cached_property
    def _lines(self) -> dict[tuple[str, RecordForm, int], str]:
        """How the first entry of each form and margin begins the line of each label."""
        found: dict[tuple[str, RecordForm, int], str] = {}
        for entry in self._entries:
            for part in entry.fields:
                key = (part.label, entry.form, self._margin(entry))
                line = self._line_of(entry, part) if part.text and key not in found else None
                if line is not None:
                    found[key] = line
        return found

    def _line_of(self, entry: LogEntry, part: RecordField) -> str | None:
        """The label with the line break before it, when it has a line of its own."""
        text, lines = self._document.text, self._document.lines
        row = lines.line_of(part.span.start)
        written = text[lines.start(row) : part.span.start]
        if lines.start(row) <= entry.span.start or not compiled(_LABEL_LINE).fullmatch(written):
            return None
        gap = 1 if lines.content(row - 1).cut(text).strip() else 2
        return self._newline * gap + written

    def _margin(self, entry: LogEntry) -> int:
        """How far from the margin an entry begins."""
        return self._document.lines.position(entry.span.start).column

    def _add_label(self, entry: LogEntry, label: str, value: str) -> EditSet | None:
        if entry.form is RecordForm.TABLE:
            return None
        at = _place_for(self._document, entry, label)
        line = self._lines.get((label, entry.form, self._margin(entry)))
        if line is None or not (is_labelled(entry) or self._is_below(entry, line)):
            line = self._own_line(entry, label)
        if at is None or line is None:
            return None
        return EditSet((TextEdit.insert(at, f"{line}{value}" if value else line.rstrip(" \t")),))

    def _is_below(self, entry: LogEntry, line: str) -> bool:
        """Whether the line is indented as what belongs to an entry without labels must be."""
        return len(line.strip("\r\n")) - len(line.lstrip()) > self._margin(entry)

    def _own_line(self, entry: LogEntry, label: str) -> str | None:
        """The canonical label with a line break and the indentation of the entry's words.

        `None` for an entry with anything but white space before it.
        """
        text, start = self._document.text, entry.span.start
        before = text[start - self._margin(entry) : start]
        if before.strip(" \t"):
            return None
        marker = compiled(_MARKER).match(text, start)
        gap = 2 if marker is None else 1
        indent = before + " " * (0 if marker is None else len(marker[0]))
        return f"{self._newline * gap}{indent}{label_for(text, entry, label)}"


def _put_before(document: Document, known: RecordField, stamp: str) -> EditSet:
    """The stamp before what a date label says already."""
    at = known.span.start
    gap = "" if document.text[at - 1].isspace() or document.text[at - 1] == "：" else " "
    return EditSet.replace(Span(at, at), f"{gap}{stamp} / " if known.text else f"{gap}{stamp}")


def _place_for(document: Document, entry: LogEntry, label: str) -> int | None:
    """Behind the entry; a rationale before the labels that have lines of their own."""
    text = document.text
    end = entry.span.end
    if label == "rationale" and len(entry.fields) > 1:
        first = entry.fields[0].span.end
        between = text[first : entry.fields[1].span.start]
        if "\n" in between or "\r" in between:
            end = first
    blocks = blocks_within(document.plan, Span(entry.span.start, max(end, entry.span.start)))
    plain = bool(blocks) and blocks[-1].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return end if plain and not blocks[-1].quoted else None


def label_for(text: str, entry: LogEntry | None, label: str) -> str:
    """The canonical label, with the space behind it, in the language of the entry's own."""
    own = text[entry.span.start : entry.fields[0].span.start] if entry and entry.fields else ""
    first = own.lstrip(" \t-*+_0123456789.)")[:1]
    return _LOCAL.get(first, {}).get(label, _CANONICAL[label])
