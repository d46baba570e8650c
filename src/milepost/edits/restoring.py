"""Putting a section back as it was in another version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.sections import end_of_section, insert_before
from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Plan, Section

_LINE_END = r"\r\n|\r|\n"


def find_section_named(plan: Plan, name: str) -> Section | None:
    """The section a person means: by its title, or another name of a standard section."""
    wanted = normalise_title(name)
    for section in plan.sections:
        if normalise_title(section.title) == wanted:
            return section
    kind = classify_title(name)
    return None if kind is None else plan.section(kind)


def counterpart_of(section: Section, plan: Plan) -> Section | None:
    """The same section in another version of its plan."""
    if section.kind is not None:
        return plan.section(section.kind)
    wanted = normalise_title(section.title)
    same = (each for each in plan.sections if normalise_title(each.title) == wanted)
    return next(same, None)


def own_text(document: Document, section: Section) -> str:
    """Heading and text of a section, less revision notes and blank lines at its bottom."""
    end = end_of_section(document, section)
    return document.text[section.span.start : end].rstrip(" \t\r\n")


def restore_section(document: Document, former: Document, section: Section) -> EditSet | None:
    """Makes a section read as `section` of a former version does; no edits when it does.

    A section that is gone comes back behind the one that stood before it, as far as that is still
    there. `None` when it would become part of code or of a comment that never ends.
    """
    restored = own_text(former, section)
    restored = compiled(_LINE_END).sub(document.source.newline, restored)
    current = counterpart_of(section, document.plan)
    if current is None:
        return insert_before(document, _place_of(document, former, section), restored)
    held = own_text(document, current)
    start = current.span.start
    edits = EditSet.replace(Span(start, start + len(held)), restored)
    return edits if restored != held else EditSet()


def _place_of(document: Document, former: Document, section: Section) -> int:
    """The offset before which a section belongs that is gone."""
    siblings = [each for each in former.plan.sections if each.level == section.level]
    for sibling in reversed(siblings[: siblings.index(section)]):
        current = counterpart_of(sibling, document.plan)
        if current is not None:
            return end_of_section(document, current)
    for sibling in siblings[siblings.index(section) + 1 :]:
        current = counterpart_of(sibling, document.plan)
        if current is not None:
            return current.span.start
    return document.plan.content.end
