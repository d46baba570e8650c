"""How an entry of a living section is written, by the form that its log has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from milepost.edits.entry_heads import (
    LISTED,
    head_of,
    leading_time,
    next_identifier,
    next_number,
    with_space,
)
from milepost.edits.records import label_for
from milepost.edits.typed import (
    as_code,
    indented,
    newline_near,
    on_one_line,
    typed_lines,
    verbatim_lines,
    written,
)
from milepost.parse.labels import LEADS, normalise_label
from milepost.parse.passages import read_rows
from milepost.plan.kinds import SectionKind
from milepost.plan.living import is_labelled
from milepost.plan.patterns import compiled
from milepost.plan.records import RecordForm
from milepost.plan.timestamp import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.document import Document
    from milepost.edits.draft import Draft
    from milepost.plan.records import LogEntry, RecordField

_LEAD = {SectionKind.DECISIONS: "decision", SectionKind.SURPRISES: "observation"}
_SENTENCE = r".{1,80}?[.!?。！？](?=\s|$)|.{1,80}(?=\s|$)|.{1,80}"
_NUMBER_BEFORE = r"^[^\w\r\n]*[0-9]+[.)][ \t]*"
"""What may be left of a value before the next label."""
_BLANK = " \t\r\n"
_NUMBERS = ("#", "no", "no.", "id")
_ASIDE = frozenset(
    ("", *_NUMBERS, "status", "author", "date/author", "date", "rationale", "evidence")
)
"""Columns that are not for what was decided or observed."""


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
    head = head_of(document, model, draft.when)
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


def _date_of(entries: Sequence[LogEntry], when: datetime) -> str:
    """The time as precisely as the last entry that has one names its own."""
    stamps = [entry.stamp for entry in entries if entry.stamp is not None]
    by_day = bool(stamps) and stamps[-1].precision is Precision.DAY
    return f"{when:%Y-%m-%d}" if by_day else f"{when:%Y-%m-%d %H:%MZ}"


def _parts_of(draft: Draft, stamp: str) -> list[_Part]:
    """What an entry says besides its text; an undated one has its author alone."""
    parts = []
    if typed_lines(draft.rationale):
        parts.append(_Part("rationale", draft.rationale))
    if draft.kind is SectionKind.DECISIONS:
        author = on_one_line(draft.author)
        if stamp:
            parts.append(_Part("date/author", f"{stamp} / {author}" if author else stamp))
        elif author:
            parts.append(_Part("author", author))
    if typed_lines(draft.evidence):  # Control characters alone show nothing.
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
    label = document.text[before : fields[0].span.start]
    label = with_space(compiled(_NUMBER_BEFORE).sub(" ", label))
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
    at = _column_of_text(names, draft.kind)
    loose = [value for label, value in values.items() if label not in names or label == names[at]]
    cells = [values.get(name, "") for name in names]
    if names[0] in _NUMBERS:
        cells[0] = next_number(row.cells[0][1].cut(text))
    cells[at] = " — ".join([on_one_line(draft.text), *loose])
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
    lead = next_identifier(text, block.lines[0].start)
    dated = stamp is not None and stamp.span.start == block.lines[0].start
    if stamp is not None and dated:
        lead = leading_time(text, block.lines[0].start, stamp, draft.when)
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
    tight = model.form in LISTED and alike
    return (newline if tight else newline * 2) + margin, margin


def _newline_at(document: Document, model: LogEntry) -> str:
    return newline_near(document, model.span.start)


def _newline_of(document: Document, draft: Draft) -> str:
    section = document.plan.section(draft.kind)
    return (
        document.source.newline if section is None else newline_near(document, section.span.start)
    )
