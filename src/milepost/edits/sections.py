"""Operations on whole sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.model import BlockKind, NoteKind
from milepost.plan.patterns import compiled
from milepost.plan.skeleton import SKELETON
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.document import Document
    from milepost.plan.model import Section

_VERBATIM_HTML = (
    (r"\s*<!--", r"-->"),
    (r"\s*<\?", r"\?>"),
    (r"\s*<!\[CDATA\[", r"\]\]>"),
    (r"\s*<![A-Za-z]", r">"),
    (r"(?i)\s*<(?:script|pre|style|textarea)\b", r"(?i)</(?:script|pre|style|textarea)>"),
)
"""How HTML begins that a blank line does not end, and what does end it."""


def insert_section(document: Document, kind: SectionKind) -> EditSet | None:
    """Adds a standard section with its skeleton at its canonical place.

    It goes behind the nearest section that ought to stand before it, or before the one that
    ought to follow where the file has another order; revision notes stay at the bottom. `None`
    when the plan has the section, or when the place lies in code or a comment that never ends.
    Insertions of several kinds at one place, joined in canonical order, give what inserting one
    after the other gives.
    """
    if document.plan.section(kind) is not None:
        return None
    boundary, level = _find_place(document, kind)
    section = f"{'#' * level} {kind.title}\n\n{SKELETON[kind]}"
    return insert_before(document, boundary, section.replace("\n", document.source.newline))


def insert_sections(document: Document, kinds: Iterable[SectionKind]) -> EditSet:
    """Adds those of the sections that can be added, each at its place as `insert_section` does."""
    added: dict[Span, str] = {}
    for kind in sorted(kinds, key=ORDER.index):
        one = insert_section(document, kind)
        for edit in one.edits if one else ():
            added[edit.span] = added.get(edit.span, "") + edit.text
    return EditSet.of(TextEdit(span, text) for span, text in added.items())


def begin_checklist(document: Document, text: str) -> EditSet | None:
    """Adds the first open item to a Progress section without any, below what is written there.

    `None` without such a section, or when it ends in code or a comment that never ends.
    """
    progress = document.plan.section(SectionKind.PROGRESS)
    if progress is None:
        return None
    return insert_before(document, progress.own.end, f"- [ ] {text}")


def _find_place(document: Document, kind: SectionKind) -> tuple[int, int]:
    """The offset before which the section belongs, and its heading level."""
    plan = document.plan
    rank = ORDER.index(kind)
    before = next(filter(None, map(plan.section, reversed(ORDER[:rank]))), None)
    after = next(filter(None, map(plan.section, ORDER[rank + 1 :])), None)
    if before is not None and (after is None or before.index < after.index):
        return end_of_section(document, before), before.level
    if after is not None:
        return after.span.start, after.level
    return plan.content.end, 2


def end_of_section(document: Document, section: Section) -> int:
    """Where a section's text ends: before revision notes at its bottom and a rule above them."""
    end = section.span.end
    for note in reversed(document.plan.revision_notes):
        if section.body.contains(note.span) and _is_blank(document, note.span.end, end):
            end = note.span.start
    if end == section.span.end:
        return end
    for block in document.plan.blocks:
        rule = block.kind is BlockKind.RULE and section.body.contains(block.span)
        if rule and block.span.end <= end and _is_blank(document, block.span.end, end):
            end = block.span.start
    return end


def _is_blank(document: Document, start: int, end: int) -> bool:
    return start <= end and not document.text[start:end].strip()


def insert_before(document: Document, boundary: int, paragraph: str) -> EditSet | None:
    """Puts a paragraph behind the last character that is not blank before `boundary`."""
    content = document.plan.content
    newline = document.source.newline
    before = document.text[content.start : boundary].rstrip(" \t\r\n")
    if not before:
        return EditSet.replace(Span(content.start, content.start), f"{paragraph}{newline}{newline}")
    at = content.start + len(before)
    if is_verbatim(document, at - 1):
        return None
    return EditSet.replace(Span(at, at), f"{newline}{newline}{paragraph}")


def is_verbatim(document: Document, offset: int) -> bool:
    """Whether text added behind the character at `offset` would become code or a comment."""
    for note in document.notes:
        if note.kind is NoteKind.UNCLOSED_FENCE and document.plan.content.contains(note.span):
            return True
    return any(
        block.kind is BlockKind.HTML and offset in block.span and _is_open(document, block.span)
        for block in document.plan.blocks
    )


def _is_open(document: Document, html: Span) -> bool:
    text = html.cut(document.text)
    for opening, closing in _VERBATIM_HTML:
        if compiled(opening).match(text):
            return compiled(closing).search(text) is None
    return False
