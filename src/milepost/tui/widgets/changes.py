"""What has changed since the person looked, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.query import item_at, section_at
from milepost.text import Span
from milepost.tui.news import Age
from milepost.tui.rows import Row, Run, fit, paragraph, plain
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.document import Document
    from milepost.tui.news import Kind, Shown

_MOST = 200
"""Places that are listed; of a plan that was written anew there may be thousands."""
_LINES = 2
_BEFORE = "Before the first heading"
_NOTHING = "Nothing has changed since you looked."
_AGES = {Age.FRESH: "now", Age.RECENT: "lately", Age.OLDER: "before"}


class ChangeList(RowList):
    """The changes by section; an entry's key is its number in `stops`."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._document: Document | None = None
        self.stops: tuple[Shown, ...] = ()
        """The places, in file order."""

    def show(self, document: Document, stops: tuple[Shown, ...]) -> None:
        """Shows other changes; the cursor stays near where it was."""
        before, self._document, self.stops = self.stops, document, stops

        def find(key: int) -> int | None:
            if key >= len(before):
                return None
            start = before[key].start
            return min(range(len(stops)), key=lambda n: abs(stops[n].start - start), default=None)

        self.rebuild(find)

    @property
    def selected(self) -> Span | None:
        """The place under the cursor."""
        if self.cursor is None or self.cursor >= len(self.stops):
            return None
        return Span(self.stops[self.cursor].start, self.stops[self.cursor].end)

    def build_rows(self, width: int) -> Sequence[Row]:
        """A heading, then each section with its changes."""
        document = self._document
        count = (Run(f"{len(self.stops)} ", "title"),) if self.stops else ()
        rows = [Row((Run("CHANGES", "title"),), right=count)]
        if document is None or not self.stops:
            lines = paragraph(_NOTHING, width - 1, _LINES, self.glyphs.ellipsis)
            return [*rows, Row(()), *(Row((Run(line, "quiet"),)) for line in lines)]
        last: str | None = None
        for key, stop in enumerate(self.stops[:_MOST]):
            section = section_at(document.plan, stop.start)
            title = _BEFORE if section is None else section.title
            if title != last:
                last = title
                shown = fit(plain(title), width, self.glyphs.ellipsis)
                rows += [Row(()), Row((Run(shown, "station"),))]
            rows += self._entry(document, key, stop, width)
        if len(self.stops) > _MOST:
            rows.append(Row((Run(f"and {len(self.stops) - _MOST} more", "quiet"),)))
        return rows

    def _entry(self, document: Document, key: int, stop: Shown, width: int) -> Iterator[Row]:
        sign = Run(f"{stop.kind.sign(self.glyphs)} ", stop.kind.look)
        who = f"{who_of(stop.kind)} "
        words, role = _words_of(document, stop)
        room = width - 3
        lines = paragraph(words, room, _LINES, self.glyphs.ellipsis)
        yield Row((sign, Run(lines[0], role)), key)
        for line in lines[1:]:
            yield Row((Run("  "), Run(line, role)), key)
        yield Row((Run(f"  {who}", "quiet"),), key)


def who_of(kind: Kind) -> str:
    """Who it was, and how long ago, in words."""
    return f"{'you' if kind.own else 'agent'}, {_AGES[kind.age]}"


def _words_of(document: Document, stop: Shown) -> tuple[str, str]:
    """What stands there now, as it is read, and in which role."""
    if stop.start == stop.end:
        return "something was taken away here", "quiet"
    item = item_at(document.plan, stop.start)
    if item is not None:
        box = "done" if item.done else "open"
        return f"{box}: {plain(item.text)}", "open"
    start, end = stop.start, stop.end
    lines = document.lines
    first, last = lines.line_of(start), lines.line_of(max(start, end - 1))
    for number in range(first, min(last, first + 20) + 1):
        words = lines.content(number).cut(document.text).strip()
        if words:
            return plain(words.lstrip("#>-*+ ") or words), "open"
    return "blank lines", "quiet"
