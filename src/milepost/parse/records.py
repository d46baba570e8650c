"""Entries of the living sections: decisions, surprises, outcomes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from milepost.parse.inline import find_code_spans, is_within
from milepost.parse.labels import LEADS, find_label_at, find_labels, normalise_label
from milepost.parse.passages import (
    Row,
    blocks_in,
    read_passages,
    read_rows,
    trimmed,
)
from milepost.parse.revisions import find_note_label
from milepost.parse.times import find_times
from milepost.parse.timestamps import read_mention, read_stamp
from milepost.parse.words import clean_wording
from milepost.plan.kinds import SectionKind
from milepost.plan.model import CODE_KINDS, BlockKind
from milepost.plan.placeholders import is_placeholder
from milepost.plan.records import LogEntry, RecordField, RecordForm
from milepost.plan.skeleton import is_guidance
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from milepost.parse.labels import Label
    from milepost.parse.passages import Passage
    from milepost.parse.reuse import KnownRecords
    from milepost.plan.model import Block, Section
    from milepost.plan.timestamp import Timestamp

_CHECKBOX = re.compile(r"\[[ xX~!-]\]\s")
_VALUE_START = re.compile(r"\s*[-*+]\s")
_VALUE_END = re.compile(r"[\s;|—–]*(?:\s[-*+]|\s[0-9]{1,9}[.)])?\s*$")
_VALUE_END_REACH = 20
_AROUND = " \t\r\n:：-–—,;/|"
_GROUP_TITLE = re.compile(
    r"[\s*_]*(?:milestone|phase|stage|step|round|m[0-9]|20[0-9]{2})", re.IGNORECASE
)
_DATES = ("date/author", "date")
_COLUMNS_ASIDE = frozenset({"", "#", "no", "no.", "id", "status", "author", *_DATES})


def read_records(
    text: str,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    by_kind: Mapping[SectionKind, int],
    known: Mapping[SectionKind, KnownRecords],
) -> tuple[LogEntry, ...]:
    """The entries of the Surprises, Decision Log and Outcomes sections, in file order.

    Every way of writing an entry that `RecordForm` names is read; what only says that there is
    none yet is left out. A section whose text is `known` is not read again.
    """
    entries: list[LogEntry] = []
    for kind in LEADS:
        index = by_kind.get(kind)
        if index is None:
            continue
        section, former = sections[index], known.get(kind)
        if former is not None and former.text == section.span.cut(text):
            by = section.span.start - former.start
            entries += (entry.shift(by) for entry in former.entries) if by else former.entries
            continue
        collector = _Collector(text, blocks, sections, kind)
        collector.read(section)
        entries += _finish(text, kind, collector.found)
    return tuple(sorted(entries, key=lambda entry: entry.span))


@dataclass(slots=True, eq=False, repr=False)
class _Draft:
    """An entry that may still grow."""

    form: RecordForm
    start: int
    content: Span
    """The paragraph that says what it is about."""
    end: int
    labels: list[Label]


class _Collector:
    """Finds what the entries of one section are made of."""

    def __init__(
        self, text: str, blocks: Sequence[Block], sections: Sequence[Section], kind: SectionKind
    ) -> None:
        self.found: list[_Draft | Row] = []
        self._text = text
        self._blocks = blocks
        self._kind = kind
        self._takes_list = False
        """Whether the next list is the value of the label before it."""
        self._children: dict[int | None, list[Section]] = defaultdict(list)
        for section in sections:
            self._children[section.parent].append(section)

    def read(self, section: Section) -> None:
        """Collects from a section and those under it."""
        before = len(self.found)
        self._takes_list = False
        passages = list(read_passages(self._text, blocks_in(self._blocks, section.own)))
        for passage, follower in zip(passages, [*passages[1:], None], strict=False):
            self._read_passage(passage, follower)
        self._drop_introduction(before)
        for child in self._children[section.index]:
            if self._is_entry(child):
                self._read_heading(child)
            else:
                self.read(child)

    def _read_passage(self, passage: Passage, follower: Passage | None) -> None:
        first = passage.blocks[0]
        if first.kind is BlockKind.TABLE:
            self.found += read_rows(self._text, first.span)
        elif passage.marker:
            self._read_list_item(passage)
            return
        elif first.kind is BlockKind.PARAGRAPH:
            self._read_paragraph(first, follower)
            return
        elif first.kind in CODE_KINDS and (draft := self._last()) is not None and draft.labels:
            draft.end = passage.span.end
        self._takes_list = False

    def _read_list_item(self, passage: Passage) -> None:
        draft = self._last()
        if self._takes_list and draft is not None:
            self._attach(draft, passage.blocks, passage.span.end)
            return
        first = passage.blocks[0]
        content = Span(_after_checkbox(self._text, first), first.span.end)
        if find_note_label(self._text, content, loose=False) is not None:
            return
        labels = list(self._labels_of(passage.blocks))
        label = labels[0] if labels and labels[0].span.start == content.start else None
        leads = label is not None and label.name in LEADS[self._kind]
        if label is not None and not leads and draft is not None and self._has_lead(draft):
            self._attach(draft, passage.blocks, passage.span.end)
            return
        form = RecordForm.CANONICAL if leads else RecordForm.BULLET
        if passage.marker[0].isdigit():
            form = RecordForm.NUMBERED
        span = passage.span
        self.found.append(_Draft(form, span.start, content, span.end, labels))

    def _read_paragraph(self, block: Block, follower: Passage | None) -> None:
        """One paragraph may hold several entries, each led by a label at a line's beginning."""
        self._takes_list = False
        if find_note_label(self._text, block.lines[0], loose=True) is not None:
            return
        announces = follower is not None and _announces(self._text, block, follower)
        labels = list(self._labels_of((block,)))
        starts_of_labels = [label.span.start for label in labels]
        starts = [0]
        starts += [row for row, line in enumerate(block.lines) if row and self._leads_at(line)]
        for first, after in pairwise([*starts, len(block.lines)]):
            content = Span(block.lines[first].start, block.lines[after - 1].end)
            low = bisect_left(starts_of_labels, content.start)
            high = bisect_left(starts_of_labels, content.end)
            self._read_piece(content, labels[low:high], announces=announces)

    def _read_piece(self, content: Span, labels: list[Label], *, announces: bool) -> None:
        label = labels[0] if labels and labels[0].span.start == content.start else None
        bare = label is not None and label.span.end >= content.end
        if announces and (label is None or (bare and self._kind is SectionKind.OUTCOMES)):
            return
        self._takes_list = announces
        draft = self._last()
        if label is not None and label.name not in LEADS[self._kind] and draft is not None:
            draft.labels += labels
            draft.end = content.end
            return
        leads = label is not None and label.name in LEADS[self._kind]
        form = RecordForm.LABELLED if leads else RecordForm.PROSE
        self.found.append(_Draft(form, content.start, content, content.end, labels))

    def _read_heading(self, section: Section) -> None:
        blocks = blocks_in(self._blocks, section.span)
        title = blocks[0].lines[0] if blocks[0].lines else section.heading
        end = max(block.span.end for block in blocks)
        labels = list(self._labels_of(blocks))
        self.found.append(_Draft(RecordForm.HEADING, section.heading.start, title, end, labels))

    def _is_entry(self, section: Section) -> bool:
        """Whether a sub-heading is itself an entry, rather than a heading over several."""
        blocks = blocks_in(self._blocks, section.own)
        passages = list(read_passages(self._text, blocks))
        if not passages or self._children[section.index]:
            return False
        paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
        if any(self._leads_at(line) for block in paragraphs for line in block.lines[:1]):
            return False
        listed = any(passage.marker for passage in passages)
        if self._kind is not SectionKind.DECISIONS:
            return not listed
        only_listed = listed and all(passage.marker for passage in passages)
        plain = not any(True for _ in self._labels_of(blocks))
        return not (only_listed and plain and _GROUP_TITLE.match(section.title))

    def _drop_introduction(self, before: int) -> None:
        """Removes undated prose in front of a list: it says what belongs there."""
        forms = [None if isinstance(entry, Row) else entry.form for entry in self.found[before:]]
        if self._kind is SectionKind.OUTCOMES or set(forms) <= {RecordForm.PROSE}:
            return
        while forms[0] is RecordForm.PROSE:
            entry = self.found[before]
            if isinstance(entry, Row) or read_stamp(self._text, entry.content) is not None:
                return
            del self.found[before], forms[0]

    def _labels_of(self, blocks: Iterable[Block]) -> Iterator[Label]:
        for block in blocks:
            code: tuple[Span, ...] | None = None
            for row, line in enumerate(block.lines):
                start = line.start if row else _after_checkbox(self._text, block)
                for label in find_labels(self._text, Span(start, max(start, line.end))):
                    code = find_code_spans(self._text, block.span) if code is None else code
                    # A wrapped line that begins with a word and a colon is mere prose.
                    wrapped = row and label.span.start == start and self._text[start].islower()
                    if not wrapped and not is_within(code, label.span.start):
                        yield label

    def _leads_at(self, line: Span) -> bool:
        label = find_label_at(self._text, line)
        return label is not None and label.name in LEADS[self._kind]

    def _has_lead(self, draft: _Draft) -> bool:
        return bool(draft.labels) and draft.labels[0].name in LEADS[self._kind]

    def _attach(self, draft: _Draft, blocks: Sequence[Block], end: int) -> None:
        draft.labels += self._labels_of(blocks)
        draft.end = end

    def _last(self) -> _Draft | None:
        last = self.found[-1] if self.found else None
        return last if isinstance(last, _Draft) else None


