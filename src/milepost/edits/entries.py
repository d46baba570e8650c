"""Adding entries to the living sections, in the form that each of them uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.draft import Draft
from milepost.edits.entry_forms import Written, canonical_entry, is_newest_first, like
from milepost.edits.rereading import entry_facts, item_facts, remarks_on, section_facts
from milepost.edits.sections import end_of_section, insert_before, insert_section
from milepost.edits.typed import typed_lines
from milepost.parse.checklist import find_bullet
from milepost.plan.kinds import SectionKind
from milepost.plan.living import entries_of
from milepost.plan.model import BlockKind
from milepost.plan.placeholders import is_placeholder
from milepost.plan.query import blocks_within
from milepost.plan.records import RecordForm
from milepost.plan.skeleton import is_guidance
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from milepost.document import Document
    from milepost.plan.model import Block, Section
    from milepost.plan.records import LogEntry

_LEVELS = range(3)


def append_decision(
    document: Document, text: str, rationale: str, when: datetime, author: str = ""
) -> EditSet | None:
    """Adds a decision to the Decision Log, dated and with its author; see `append_entry`."""
    draft = Draft(SectionKind.DECISIONS, text, when, rationale=rationale, author=author)
    return append_entry(document, draft)


def append_surprise(document: Document, text: str, evidence: str, when: datetime) -> EditSet | None:
    """Adds an observation with what proves it; see `append_entry`."""
    return append_entry(document, Draft(SectionKind.SURPRISES, text, when, evidence=evidence))


def append_outcome(document: Document, text: str, when: datetime) -> EditSet | None:
    """Adds an outcome; see `append_entry`."""
    return append_entry(document, Draft(SectionKind.OUTCOMES, text, when))


def append_entry(document: Document, draft: Draft) -> EditSet | None:
    """Adds an entry behind the others of its section, written as they are.

    The first one takes the place of what says that there is none yet, and has the form that the
    format asks for. A section that is missing is added. `None` for an entry without words, and
    where it would not be read as one more entry that says what was given.
    """
    if not typed_lines(draft.text):
        return None
    section = document.plan.section(draft.kind)
    if section is not None:
        return _append(document, section, draft)
    added = insert_section(document, draft.kind)
    prepared = document.edited(added) if added else document
    section = prepared.plan.section(draft.kind)
    edits = None if section is None else _append(prepared, section, draft)
    return None if edits is None else diff_edits(document.text, edits.apply(prepared.text))


def _append(document: Document, section: Section, draft: Draft) -> EditSet | None:
    for edits, written in _candidates(document, section, draft):
        if _is_meant(document, document.edited(edits), draft, written):
            return edits
    return None


def _candidates(
    document: Document, section: Section, draft: Draft
) -> Iterator[tuple[EditSet, Written]]:
    entries = entries_of(document.plan, draft.kind)
    nothing = _find_nothing(document, section)
    if nothing is not None and all(entry.form is RecordForm.PROSE for entry in entries):
        for level in _LEVELS:
            written = canonical_entry(document, entries, draft, level)
            yield EditSet.replace(nothing, written.text), written
    if entries:
        model = _model_of(entries)
        for level in _LEVELS:
            written = like(document, model, entries, draft, level)
            yield _beside(entries, written), written
    for level in _LEVELS:
        written = canonical_entry(document, entries, draft, level)
        edits = insert_before(document, end_of_section(document, section), written.text)
        if edits is not None:
            yield edits, written


def _model_of(entries: tuple[LogEntry, ...]) -> LogEntry:
    """The entry that a new one is to resemble: the newest one that is more than prose."""
    if is_newest_first(entries):
        return entries[0]
    formed = [entry for entry in entries if entry.form is not RecordForm.PROSE]
    led = [entry for entry in formed if entry.fields and entry.fields[0].label == "outcome"]
    return (led or formed or entries)[-1]


def _beside(entries: tuple[LogEntry, ...], written: Written) -> EditSet:
    if is_newest_first(entries):
        at, text = entries[0].span.start, written.text + written.gap
        return EditSet((TextEdit.insert(at, text),))
    return EditSet((TextEdit.insert(entries[-1].span.end, written.gap + written.text),))


def _find_nothing(document: Document, section: Section) -> Span | None:
    """Where a section says only that there is nothing yet: the last such run of its blocks."""
    run: list[Block] = []
    for block in reversed(blocks_within(document.plan, section.own)):
        wording = " ".join(block.span.cut(document.text).split())
        if is_guidance(wording) or (block.lines and is_placeholder(wording)):
            run.append(block)
        elif run:
            break
    if not run or any(block.quoted or block.kind is BlockKind.HEADING for block in run):
        return None
    start = run[-1].span.start
    bullet = find_bullet(document.text, start) if run[-1].leads_item else None
    return Span(start if bullet is None else bullet.start, run[0].span.end)


def _is_meant(before: Document, after: Document, draft: Draft, written: Written) -> bool:
    """Whether one entry was added that says what was given, and all else is as it was."""
    old, new = entry_facts(before.plan.records), entry_facts(after.plan.records)
    if len(new) <= len(old):  # What stood alone is read as an introduction now.
        old = [facts for facts in old if facts[0] is not draft.kind]
    if len(new) != len(old) + 1 or not _is_else_the_same(before, after, written):
        return False
    at = next((at for at, facts in enumerate(old) if facts != new[at]), len(old))
    added = after.plan.records[at]
    return new[:at] + new[at + 1 :] == old and _says(added, after, draft, written)


def _says(added: LogEntry, after: Document, draft: Draft, written: Written) -> bool:
    """Whether an entry is read as saying what was given, each part under its label."""
    # A table has its columns, and an outcome may say of itself that it is a lesson.
    free = added.form is RecordForm.TABLE or draft.kind is SectionKind.OUTCOMES
    labels = [part.label for part in added.fields]
    read, words = _letters(added.text), _letters(draft.text)
    said = _letters(added.span.cut(after.text))
    given = (draft.text, draft.rationale, draft.evidence, draft.author)
    return (
        added.section is draft.kind
        and (free or sorted(labels) == sorted(written.labels))
        and (read in words or words in read)
        and all(_letters(each) in said for each in given)
    )


def _is_else_the_same(before: Document, after: Document, written: Written) -> bool:
    headings = section_facts(after.plan.sections)
    if written.heading:
        kept = section_facts(before.plan.sections)
        at = next((at for at, facts in enumerate(kept) if facts != headings[at]), len(kept))
        del headings[at : at + 1]
    return (
        headings == section_facts(before.plan.sections)
        and remarks_on(before) == remarks_on(after)
        and item_facts(before, before.plan.items) == item_facts(after, after.plan.items)
        and len(before.plan.revision_notes) == len(after.plan.revision_notes)
    )


def _letters(text: str) -> str:
    """What remains of a text whatever it is wrapped in."""
    return "".join(filter(str.isalnum, text))
