"""A page without the insides of some sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.layout.model import Fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from milepost.document import Document
    from milepost.plan.model import Block, Section
    from milepost.text import Span
    from milepost.tui.layout.model import PageStyle, Row
    from milepost.tui.layout.page import Page


class _Cut(NamedTuple):
    """Rows of the whole page that are left out."""

    first: int
    stop: int
    shown: int
    """The number that the row before them has without what is left out above."""
    fold: Fold


class FoldedPage:
    """Stands for a page, with rows numbered as if what is left out were not there.

    A place that is left out counts as the last row of the heading above it. What is laid out, and
    how, is the whole page's concern.
    """

    def __init__(self, whole: Page, sections: Iterable[int]) -> None:
        """`sections` are the indexes of those to fold, in order; one within another is fine."""
        self.whole = whole
        self.document: Document = whole.document
        self._folds = list(_outermost(whole.document, sections))
        self._starts = [fold.inside.start for fold in self._folds]
        self._measured = -1
        self._cuts: list[_Cut] = []

    @property
    def style(self) -> PageStyle:
        """How the page is set."""
        return self.whole.style

    @property
    def complete(self) -> bool:
        """Whether all blocks are laid out."""
        return self.whole.complete

    @property
    def height(self) -> int:
        """Number of rows so far."""
        self._measure()
        return self._seen(self.whole.height)

    def grow(self, blocks: int) -> None:
        """Lays out so many blocks more."""
        self.whole.grow(blocks)

    def finish(self) -> None:
        """Lays out all that is left."""
        self.whole.finish()

    def row(self, index: int) -> Row:
        """One row, `0 <= index < height`."""
        return self.whole.row(self._in_whole(index))

    def row_of(self, offset: int) -> int:
        """The row that shows the character at `offset` or the heading above it."""
        return self._seen(self.whole.row_of(offset))

    def rows_of(self, span: Span) -> range:
        """The rows that show characters of `span`; at least one unless the page is empty."""
        rows = self.whole.rows_of(span)
        if not rows:
            return rows
        return range(self._seen(rows[0]), self._seen(rows[-1]) + 1)

    def block_rows(self, block: int) -> range:
        """The rows of a block by its index in the plan; for one left out, its heading's."""
        rows = self.whole.block_rows(block)
        return range(self._seen(rows[0]), self._seen(rows[-1]) + 1)

    def fold_at(self, index: int) -> Fold | None:
        """What is left out below a row."""
        cuts = self._measure()
        at = bisect_left(cuts, index, key=_shown)
        return cuts[at].fold if at < len(cuts) and cuts[at].shown == index else None

    def hides(self, offset: int) -> bool:
        """Whether the character at `offset` is left out."""
        return self.fold_over(offset) is not None

    def fold_over(self, offset: int) -> Fold | None:
        """The fold that leaves a character out."""
        at = bisect_right(self._starts, offset) - 1
        # The place after the last character of the plan belongs to what is before it.
        last = len(self.document.text)
        fold = self._folds[at] if at >= 0 else None
        is_in = fold is not None and (offset < fold.inside.end or fold.inside.end == last)
        return fold if is_in else None

    def _in_whole(self, index: int) -> int:
        cuts = self._measure()
        at = bisect_left(cuts, index, key=_shown) - 1
        return index if at < 0 else cuts[at].stop + index - cuts[at].shown - 1

    def _seen(self, row: int) -> int:
        """What number a row of the whole page has here."""
        cuts = self._measure()
        at = bisect_right(cuts, row, key=_first) - 1
        if at < 0:
            return row
        cut = cuts[at]
        return cut.shown + 1 + row - cut.stop if row >= cut.stop else cut.shown

    def _measure(self) -> list[_Cut]:
        """The cuts in what is laid out so far."""
        # To look for the row of a heading may lay out more.
        while self._measured != self.whole.laid_blocks:
            self._measured = self.whole.laid_blocks
            self._cuts = list(self._cut(self._measured))
        return self._cuts

    def _cut(self, laid: int) -> Iterator[_Cut]:
        whole, blocks = self.whole, self.document.plan.blocks
        gone = 0
        headings = [_block_at(blocks, fold.heading.start) for fold in self._folds]
        nexts = [*headings, -1][1:]
        for fold, heading, following in zip(self._folds, headings, nexts, strict=True):
            if heading >= laid:
                return
            after = bisect_left(blocks, fold.inside.end, key=_block_start)
            # A row of the heading itself, such as the rule below a title, goes as well.
            first = whole.row_of(max(fold.heading.start, fold.heading.end - 1)) + 1
            stop = whole.height
            if after < min(laid, len(blocks)):
                stop = whole.row_of(fold.inside.end)
                # Neighbours that are folded stand close together.
                while after != following and _is_gap(whole.row(stop - 1), after):
                    stop -= 1
            yield _Cut(first, stop, first - 1 - gone, fold)
            gone += stop - first


def _outermost(document: Document, sections: Iterable[int]) -> Iterator[Fold]:
    end = 0
    for index in sections:
        section = document.plan.sections[index]
        if section.span.start >= end:
            end = section.span.end
            yield _fold(document, section)


def _fold(document: Document, section: Section) -> Fold:
    text = document.text
    words = section.body.cut(text).strip()
    breaks = words.count("\n") + words.count("\r") - words.count("\r\n")
    return Fold(section.index, section.heading, section.body, breaks + 1 if words else 0)


def _is_gap(row: Row, block: int) -> bool:
    """Whether a row is a blank one above a block."""
    return row.block == block and not row.shows_source


def _block_at(blocks: tuple[Block, ...], offset: int) -> int:
    return bisect_right(blocks, offset, key=_block_start) - 1


def _block_start(block: Block) -> int:
    return block.span.start


def _first(cut: _Cut) -> int:
    return cut.first


def _shown(cut: _Cut) -> int:
    return cut.shown
