"""How an entry of a living section is written, by the form that its log has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from milepost.edits.records import label_for
from milepost.edits.typed import (
    as_code,
    indented,
    newline_near,
    on_one_line,
    verbatim_lines,
    written,
)
from milepost.parse.labels import LEADS, normalise_label
from milepost.parse.passages import read_rows
from milepost.plan.canon import SectionKind
from milepost.plan.living import is_labelled
from milepost.plan.patterns import compiled
from milepost.plan.records import RecordForm
from milepost.plan.timestamp import Precision
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.document import Document
    from milepost.edits.entries import Draft
    from milepost.plan.records import LogEntry, RecordField
    from milepost.plan.timestamp import Timestamp

_LEAD = {SectionKind.DECISIONS: "decision", SectionKind.SURPRISES: "observation"}
_MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+"
_NUMBER = r"[0-9]+"
_IDENTIFIER = (
    r"[*_]{0,2}(?:[^\W\d_]{1,12}[- ]?#?[0-9]{1,3}|#?[0-9]{1,3}(?=[:：.)]))[:：.)]?[*_]{0,2}"
    r"(?:[ ]?[—–:-])?[ \t]"
)
"""What numbers an entry in its own words: `D3: `, `Decision 3 — `."""
_ISO = r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}(?:(T|[ ])[0-9]{2}:[0-9]{2}.*?([ ]?(?:Z|UTC|GMT))?)?"
_BEHIND_STAMP = r"[ \t]*(?:[:：,;|]|[–—-]{1,2}(?=[ \t]))?[*_]{0,3}[ \t]*"
_BEFORE_STAMP = r"[ \t]*(?:[–—,;-]{1,2})?[ \t]*$"
_SENTENCE = r".{1,80}?[.!?。！？](?=\s|$)|.{1,80}(?=\s|$)|.{1,80}"
_BLANK = " \t\r\n"
_NUMBERS = ("#", "no", "no.", "id")
_ASIDE = frozenset(
    ("", *_NUMBERS, "status", "author", "date/author", "date", "rationale", "evidence")
)
"""Columns that are not for what was decided or observed."""
_LISTED = frozenset({RecordForm.CANONICAL, RecordForm.BULLET, RecordForm.NUMBERED})


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an entry, and how it is to be read."""

    text: str
    """Without what stands before its first line."""
    labels: tuple[str, ...]
    gap: str = ""
    """What goes between it and the entry before it."""
    heading: bool = False
    """Whether it begins with a heading of its own."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One labelled value."""

    label: str
    value: str
    """What was given."""


def canonical_entry(
    document: Document, entries: Sequence[LogEntry], draft: Draft, level: int
) -> Written:
    """An entry as the format asks for it; an outcome is a paragraph."""
    newline = _newline_of(document, draft)
    lead = _LEAD.get(draft.kind)
    stamp = _date_of(entries, draft.when)
    if lead is None:
        return Written(indented(written(draft.text, 2 if level else 0), "", newline), ())
    head = "- " + label_for("", None, lead) + indented(written(draft.text, level), "  ", newline)
    parts = _parts_of(draft, stamp)
    tail = [_own_line(document, None, part, "  ", level) for part in parts]
    return Written(head + "".join(tail), (lead, *(part.label for part in parts)))


def like(
    document: Document, model: LogEntry, entries: Sequence[LogEntry], draft: Draft, level: int
) -> Written:
    """An entry in the form of another one."""
    if model.form is RecordForm.TABLE:
        return _row_like(document, model, draft)
    if model.form is RecordForm.HEADING:
        return _heading_like(document, model, entries, draft, level)
    gap, margin = _gap_before(document, model, entries)
    head = _Head.of(document, model, draft.when)
    inner = margin + " " * head.width
    newline = _newline_of(document, draft)
    text = indented(written(draft.text, level), inner, newline)
    if head.lead.count("**") % 2:
        text += "**"
    stamp = _date_of(entries, draft.when)
    parts = _parts_of(draft, "" if head.dated else stamp)
    parts = [each for part in parts for each in _divided(model, part)]
    pieces = [_piece(document, model, part, inner, level) for part in parts]
    labels = (*head.labels, *(part.label for part in parts))
    return Written(f"{head.lead}{text}{head.tail}{''.join(pieces)}", labels, gap)


