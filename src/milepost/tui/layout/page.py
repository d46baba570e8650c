"""A whole document as rows; built from an older page where the text is the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from milepost.tui.layout.model import Role, Row, Run
from milepost.tui.layout.setter import Setter, find_next, needs_context
from milepost.tui.layout.shape import Shaper, shifted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.document import Document
    from milepost.plan.model import Block
    from milepost.text import EditSet, Span
    from milepost.tui.layout.model import LaidBlock, PageStyle
    from milepost.tui.layout.setter import Entry
    from milepost.tui.layout.shape import Place

_SPARE_LAYOUTS = 512


class Page:
    """A document in rows.

    Rows are made when they are asked for; only where they break is found at once. No row is
    wider than the page, if that has at least 24 cells.
    """

    def __init__(self, document: Document, style: PageStyle, *, known: Page | None = None) -> None:
        """Lays out all blocks, except those that a page of the same style `known` holds."""
        self.document = document
        self.style = style
        if known is None or known.style != style:
            self._shaper, self._known = Shaper(style), dict[Place, LaidBlock]()
        else:
            self._shaper, self._known = known._shaper, known._known
        self._starts: list[int] = []
        self._gaps: list[int] = []
        self._places: list[Place] = []
        self._laid: list[LaidBlock] = []
        self._next: int | None = None

    @classmethod
    def lay(cls, document: Document, style: PageStyle, *, known: Page | None = None) -> Page:
        """Lays out a document."""
        page = cls(document, style, known=known)
        setter = Setter(document, page._shaper, page._known)
        page._extend(setter.lay(0, len(document.plan.blocks)))
        page._finish(setter)
        return page

    def edited(self, document: Document, edits: EditSet) -> Page:
        """The page of the document that `edits` made of this one."""
        blocks = document.plan.blocks
        head, tail = self._unchanged(document, edits)
        page = Page(document, self.style, known=self)
        setter = Setter(document, page._shaper, page._known)
        page._take(self, slice(0, head), 0)
        page._extend(setter.lay(head, len(blocks) - tail))
        old_tail = slice(len(self.document.plan.blocks) - tail, len(self.document.plan.blocks))
        page._take(self, old_tail, len(document.text) - len(self.document.text))
        page._move_next(setter)
        page._finish(setter)
        return page

    @property
    def height(self) -> int:
        """Number of rows."""
        return self._bottoms[-1] if self._bottoms else 0

    def row(self, index: int) -> Row:
        """One row, `0 <= index < height`."""
        entry = bisect_right(self._bottoms, index)
        top = self._bottoms[entry - 1] if entry else 0
        base = self._starts[entry]
        block = entry if entry < len(self.document.plan.blocks) else -1
        inner = index - top - self._gaps[entry]
        if inner < 0:
            return Row(self._blank(entry), base, base, block)
        laid = self._laid[entry]
        runs = tuple(shifted(run, base) for run in laid.runs(inner))
        end = max((run.end for run in runs if run.end > run.start), default=0)
        start = base + laid.start(inner)
        return Row(runs, start, max(start, end), block)

    def row_of(self, offset: int) -> int:
        """The row that shows the character at `offset`, or else the nearest one before it."""
        if not self._starts:
            return 0
        entry = max(0, bisect_right(self._starts, offset) - 1)
        inner = self._laid[entry].row_of(max(0, offset - self._starts[entry]))
        top = self._bottoms[entry - 1] if entry else 0
        return top + self._gaps[entry] + inner

    def rows_of(self, span: Span) -> range:
        """The rows that show characters of `span`; at least one unless the page is empty."""
        first = self.row_of(span.start)
        last = self.row_of(max(span.start, span.end - 1))
        return range(first, min(max(first, last) + 1, self.height))

    def block_rows(self, block: int) -> range:
        """The rows of a block by its index in the plan, without the blank ones above it."""
        top = (self._bottoms[block - 1] if block else 0) + self._gaps[block]
        return range(top, self._bottoms[block])

    def _blank(self, entry: int) -> tuple[Run, ...]:
        blocks = self.document.plan.blocks
        if 0 < entry < len(blocks) and blocks[entry].quoted and blocks[entry - 1].quoted:
            between = self.document.text[blocks[entry - 1].span.end : self._starts[entry]]
            if ">" in between:
                return (Run(self.style.glyphs.bar, Role.QUIET, 0, 0),)
        return ()

    def _extend(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.place.state.startswith("next-"):
                self._next = len(self._starts)
            self._starts.append(entry.start)
            self._gaps.append(entry.gap)
            self._places.append(entry.place)
            self._laid.append(entry.laid)

    def _take(self, older: Page, part: slice, shift: int) -> None:
        if older._next is not None and part.start <= older._next < part.stop:
            self._next = len(self._starts) + older._next - part.start
        starts = older._starts[part]
        self._starts += [start + shift for start in starts] if shift else starts
        self._gaps += older._gaps[part]
        self._places += older._places[part]
        self._laid += older._laid[part]

    def _finish(self, setter: Setter) -> None:
        self._extend(setter.lay_rest())
        heights = [laid.height for laid in self._laid]
        self._bottoms = list(accumulate(map(add, self._gaps, heights)))
        if len(self._known) > 3 * len(self._laid) + _SPARE_LAYOUTS:
            self._known = dict(zip(self._places, self._laid, strict=True))

    def _move_next(self, setter: Setter) -> None:
        """Sets the right item off as the next one, in blocks that were taken as they are."""
        item = find_next(self.document)
        entry = None
        if item is not None:
            entry = bisect_right(self._starts, item.mark_span.start) - 1
        if entry == self._next:
            return
        for index, prefix in ((self._next, ""), (entry, "next-")):
            if index is None:
                continue
            place = self._places[index]
            place = place._replace(state=prefix + place.state.removeprefix("next-"))
            block = self.document.plan.blocks[index]
            self._places[index] = place
            self._laid[index] = setter.lay_place(place, block, self._starts[index])
        self._next = entry

    def _unchanged(self, document: Document, edits: EditSet) -> tuple[int, int]:
        """How many blocks at the start and at the end are as they were, and need no context."""
        old, new = self.document.plan.blocks, document.plan.blocks
        if not edits:
            return (len(old), 0) if len(old) == len(new) else (0, 0)
        first, last = edits.edits[0].span.start, edits.edits[-1].span.end
        shift = len(document.text) - len(self.document.text)
        most = min(len(old), len(new))
        head = 0
        limit = min(most, bisect_left(old, first, key=lambda block: block.span.end))
        while head < limit and _alike(old[head], new[head], 0):
            head += 1
        while 0 < head < len(new) and needs_context(new[head]):
            head -= 1
        tail = 0
        limit = min(most - head, len(old) - bisect_right(self._starts, last, hi=len(old)))
        while tail < limit and _alike(old[-1 - tail], new[-1 - tail], shift):
            tail += 1
        # The blank rows above the first of them may have changed.
        tail = max(0, tail - 1)
        while tail and needs_context(new[-tail]):
            tail -= 1
        return head, tail


def _alike(old: Block, new: Block, shift: int) -> bool:
    """Whether two blocks have the same shape, the new one `shift` characters further on."""
    return (
        new.kind is old.kind
        and new.span.start == old.span.start + shift
        and new.span.end == old.span.end + shift
        and new.list_depth == old.list_depth
        and new.leads_item is old.leads_item
        and new.quoted is old.quoted
    )
