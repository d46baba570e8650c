"""A whole document as rows; built from an older page where the text is the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from milepost.tui.layout.model import Role, Row, Run
from milepost.tui.layout.setter import Setter, needs_context
from milepost.tui.layout.shape import Shaper, shifted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from milepost.document import Document
    from milepost.plan.model import Block
    from milepost.text import EditSet, Span
    from milepost.tui.layout.model import Fold, LaidBlock, PageStyle, Runs
    from milepost.tui.layout.place import Place
    from milepost.tui.layout.setter import Entry

AT_FIRST = 24
"""Blocks that are laid out at a time until there is a screen of them; the page is completed bit by
bit."""

AT_ONCE = 600
"""Blocks that are laid out at a time when more are needed."""


class Page:
    """A document in rows.

    Rows are made when they are asked for; only where they break is found before. A long page is
    laid out from its top: `height` tells the rows so far, and asking for a place lays out all
    blocks up to it. No row is wider than the page, if that has at least 24 cells.
    """

    def __init__(self, document: Document, shaper: Shaper) -> None:
        """A page without rows; `lay` and `edited` make complete ones."""
        self.document = document
        self.shaper = shaper
        self._setter = Setter(document, shaper)
        self._coming: Iterator[Entry] = iter(())
        self._next: int | None = None
        self._starts: list[int] = []
        self._gaps: list[int] = []
        self._places: list[Place] = []
        self._laid: list[LaidBlock] = []
        self._bottoms: list[int] = []
        self.complete = False
        """Whether all blocks are laid out."""

    @classmethod
    def lay(cls, document: Document, style: PageStyle, *, known: Page | None = None) -> Page:
        """Begins to lay out a document, with the help of a page that may be of another one."""
        same = known is not None and known.shaper.page == style
        page = cls(document, known.shaper if known and same else Shaper(style))
        page._coming = page._setter.lay_all()
        page.grow(AT_FIRST)
        return page

    def edited(self, document: Document, edits: EditSet) -> Page:
        """The page of the document that `edits` made of this one's."""
        self.finish()
        old, new = len(self.document.plan.blocks), len(document.plan.blocks)
        head, tail = self._unchanged(document, edits)
        page = Page(document, self.shaper)
        page._take(self, slice(0, head), 0)
        page._extend(page._setter.lay(head, new - tail))
        page._take(self, slice(old - tail, old), len(document.text) - len(self.document.text))
        page._move_next()
        page._coming = page._setter.lay_rest()
        page.finish()
        return page

    def grow(self, blocks: int) -> None:
        """Lays out so many blocks more."""
        before = len(self._starts)
        self._extend(islice(self._coming, blocks))
        if len(self._starts) - before < blocks:
            self.complete = True
            self.shaper.forget_all_but(self._places, self._laid)

    def grow_to(self, offset: int) -> None:
        """Lays out the blocks up to the one with the character at `offset`, and some more."""
        while not self.complete and (not self._starts or self._starts[-1] <= offset):
            self.grow(AT_ONCE)

    def finish(self) -> None:
        """Lays out all that is left."""
        while not self.complete:
            self.grow(AT_ONCE)

    @property
    def style(self) -> PageStyle:
        """How the page is set."""
        return self.shaper.page

    @property
    def whole(self) -> Page:
        """The page with nothing left out."""
        return self

    @property
    def laid_blocks(self) -> int:
        """Number of blocks so far, with what follows the last one."""
        return len(self._starts)

    @property
    def height(self) -> int:
        """Number of rows so far."""
        return self._bottoms[-1] if self._bottoms else 0

    def fold_at(self, index: int) -> Fold | None:
        """What is left out below a row: nothing."""
        return None

    def fold_over(self, offset: int) -> Fold | None:
        """What leaves the character at `offset` out: nothing."""
        return None

    def hides(self, offset: int) -> bool:
        """Whether the character at `offset` is left out."""
        return False

    def row(self, index: int) -> Row:
        """One row, `0 <= index < height`."""
        entry = bisect_right(self._bottoms, index)
        base = self._starts[entry]
        block = entry if entry < len(self.document.plan.blocks) else -1
        inner = index - self._top(entry)
        if inner < 0:
            return Row(self._blank(entry), base, base, block)
        laid = self._laid[entry]
        runs = tuple([shifted(run, base) for run in laid.runs(inner)])
        start = base + laid.start(inner)
        if not inner and block >= 0:
            # Hidden signs at its very start, such as a fence, belong to a block's first row.
            start = min(start, self.document.plan.blocks[block].span.start)
        end = max([run.end for run in runs if run.end > run.start], default=start)
        return Row(runs, start, max(start, end), block)

    def row_of(self, offset: int) -> int:
        """The row that shows the character at `offset`, or else the nearest one before it."""
        self.grow_to(offset)
        if not self._starts:
            return 0
        entry = max(0, bisect_right(self._starts, offset) - 1)
        inner = self._laid[entry].row_of(max(0, offset - self._starts[entry]))
        return self._top(entry) + inner

    def rows_of(self, span: Span) -> range:
        """The rows that show characters of `span`; at least one unless the page is empty."""
        first = self.row_of(span.start)
        last = self.row_of(max(span.start, span.end - 1))
        return range(first, min(max(first, last) + 1, self.height))

    def block_rows(self, block: int) -> range:
        """The rows of a block by its index in the plan, without the blank ones above it."""
        self.grow_to(self.document.plan.blocks[block].span.start)
        return range(self._top(block), self._bottoms[block])

    def _top(self, entry: int) -> int:
        """The first row of an entry that is not blank."""
        return (self._bottoms[entry - 1] if entry else 0) + self._gaps[entry]

    def _blank(self, entry: int) -> Runs:
        blocks = self.document.plan.blocks
        if 0 < entry < len(blocks) and blocks[entry].quoted and blocks[entry - 1].quoted:
            between = self.document.text[blocks[entry - 1].span.end : self._starts[entry]]
            if ">" in between:
                return (Run(self.style.ornaments.bar, Role.QUIET, 0, 0),)
        return ()

    def _extend(self, entries: Iterable[Entry]) -> None:
        bottom = self.height
        for start, gap, place, laid in entries:
            if place.check is not None and place.check.is_next:
                self._next = len(self._starts)
            self._starts.append(start)
            self._gaps.append(gap)
            self._places.append(place)
            self._laid.append(laid)
            bottom += gap + laid.height
            self._bottoms.append(bottom)

    def _take(self, older: Page, part: slice, shift: int) -> None:
        if older._next is not None and part.start <= older._next < part.stop:
            self._next = len(self._starts) + older._next - part.start
        down = self.height - (older._bottoms[part.start - 1] if part.start else 0)
        self._starts += [start + shift for start in older._starts[part]]
        self._gaps += older._gaps[part]
        self._places += older._places[part]
        self._laid += older._laid[part]
        self._bottoms += [bottom + down for bottom in older._bottoms[part]]

    def _move_next(self) -> None:
        """Sets the right item off as the next one, in blocks that were taken as they are.

        Its rows stay as many as they were: only their looks differ.
        """
        item = self._setter.next_item
        entry = None
        if item is not None:
            entry = bisect_right(self._starts, item.mark_span.start) - 1
        if entry == self._next:
            return
        for index in (self._next, entry):
            check = None if index is None else self._places[index].check
            if index is None or check is None:
                continue
            place = self._places[index]._replace(check=check._replace(is_next=index == entry))
            block = self.document.plan.blocks[index]
            self._places[index] = place
            self._laid[index] = self._setter.lay_place(place, block, self._starts[index])
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
        limit = min(most, bisect_left(old, first, key=_end))
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


def _end(block: Block) -> int:
    return block.span.end