def _after_checkbox(text: str, block: Block) -> int:
    start = block.lines[0].start if block.lines else block.span.start
    box = _CHECKBOX.match(text, start, block.span.end)
    return start if box is None else box.end()


def _announces(text: str, block: Block, follower: Passage) -> bool:
    """Whether a paragraph ends in a colon and a list or table follows."""
    if not block.span.cut(text).rstrip(" *_").endswith((":", "：")):
        return False
    return bool(follower.marker) or follower.blocks[0].kind is BlockKind.TABLE


def _finish(text: str, kind: SectionKind, found: Iterable[_Draft | Row]) -> Iterator[LogEntry]:
    for raw in found:
        entry = _from_row(text, kind, raw) if isinstance(raw, Row) else _from_draft(text, kind, raw)
        if not (is_placeholder(entry.text) or is_guidance(entry.span.cut(text))):
            yield entry


def _from_row(text: str, kind: SectionKind, row: Row) -> LogEntry:
    fields = tuple(
        RecordField(normalise_label(name), span, clean_wording(span.cut(text)))
        for name, span in row.cells
    )
    own = [part for part in fields if part.label in LEADS[kind]]
    own += [part for part in fields if part.label not in _COLUMNS_ASIDE]
    wording = next((part.text for part in own), "")
    stamp = _first_dated(text, fields) or read_mention(text, row.span)
    named = tuple(part for part in fields if part.label)
    return LogEntry(kind, RecordForm.TABLE, row.span, wording, named, stamp)


