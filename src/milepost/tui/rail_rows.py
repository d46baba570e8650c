"""Progress as a line of mileposts: what the rail shows, row by row."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.kinds import SectionKind
from milepost.plan.model import ItemState
from milepost.plan.pace import legs_of, write_duration
from milepost.plan.timestamp import Precision
from milepost.tui.glyphs import Glyphs, mark_glyph
from milepost.tui.rows import Row, Run, fit, paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from milepost.plan.model import ChecklistItem, Plan
    from milepost.plan.pace import Leg
    from milepost.tui.news import Kind

_STAMP_WIDTH = 5
MARK_CELLS = range(8, 11)
"""Where the mark stands in a pane: the one cell, and one at either side for the hand."""
_DONE_LINES = 2
_OPEN_LINES = 3
_WIDE = 50
"""From this width an item may take more lines: there is room, and nothing is to be cut."""
_WIDE_DONE_LINES = 3
_WIDE_OPEN_LINES = 6
_CANCELLED = "-"
_KEPT = 4096
"""Entries that are remembered: after an edit nearly all look as they did."""
_SHORTEST = timedelta(minutes=1)
"""A leg that would read `0m` says nothing."""


def rail_rows(
    plan: Plan, next_index: int | None, width: int, glyphs: Glyphs, *, local: bool = False
) -> list[Row]:
    """The rail's rows for a pane of `width` cells; an entry's key is the item's index.

    Times are in UTC, or `local` to the machine.
    """
    rail = _Rail(plan, next_index, width, glyphs)
    rail.local = local
    return list(rail.rows())


def marked(rows: Iterable[Row], changed: Mapping[int, Kind], glyphs: Glyphs) -> Iterator[Row]:
    """The rows with a sign at the left of each item that changed."""
    if not changed:
        yield from rows
        return
    last: int | None = None
    for row in rows:
        kind = None if row.key is None or row.key == last else changed.get(row.key)
        last = row.key
        if kind is None:
            yield row
            continue
        first, *others = row.runs
        sign = Run(kind.sign(glyphs), kind.look)
        yield row._replace(runs=(sign, first._replace(text=first.text[1:]), *others))


def foreseen(row: Row, glyphs: Glyphs, *, done: bool) -> Row:
    """The first row of an item that is about to be ticked or opened, with the mark to come."""
    mark = Run(glyphs.done, "done-mark") if done else Run(glyphs.open, "open-mark")
    return row._replace(runs=tuple(mark if run.role.endswith("-mark") else run for run in row.runs))


class _Entry(NamedTuple):
    """All that is shown of an item."""

    text: str
    left: str | None
    """What remains of it, when it is half done."""
    depth: int
    limit: int
    """How many lines its text may take."""
    role: str
    mark: str
    label: Run
    took: str
    long: bool
    """Whether it took longer than usual."""


@lru_cache(maxsize=_KEPT)
def _draw(entry: _Entry, width: int, glyphs: Glyphs) -> tuple[tuple[Run, ...], ...]:
    """The rows of an entry, which most are for many documents."""
    indent = "  " * min(entry.depth, 4)
    room = width - _STAMP_WIDTH - 6 - len(indent)
    first, *others = paragraph(plain(entry.text), room, entry.limit, glyphs.ellipsis)
    mark = Run(entry.mark, f"{entry.role}-mark")
    head = (entry.label, Run(" "), mark, Run("  "), Run(indent + first, entry.role))
    rows: list[tuple[Run, ...]] = [head]
    below = [(indent + line, entry.role) for line in others]
    if entry.left is not None:
        below.append((indent + fit(plain(f"left: {entry.left}"), room, glyphs.ellipsis), "quiet"))
    took = entry.took
    for text, role in below:
        rows.append(_continuation(took, glyphs.line, text, role))
        took = ""
    if entry.long:
        rows.append(_continuation(took, glyphs.long_line, "longer than usual", "quiet"))
    elif took:
        rows.append(_continuation(took, glyphs.line, "", "quiet"))
    return tuple(rows)


def _continuation(took: str, line: str, text: str, role: str) -> tuple[Run, ...]:
    label = Run(f" {took:>{_STAMP_WIDTH}}  ", "quiet")
    return label, Run(line, "quiet"), Run("  "), Run(text, role)


class _Rail:
    local = False

    def __init__(self, plan: Plan, next_index: int | None, width: int, glyphs: Glyphs) -> None:
        self._plan = plan
        self._items = [item for item in plan.items if item.in_progress]
        self._legs = legs_of(self._items)
        self._next = next_index
        self._width = width
        self._done_lines = _WIDE_DONE_LINES if width >= _WIDE else _DONE_LINES
        self._open_lines = _WIDE_OPEN_LINES if width >= _WIDE else _OPEN_LINES
        self._glyphs = glyphs

    def rows(self) -> Iterator[Row]:
        station: int | None = None
        day: date | None = None
        progress = self._plan.section(SectionKind.PROGRESS)
        for position, item in enumerate(self._items):
            if item.section != station:
                station = item.section
                if progress is None or station != progress.index:
                    yield from self._station(station, first=not position)
            moment = self._shown_time(item)
            if moment is not None and moment.date() != day:
                day = moment.date()
                yield Row((Run(f" {day:%a %d %b %Y}", "quiet"),))
            following = self._items[position + 1 : position + 2]
            leg = self._legs.get(following[0].index) if item.done and following else None
            yield from self._entry(item, leg)

    def _station(self, section: int | None, *, first: bool) -> Iterator[Row]:
        if section is None:
            return
        if not first:
            yield Row(())
        title = fit(
            plain(self._plan.sections[section].title), self._width - 2, self._glyphs.ellipsis
        )
        yield Row((Run(f" {title}", "station"),))

    def _entry(self, item: ChecklistItem, leg: Leg | None) -> Iterator[Row]:
        left = item.partial is not None and not item.done
        entry = _Entry(
            text=item.text if item.done else item.headline,
            left=item.partial.remaining if item.partial is not None and left else None,
            depth=item.depth,
            limit=self._done_lines if item.done else self._open_lines,
            role=self._role(item),
            mark=self._mark(item),
            label=Run(f" {self._stamp_label(item):>{_STAMP_WIDTH}} ", self._label_role(item)),
            took=write_duration(leg.took) if leg and leg.took >= _SHORTEST else "",
            long=leg is not None and leg.long,
        )
        for runs in _draw(entry, self._width, self._glyphs):
            yield Row(runs, item.index)

    def _mark(self, item: ChecklistItem) -> str:
        if item.state is ItemState.DONE:
            return self._glyphs.done
        if item.state is ItemState.PARTIAL:
            return self._glyphs.partial
        if item.index == self._next and item.mark == " ":
            return self._glyphs.next
        return mark_glyph(item.mark, self._glyphs)

    def _role(self, item: ChecklistItem) -> str:
        if item.done:
            return "done"
        if item.index == self._next:
            return "next"
        return "cancelled" if item.mark == _CANCELLED else "open"

    def _label_role(self, item: ChecklistItem) -> str:
        if item.stamp is not None and item.stamp.problem:
            return "error"
        return "next" if item.index == self._next else "quiet"

    def _stamp_label(self, item: ChecklistItem) -> str:
        if item.stamp is not None and item.stamp.problem:
            return "?"
        moment = self._shown_time(item)
        if moment is not None and item.stamp is not None:
            return f"{moment:%H:%M}" if item.stamp.precision >= Precision.MINUTE else ""
        return "next" if item.index == self._next else ""

    def _shown_time(self, item: ChecklistItem) -> datetime | None:
        stamp = item.stamp
        moment = None if stamp is None else stamp.assumed
        # A bare day has no hour that could be another one elsewhere.
        if stamp is None or moment is None or stamp.precision < Precision.MINUTE or not self.local:
            return moment
        try:
            return moment.astimezone()
        except (OverflowError, OSError, ValueError):  # Beyond what the machine can reckon with.
            return moment
