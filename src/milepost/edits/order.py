"""Operations on the order of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.sections import end_of_section, is_verbatim
from milepost.plan.canon import normalise_title
from milepost.plan.order import rank_of, staying_sections
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.document import Document
    from milepost.plan.model import Section

_BLANK = " \t\r\n"


def move_section(document: Document, section: Section) -> EditSet | None:
    """Moves a misplaced section behind the nearest of those in order that ought to precede it.

    Where none does, it goes before the first one. Revision notes at its bottom stay where they
    are. `None` where its text, or that before its new place, ends in code or a comment that never
    ends, and where a second section of its title would take its part.
    """
    if _has_twin(document, section):
        return None
    text, newline = document.text, document.source.newline
    end = section.span.start + len(
        text[section.span.start : end_of_section(document, section)].rstrip(_BLANK)
    )
    moved = text[section.span.start : end]
    kept = staying_sections(document.plan)
    before = [each for each in kept if rank_of(each) < rank_of(section)]
    if before:
        boundary = end_of_section(document, before[-1])
        at = before[-1].span.start + len(text[before[-1].span.start : boundary].rstrip(_BLANK))
        if is_verbatim(document, at - 1):
            return None
        gap = text[at : at + 2 * len(newline)]
        after = newline if gap.strip(_BLANK) else ""
        insertion = TextEdit.insert(at, f"{newline * 2}{moved}{after}")
    else:
        insertion = TextEdit.insert(_line_start(document, kept[0]), f"{moved}{newline * 2}")
    if is_verbatim(document, end - 1):
        return None
    return EditSet.of((insertion, TextEdit.delete(_with_gap(document, section, end))))


def move_sections(document: Document, sections: Sequence[Section]) -> EditSet | None:
    """Moves misplaced sections as `move_section` does, as many as can be moved at once.

    Those that go to the same place do so in the format's order. The others stay for another time:
    where one lies within another, or next to where another goes. `None` when none can be moved.
    """
    taken: dict[Span, str] = {}
    for section in sorted(sections, key=rank_of):
        edits = move_section(document, section)
        if edits is None or any(_touches(edit, each) for edit in edits.edits for each in taken):
            continue
        for edit in edits.edits:
            taken[edit.span] = taken.get(edit.span, "") + edit.text
    moved = EditSet.of(TextEdit(span, text) for span, text in taken.items())
    return moved or None


def _touches(edit: TextEdit, other: Span) -> bool:
    """Whether an edit meets another one; two insertions at one place do not."""
    if edit.span == other and not len(other):
        return False
    return edit.span.start <= other.end and other.start <= edit.span.end


def _has_twin(document: Document, section: Section) -> bool:
    title = normalise_title(section.title)
    return any(
        each is not section and each.level == section.level and normalise_title(each.title) == title
        for each in document.plan.sections
    )


def _line_start(document: Document, section: Section) -> int:
    return document.lines.start(document.lines.line_of(section.span.start))


def _with_gap(document: Document, section: Section, end: int) -> Span:
    """The section with the blank lines behind it; with those before it where it is the last."""
    text, content = document.text, document.plan.content
    following = text[end : content.end]
    if following.strip(_BLANK):
        return Span(section.span.start, end + len(following) - len(following.lstrip(_BLANK)))
    before = text[content.start : section.span.start].rstrip(_BLANK)
    return Span(content.start + len(before), end)