@dataclass(frozen=True, slots=True)
class _Head:
    """What an entry begins with, and what follows its text directly."""

    lead: str
    tail: str
    width: int
    """How far the entry's further lines are indented."""
    dated: bool
    labels: tuple[str, ...]

    @classmethod
    def of(cls, document: Document, model: LogEntry, when: datetime) -> _Head:
        """The same with the next number and another time."""
        text, start = document.text, model.span.start
        marker = compiled(_MARKER).match(text, start)
        listed = model.form in _LISTED and marker is not None
        own = marker.end() if marker is not None and listed else start
        width = own - start
        numbered = None if is_labelled(model) else compiled(_IDENTIFIER).match(text, own)
        bullet = next_number(text[start:own]) + next_number(numbered[0] if numbered else "")
        if is_labelled(model):
            label = text[own : model.fields[0].span.start]
            dated = _is_in(model, own)
            label = _dated_label(label, model, own, when) if dated else next_number(label)
            return cls(bullet + _with_space(label), "", width, dated, (model.fields[0].label,))
        stamp = model.stamp
        end = model.fields[0].span.start if model.fields else model.span.end
        if stamp is None or not own <= stamp.core.start < end:
            return cls(bullet, "", width, dated=False, labels=())
        if not text[own : stamp.core.start].strip(" \t*_([（【"):
            behind = compiled(_BEHIND_STAMP).match(text, stamp.span.end)
            after = behind.end() if behind else stamp.span.end
            lead = _restamped(text, Span(own, after), stamp, when)
            return cls(bullet + lead, "", width, dated=True, labels=())
        if not text[stamp.span.end : model.span.end].strip(" \t.。*_"):
            before = compiled(_BEFORE_STAMP).search(text, own, stamp.span.start)
            tail = Span(before.start() if before else stamp.span.start, stamp.span.end)
            return cls(bullet, _restamped(text, tail, stamp, when), width, dated=True, labels=())
        return cls(bullet, "", width, dated=False, labels=())


def _is_in(model: LogEntry, own: int) -> bool:
    """Whether the time of a labelled entry stands in its first label."""
    return model.stamp is not None and own <= model.stamp.core.start < model.fields[0].span.start


def _dated_label(label: str, model: LogEntry, own: int, when: datetime) -> str:
    stamp = model.stamp
    if stamp is None:
        return label
    start, end = stamp.core.start - own, stamp.core.end - own
    return label[:start] + time_like(label[start:end], stamp, when) + label[end:]


def _restamped(text: str, span: Span, stamp: Timestamp, when: datetime) -> str:
    """The text of a span with another time in place of the stamp's."""
    time = time_like(stamp.core.cut(text), stamp, when)
    return text[span.start : stamp.core.start] + time + text[stamp.core.end : span.end]


def time_like(core: str, stamp: Timestamp, when: datetime) -> str:
    """A time in UTC, as precise as another one and with its marks."""
    form = compiled(_ISO).fullmatch(core)
    mark, joiner, zone = (form[1], form[2], form[3]) if form else ("-", " ", "Z")
    date = f"{when:%Y}{mark}{when:%m}{mark}{when:%d}"
    if stamp.precision is Precision.DAY:
        return date
    clock = f"{when:%H:%M:%S}" if stamp.precision is Precision.SECOND else f"{when:%H:%M}"
    return f"{date}{joiner or ' '}{clock}{zone or 'Z'}"


def _date_of(entries: Sequence[LogEntry], when: datetime) -> str:
    """The time as precisely as the last entry that has one names its own."""
    stamps = [entry.stamp for entry in entries if entry.stamp is not None]
    by_day = bool(stamps) and stamps[-1].precision is Precision.DAY
    return f"{when:%Y-%m-%d}" if by_day else f"{when:%Y-%m-%d %H:%MZ}"


