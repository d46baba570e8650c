"""Which sections are folded, and which of them they are after an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.tui.painting import map_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from milepost.document import Document
    from milepost.plan.model import Plan, Section
    from milepost.text import EditSet, Span


def can_fold(document: Document, section: Section) -> bool:
    """Whether a fold would leave anything out. The title is no section: the plan stands in it."""
    is_title = section.level == 1 and section.heading == document.plan.title_span
    return not is_title and bool(section.body.cut(document.text).strip())


def top_sections(document: Document) -> tuple[int, ...]:
    """The sections to fold for a view of the whole plan: those within no other but the title."""
    sections = document.plan.sections
    top: list[int] = []
    end = 0
    for section in sections:
        if section.span.start >= end and can_fold(document, section):
            top.append(section.index)
            end = section.span.end
    return tuple(top)


def section_to_fold(document: Document, index: int, folded: Collection[int]) -> int | None:
    """The innermost section around one that is still unfolded; that one itself comes first."""
    at: int | None = index
    while at is not None:
        section = document.plan.sections[at]
        if at not in folded and can_fold(document, section):
            return at
        at = section.parent
    return None


def folds_over(document: Document, folded: Iterable[int], span: Span) -> set[int]:
    """The folds that leave any of `span` out, which may be empty.

    Who goes to the whole of a heading wants to read on: that section's fold is one of them.
    """
    over: set[int] = set()
    for index in folded:
        section = document.plan.sections[index]
        body = section.body
        # The place after the last character belongs to what is before it.
        end = body.end + (body.end == len(document.text))
        is_in = body.start <= span.start < end
        if is_in or span.start < body.start < span.end or span == section.heading:
            over.add(index)
    return over


def carry_folds(old: Plan, new: Plan, edits: EditSet, folded: Iterable[int]) -> tuple[int, ...]:
    """The folded sections of `old` in `new`, which `edits` made of it.

    A section is the same when its heading was not touched, or else when it has the same heading
    elsewhere, or another one over much the same text. What is none of these is new, and unfolded.
    """
    now = _untouched(old, new, edits)
    # Sections that are not folded, too: none may be taken for another one.
    for names in (_path, _heading):
        now.update(_find_alike(old, new, now, names))
    taken = set(now.values())
    for index in folded:
        if index not in now:
            found = _find_by_place(old.sections[index], new.sections, taken, edits)
            if found is not None:
                now[index] = found
                taken.add(found)
    return tuple(sorted(now[index] for index in folded if index in now))


def _untouched(old: Plan, new: Plan, edits: EditSet) -> dict[int, int]:
    places = {section.heading: section.index for section in new.sections}
    spans = map_spans(edits, (section.heading for section in old.sections))
    found: dict[int, int] = {}
    for index, span in enumerate(spans):
        place = None if span is None else places.get(span)
        if place is not None:
            found[index] = place
    return found


def _find_alike(
    old: Plan, new: Plan, known: Mapping[int, int], names: Callable[[Plan, Section], object]
) -> dict[int, int]:
    """Sections that are not known yet and have the same names as before, in order."""
    left: dict[object, list[int]] = {}
    taken = set(known.values())
    for section in new.sections:
        if section.index not in taken:
            left.setdefault(names(new, section), []).append(section.index)
    found: dict[int, int] = {}
    for section in old.sections:
        alike = [] if section.index in known else left.get(names(old, section), [])
        if alike:
            found[section.index] = alike.pop(0)
    return found


def _heading(_: Plan, section: Section) -> tuple[object, ...]:
    return section.level, section.title


def _path(plan: Plan, section: Section) -> tuple[object, ...]:
    around = () if section.parent is None else _path(plan, plan.sections[section.parent])
    return (*around, *_heading(plan, section))


def _find_by_place(
    section: Section, new: Sequence[Section], taken: Collection[int], edits: EditSet
) -> int | None:
    if 2 * sum(_removed(section.body, edits)) > len(section.body):
        return None
    at = edits.map_near(section.heading.end)
    return next(
        (
            each.index
            for each in new
            if each.index not in taken and each.heading.start <= at <= each.body.start
        ),
        None,
    )


def _removed(span: Span, edits: EditSet) -> Iterator[int]:
    """How many characters of `span` each of the edits that reach into it takes away."""
    for edit in edits.edits:
        yield max(0, min(edit.span.end, span.end) - max(edit.span.start, span.start))
