"""Putting a section back as it was in another version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.sections import end_of_section, insert_before
from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Plan, Section

_LINE_END = r"\r\n|\r|\n"


def find_sections_named(plan: Plan, name: str) -> dict[str, Section]:
    """The sections a person may mean, by names that tell them apart.

    By title, alone or behind that of what they stand in, or by another name of a standard section.
    Of several that no name tells apart, the first.
    """
    wanted = normalise_title(name)
    found: dict[str, Section] = {}
    for section in plan.sections:
        parent = None if section.parent is None else plan.sections[section.parent]
        full = section.title if parent is None else f"{parent.title} / {section.title}"
        if wanted in (normalise_title(section.title), normalise_title(full)):
            found.setdefault(full, section)
    kind = classify_title(name)
    standard = None if kind is None else plan.section(kind)
    if not found and standard is not None:
        found[standard.title] = standard
    return found


def counterpart_of(section: Section, plan: Plan, former: Plan) -> Section | None:
    """The same section of `former` in another version of its plan; `None` when it is gone.

    Sections of the same title, such as a milestone's in Progress and in the Plan of Work, are told
    apart by what they stand in, and then by their order.
    """
    if section.kind is not None:
        return plan.section(section.kind)
    home = _home_of(section, former)
    twins = _namesakes(section, former)
    found = _namesakes(section, plan)
    at_home = [each for each in found if _home_of(each, plan) == home]
    if at_home:
        rank = [each.index for each in twins if _home_of(each, former) == home].index(section.index)
        return at_home[rank] if rank < len(at_home) else None
    # What it stood in may have another title now, or it was moved.
    taken = {_home_of(each, former) for each in twins}
    return next((each for each in found if _home_of(each, plan) not in taken), None)


def _namesakes(section: Section, plan: Plan) -> list[Section]:
    """All sections of a plan with the title of this one, itself among them."""
    wanted = normalise_title(section.title)
    return [each for each in plan.sections if normalise_title(each.title) == wanted]


def _home_of(section: Section, plan: Plan) -> str:
    """The title of what a section stands in; empty for the plan itself, whatever its title."""
    parent = None if section.parent is None else plan.sections[section.parent]
    return "" if parent is None or parent.level == 1 else normalise_title(parent.title)


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
    current = counterpart_of(section, document.plan, former.plan)
    if current is None:
        return insert_before(document, _place_of(document, former, section), restored)
    held = own_text(document, current)
    start = current.span.start
    edits = EditSet.replace(Span(start, start + len(held)), restored)
    # What reads as it did is not touched: it has not changed, and is not marked as if it had.
    return diff_edits(document.text, edits.apply(document.text))


def _place_of(document: Document, former: Document, section: Section) -> int:
    """The offset before which a section belongs that is gone."""
    siblings = [each for each in former.plan.sections if each.parent == section.parent]
    for sibling in reversed(siblings[: siblings.index(section)]):
        current = counterpart_of(sibling, document.plan, former.plan)
        if current is not None:
            return end_of_section(document, current)
    for sibling in siblings[siblings.index(section) + 1 :]:
        current = counterpart_of(sibling, document.plan, former.plan)
        if current is not None:
            return current.span.start
    parent = None if section.parent is None else former.plan.sections[section.parent]
    home = None if parent is None else counterpart_of(parent, document.plan, former.plan)
    return document.plan.content.end if home is None else end_of_section(document, home)