def _parts_of(draft: Draft, stamp: str) -> list[_Part]:
    """What an entry says besides its text; an undated one has its author alone."""
    parts = []
    if draft.rationale.strip():
        parts.append(_Part("rationale", draft.rationale))
    if draft.kind is SectionKind.DECISIONS:
        author = on_one_line(draft.author)
        if stamp:
            parts.append(_Part("date/author", f"{stamp} / {author}" if author else stamp))
        elif author:
            parts.append(_Part("author", author))
    if draft.evidence.strip():
        parts.append(_Part("evidence", draft.evidence))
    return parts


def _divided(model: LogEntry, part: _Part) -> Iterator[_Part]:
    """Date and author each under its own label, where another entry has it so."""
    labels = {each.label for each in model.fields}
    if part.label != "date/author" or part.label in labels or "date" not in labels:
        yield part
        return
    date, _, author = part.value.partition(" / ")
    yield _Part("date", date)
    if author:
        yield _Part("author", author)


def _piece(document: Document, model: LogEntry, part: _Part, inner: str, level: int) -> str:
    """A label as another entry has it, with its value."""
    fields = [each for each in model.fields[1:] if each.label == part.label]
    is_code = part.label == "evidence" and (level or len(verbatim_lines(part.value)) > 1)
    if not fields or is_code or ">" in inner:
        return _own_line(document, model, part, inner, level)
    before = _before_of(model, fields[0])
    label = _with_space(document.text[before : fields[0].span.start])
    value = written(part.value, level)
    return label + indented(value, inner, _newline_at(document, model))


def _before_of(model: LogEntry, field: RecordField) -> int:
    """Where the part before a part ends: what is between belongs to the label."""
    return max(each.span.end for each in model.fields if each.span.end <= field.span.start)


def _own_line(
    document: Document, model: LogEntry | None, part: _Part, inner: str, level: int
) -> str:
    """A canonical label on a line of its own, with its value."""
    newline = document.source.newline if model is None else _newline_at(document, model)
    label = label_for(document.text, model, part.label)
    if part.label != "evidence":
        return f"{newline}{inner}{label}{indented(written(part.value, level), inner, newline)}"
    lines = verbatim_lines(part.value)
    if len(lines) == 1 and not level:
        return f"{newline}{inner}{label}{lines[0].strip()}"
    return f"{newline}{inner}{label.rstrip()}{newline}{as_code(lines, inner, newline)}"


def _row_like(document: Document, model: LogEntry, draft: Draft) -> Written:
    """A row of a table; what has no column of its own stands with the text."""
    text = document.text
    table = next(block.span for block in document.plan.blocks if block.span.contains(model.span))
    row = next(each for each in read_rows(text, table) if each.span == model.span)
    names = [normalise_label(name) for name, _ in row.cells]
    values = _values_by_column(names, draft, _date_of((model,), draft.when))
    loose = [value for label, value in values.items() if label not in names]
    cells = [values.get(name, "") for name in names]
    if names[0] in _NUMBERS:
        cells[0] = next_number(row.cells[0][1].cut(text))
    cells[_column_of_text(names, draft.kind)] = " — ".join([on_one_line(draft.text), *loose])
    begin = document.lines.start(document.lines.line_of(model.span.start))
    written_row = text[begin : model.span.end]
    margin = written_row[: len(written_row) - len(written_row.lstrip(" \t>"))]
    gap = _newline_at(document, model) + margin
    return Written(f"| {' | '.join(map(escaped_cell, cells))} |", (), gap)


def escaped_cell(text: str) -> str:
    """A text that stays within its cell of a table."""
    return text.replace("\\|", "|").replace("|", "\\|")


def _values_by_column(names: Sequence[str], draft: Draft, stamp: str) -> dict[str, str]:
    """What an entry says besides its text: date and author as the columns have them."""
    values = {part.label: on_one_line(part.value) for part in _parts_of(draft, stamp)}
    if "date/author" not in names:
        both = values.pop("date/author", "")
        author = on_one_line(draft.author)
        if "author" in names:
            values |= {"author": author, "date": stamp}
        elif "date" in names or both:
            values["date"] = both or stamp
    return values