def _from_draft(text: str, kind: SectionKind, draft: _Draft) -> LogEntry:
    labels = sorted(draft.labels, key=lambda label: label.span)
    edges = [*(label.span.start for label in labels), draft.end]
    fields = tuple(_field(text, label, edge) for label, edge in zip(labels, edges[1:], strict=True))
    content = draft.content
    lead = labels[0] if labels and labels[0].span.start == content.start else None
    start, edge = (content.start, edges[0]) if lead is None else (lead.span.end, edges[1])
    own = _value_in(text, start, max(start, min(edge, content.end)))
    if lead is not None and not len(own):
        own = fields[0].span
    wording, stamp = _wording(text, own)
    span = Span(draft.start, draft.end)
    noted = None if lead is None or lead.note is None else read_mention(text, lead.note)
    stamp = _first_dated(text, fields) or noted or stamp or read_mention(text, span)
    return LogEntry(kind, draft.form, span, wording, fields, stamp)


def _field(text: str, label: Label, edge: int) -> RecordField:
    value = _value_in(text, label.span.end, max(label.span.end, edge))
    return RecordField(label.name, value, clean_wording(value.cut(text)))


def _value_in(text: str, start: int, end: int) -> Span:
    """What stands between two labels, less the bullets and dashes that belong to neither."""
    bullet = _VALUE_START.match(text, start, end)
    first = start if bullet is None else bullet.end()
    tail = _VALUE_END.search(text, max(first, end - _VALUE_END_REACH), end)
    return trimmed(text, Span(first, end if tail is None else max(first, tail.start())))


def _wording(text: str, span: Span) -> tuple[str, Timestamp | None]:
    """The wording on one line, without its stamp and half a pair of bold marks."""
    stamp = read_stamp(text, span)
    wording = clean_wording(span.cut(text))
    if stamp is not None and not text[span.start : stamp.span.start].strip(" *_"):
        wording = clean_wording(text[stamp.span.end : span.end]).lstrip(_AROUND)
    elif stamp is not None and not text[stamp.span.end : span.end].strip(" .。*_"):
        wording = clean_wording(text[span.start : stamp.span.start]).rstrip(_AROUND)
    if wording.count("**") % 2:
        wording = wording.replace("**", "", 1)
    return wording, stamp


def _first_dated(text: str, fields: Iterable[RecordField]) -> Timestamp | None:
    """The time in a date field; a readable one before a placeholder."""
    times = [
        time for part in fields if part.label in _DATES for time in find_times(text, part.span)
    ]
    return next((time for time in times if not time.problem), times[0] if times else None)
