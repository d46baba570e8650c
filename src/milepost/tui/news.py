"""What is new in a plan since the person looked, as marks that move with their text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.document import Document
    from milepost.plan.model import Plan
    from milepost.text import EditSet
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout import Row

FRESH_FOR = timedelta(minutes=2)
"""As long as the plan counts as being worked on."""
RECENT_FOR = timedelta(hours=1)
_NEVER = datetime.min.replace(tzinfo=UTC)
LISTED_DEPTH = 3
"""The deepest level of headings that the outline lists; deeper ones are told of above them."""


class Age(IntEnum):
    """How long ago something changed."""

    FRESH = 0
    RECENT = 1
    OLDER = 2


class Kind(NamedTuple):
    """Who changed something, and how long ago. The least of several is what is shown."""

    own: bool
    age: Age

    @property
    def look(self) -> str:
        """A component of the theme."""
        return f"{'own' if self.own else 'changed'}-{self.age.name.lower()}"

    def sign(self, glyphs: Glyphs) -> str:
        """Its sign; it tells author and age without colours."""
        return (glyphs.own if self.own else glyphs.changed)[self.age]


class Mark(NamedTuple):
    """Characters that were changed; none where something was only taken away."""

    start: int
    end: int
    own: bool
    """Whether the person did it."""
    at: datetime


class Shown(NamedTuple):
    """A mark, or several in a row, as of one moment."""

    start: int
    end: int
    kind: Kind


def marks_of(edits: EditSet, at: datetime, *, own: bool) -> Iterator[Mark]:
    """The marks of edits, in the text that they lead to."""
    shift = 0
    for edit in edits.edits:
        start = edit.span.start + shift
        yield Mark(start, start + len(edit.text), own, at)
        shift += edit.growth


def carry_marks(
    marks: Sequence[Mark], edits: EditSet, at: datetime, *, own: bool
) -> tuple[Mark, ...]:
    """The marks after edits, which leave marks of their own; sorted and disjoint as before."""
    return tuple(_joined(merge(_kept(marks, edits), marks_of(edits, at, own=own))))


def _kept(marks: Iterable[Mark], edits: EditSet) -> Iterator[Mark]:
    """What edits leave of marks, where it stands by then."""
    changes = edits.edits
    at = shift = 0
    for mark in marks:
        # The place of something that was taken away goes with what touches it.
        before = mark.start - (mark.start == mark.end)
        while at < len(changes) and changes[at].span.end <= before:
            shift += changes[at].growth
            at += 1
        if mark.start == mark.end:
            if at == len(changes) or changes[at].span.start > mark.start:
                yield mark._replace(start=mark.start + shift, end=mark.end + shift)
            continue
        start, local, number = mark.start, shift, at
        while number < len(changes) and changes[number].span.start < mark.end:
            span = changes[number].span
            if span.start > start:
                yield mark._replace(start=start + local, end=span.start + local)
            start = max(start, span.end)
            local += changes[number].growth
            number += 1
        if start < mark.end:
            yield mark._replace(start=start + local, end=mark.end + local)


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks, those of one change that touch each other as one."""
    last: Mark | None = None
    for mark in marks:
        if last is not None and mark.start <= last.end and mark[2:] == last[2:]:
            last = last._replace(end=max(last.end, mark.end))
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last


def winnow(marks: Iterable[Mark], *differences: EditSet) -> tuple[Mark, ...]:
    """The marks where there still is a difference to any of the texts that edits lead from."""
    kept = tuple(marks)
    touched = [_touched(kept, edits) for edits in differences]
    return tuple(mark for mark, *told in zip(kept, *touched, strict=True) if any(told))


def _touched(marks: Iterable[Mark], edits: EditSet) -> Iterator[bool]:
    """For each mark, whether an edit has changed anything there."""
    places = [(start, end) for start, end, *_ in marks_of(edits, _NEVER, own=False)]
    ends = [end for _, end in places]
    for mark in marks:
        number = bisect_left(ends, mark.start)
        yield number < len(places) and places[number][0] <= mark.end


def shown_at(marks: Iterable[Mark], now: datetime) -> tuple[Shown, ...]:
    """The marks with their age at a moment."""
    return tuple(
        Shown(mark.start, mark.end, Kind(mark.own, _age_of(now - mark.at))) for mark in marks
    )


def _age_of(time: timedelta) -> Age:
    if time < FRESH_FOR:
        return Age.FRESH
    return Age.RECENT if time < RECENT_FOR else Age.OLDER


# What they stand in


def kind_in(marks: Sequence[Shown], row: Row) -> Kind | None:
    """What is to be told of a row of the reader."""
    index = max(0, bisect_left(marks, (row.start,)) - 1)
    kinds = []
    while index < len(marks) and marks[index].start < row.end:
        mark = marks[index]
        if mark.end > row.start or mark.start == row.start:
            kinds.append(mark.kind)
        index += 1
    return min(kinds, default=None)


def changed_items(plan: Plan, marks: Iterable[Shown]) -> dict[int, Kind]:
    """The items that changed, by index."""
    found: dict[int, Kind] = {}
    items = plan.items
    for mark in marks:
        at = bisect_right(items, mark.start, key=lambda item: item.span.start) - 1
        # Items nested in one another do not overlap: `span` is an item's own text.
        if at < 0 or items[at].span.end <= mark.start:
            at += 1
        while at < len(items) and items[at].span.start < mark.end:
            found[at] = min(found.get(at, mark.kind), mark.kind)
            at += 1
    return found


def changed_sections(plan: Plan, marks: Iterable[Shown]) -> dict[int, Kind]:
    """The listed sections that changed in their own text, by index."""
    found: dict[int, Kind] = {}
    sections = plan.sections
    for mark in marks:
        # What was taken away from the end of a section leaves its place before the next one.
        place = mark.start - (mark.start == mark.end)
        at = max(0, bisect_right(sections, place, key=lambda each: each.span.start) - 1)
        while at < len(sections) and sections[at].span.start <= max(place, mark.end - 1):
            listed = _listed(plan, at)
            found[listed] = min(found.get(listed, mark.kind), mark.kind)
            at += 1
    return found


def _listed(plan: Plan, index: int) -> int:
    section = plan.sections[index]
    while section.level > LISTED_DEPTH and section.parent is not None:
        section = plan.sections[section.parent]
    return section.index


def stops_of(document: Document, marks: Iterable[Shown]) -> tuple[Shown, ...]:
    """The places to look at: marks on the same line or on neighbouring ones are one.

    What the person did themselves is passed over as long as there is anything else.
    """
    told = list(marks)
    others = [mark for mark in told if not mark.kind.own]
    stops: list[Shown] = []
    for mark in others or told:
        if stops and _is_near(document.text, stops[-1].end, mark.start):
            last = stops[-1]
            stops[-1] = Shown(last.start, max(last.end, mark.end), min(last.kind, mark.kind))
        else:
            stops.append(mark)
    return tuple(stops)


def _is_near(text: str, end: int, start: int) -> bool:
    """Whether no whole line lies between two places."""
    # Line numbers would take an index of the whole text, which is new after every key.
    first = text.find("\n", max(0, end - 1), start)
    return first < 0 or text.find("\n", first + 1, start) < 0