def _column_of_text(names: Sequence[str], kind: SectionKind) -> int:
    """The column for what was decided or observed."""
    leads = [at for at, name in enumerate(names) if name in LEADS[kind]]
    free = [at for at, name in enumerate(names) if name not in _ASIDE]
    return next(iter([*leads, *free]), len(names) - 1)


def _heading_like(
    document: Document, model: LogEntry, entries: Sequence[LogEntry], draft: Draft, level: int
) -> Written:
    """A heading with the beginning of the text, and below it what there is to say."""
    text, newline = document.text, _newline_at(document, model)
    block = next(each for each in document.plan.blocks if each.span.start >= model.span.start)
    title = on_one_line(draft.text)
    short = compiled(_SENTENCE).match(title)
    shown = (short[0] if short else title).rstrip(" #")
    stamp = model.stamp
    numbered = compiled(_IDENTIFIER).match(text, block.lines[0].start)
    lead = next_number(numbered[0]) if numbered else ""
    dated = stamp is not None and stamp.span.start == block.lines[0].start
    if stamp is not None and dated:
        behind = compiled(_BEHIND_STAMP).match(text, stamp.span.end)
        after = behind.end() if behind else stamp.span.end
        lead = _restamped(text, Span(block.lines[0].start, after), stamp, draft.when)
    parts = _parts_of(draft, "" if dated else _date_of(entries, draft.when))
    body = [newline.join(written(draft.text, 2))] if shown != title or not parts else []
    pieces = "".join(_own_line(document, model, part, "", level) for part in parts)
    pieces = pieces.removeprefix(newline)
    content = (newline * 2).join([*body, pieces] if pieces else body)
    heading = f"{'#' * block.level} {lead}{shown}"
    labels = tuple(part.label for part in parts)
    if is_labelled(model):
        labels = (model.fields[0].label, *labels)
    return Written(f"{heading}{newline * 2}{content}", labels, newline * 2, heading=True)


def is_newest_first(entries: Sequence[LogEntry]) -> bool:
    """Whether the newest entry of a log stands at its top."""
    moments = [entry.stamp.assumed for entry in entries if entry.stamp and entry.stamp.assumed]
    falls = [before >= after for before, after in pairwise(moments)]
    return len(entries) == len(moments) > 2 and all(falls) and moments[0] > moments[-1]


def _gap_before(
    document: Document, model: LogEntry, entries: Sequence[LogEntry]
) -> tuple[str, str]:
    """What goes between the last entry and a new one, and the new one's margin."""
    text, lines = document.text, document.lines
    newline = _newline_at(document, model)
    margin = text[lines.start(lines.line_of(model.span.start)) : model.span.start]
    margin = compiled(r"[^ \t>]").sub(" ", margin)
    first = 1 if is_newest_first(entries) else len(entries) - 1
    between = text[entries[first - 1].span.end : entries[first].span.start] if first > 0 else ""
    alike = all(entry.form is model.form for entry in entries[max(0, first - 1) : first + 1])
    if alike and between and not between.strip(_BLANK):
        return between, margin
    tight = model.form in _LISTED and alike
    return (newline if tight else newline * 2) + margin, margin


def next_number(text: str) -> str:
    """The last number in a text made one higher; a text without any as it is."""
    numbers = list(compiled(_NUMBER).finditer(text))
    if not numbers or len(numbers[-1][0]) > 4:
        return text
    last = numbers[-1]
    higher = str(int(last[0]) + 1).zfill(len(last[0]))
    return text[: last.start()] + higher + text[last.end() :]


def _with_space(label: str) -> str:
    """A label with a space behind it, unless it ends in one or in a wide colon."""
    return label if label.endswith((" ", "\t", "：", "\n", "\r")) else f"{label} "


def _newline_at(document: Document, model: LogEntry) -> str:
    return newline_near(document, model.span.start)


def _newline_of(document: Document, draft: Draft) -> str:
    section = document.plan.section(draft.kind)
    return (
        document.source.newline if section is None else newline_near(document, section.span.start)
    )
