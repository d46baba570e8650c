"""Walks the blocks of a document and lays out each one where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.plan.query import progress_of
from milepost.tui.layout.place import Check, Place, content_start, marker_widths
from milepost.tui.layout.prose import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.document import Document
    from milepost.plan.model import Block
    from milepost.tui.layout.model import LaidBlock
    from milepost.tui.layout.shape import Shaper

_BLANKS = " \t\r\n>"


class Entry(NamedTuple):
    """A block on the page."""

    start: int
    """Where in the source its first line begins."""
    gap: int
    """Blank rows above it."""
    place: Place
    laid: LaidBlock


class Setter:
    """Lays out blocks of one document, with the help of what is laid out already."""

    def __init__(self, document: Document, shaper: Shaper) -> None:
        self._text = document.text
        self._blocks = document.plan.blocks
        self._shaper = shaper
        self._items = {item.mark_span.start - 1: item for item in document.plan.items}
        self.next_item = progress_of(document.plan).next_item
        # Where text begins at each depth of lists: in cells of the page, in columns of the source.
        self._indents: list[int] = []
        self._columns: list[int] = []

    def lay(self, first: int, stop: int) -> Iterator[Entry]:
        """The blocks from `first` up to `stop`; the one at `first` must need no context."""
        at = self._blocks[first - 1].span.end if first else 0
        for index in range(first, stop):
            block = self._blocks[index]
            yield self._entry(block, at)
            at = max(at, block.span.end)

    def lay_rest(self) -> Iterator[Entry]:
        """What follows the last block, if that is more than blanks."""
        at = self._blocks[-1].span.end if self._blocks else 0
        rest = self._text[at:]
        if rest.strip(_BLANKS):
            start = at + self._stray_start(rest)
            place = Place(self._text[start:].rstrip(), None)
            yield Entry(start, int(at > 0), place, self.lay_place(place, None, start))

    def lay_all(self) -> Iterator[Entry]:
        """All there is."""
        yield from self.lay(0, len(self._blocks))
        yield from self.lay_rest()

    def lay_place(self, place: Place, block: Block | None, start: int) -> LaidBlock:
        """The rows for a place, laid out now unless they are known."""
        laid = self._shaper.find(place)
        if laid is not None:
            return laid
        spans = block.lines if block is not None else ()
        text = self._text
        lines = [Line(text[span.start : span.end], span.start - start) for span in spans]
        return self._shaper.lay(place, lines)

    def check_of(self, offset: int) -> tuple[Check | None, tuple[int, int] | None]:
        """State and stamp of the item whose checkbox stands at `offset`, if there is one."""
        item = self._items.get(offset)
        if item is None:
            return None, None
        check = Check(item.state.value, item.mark, item is self.next_item)
        span = item.stamp.span if item.stamp is not None else None
        return check, None if span is None else (span.start, span.end)

    def _entry(self, block: Block, at: int) -> Entry:
        text = self._text
        base = max(at, self._line_start(at, block.span.start))
        start, gap = base, text[at:base]
        if gap not in {"\n", "\n\n"} and gap.strip(_BLANKS):
            start = at + self._stray_start(gap)
            gap = text[at:start]
        content = self._content(block, base)
        indent, column = self._context(block, text[base:content])
        check, stamp = (None, None)
        if block.leads_item and block.kind is BlockKind.PARAGRAPH:
            check, stamp = self.check_of(content)
        place = Place(
            text[start : block.span.end],
            block.kind,
            block.level,
            block.list_depth,
            block.leads_item,
            block.quoted,
            indent,
            column,
            check,
            stamp and (stamp[0] - start, stamp[1] - start),
            base - start,
        )
        return Entry(
            start, _rows_of_gap(gap, block, at), place, self.lay_place(place, block, start)
        )

    def _line_start(self, at: int, offset: int) -> int:
        text = self._text
        return max(text.rfind("\n", at, offset), text.rfind("\r", at, offset)) + 1

    def _content(self, block: Block, base: int) -> int:
        if block.lines:
            return block.lines[0].start
        if not (block.list_depth or block.quoted):
            return base
        chunk = self._text[base : block.span.end]
        return base + content_start(chunk, leads=block.leads_item)

    def _stray_start(self, gap: str) -> int:
        """Where in a gap the first line begins that is not blank."""
        first = len(gap) - len(gap.lstrip(_BLANKS))
        return max(gap.rfind("\n", 0, first), gap.rfind("\r", 0, first)) + 1

    def _context(self, block: Block, prefix: str) -> tuple[int, int]:
        """Cells before the block's marker or text, and columns of the source before its text."""
        depth = block.list_depth
        if not depth:
            self._indents.clear()
            self._columns.clear()
            return 0, 0
        markers = marker_widths(prefix) if block.leads_item else []
        # The marker of an item may stand alone on the line above its text.
        widths = markers or ([2] if block.leads_item else [])
        outer = max(0, depth - len(widths))
        del self._indents[outer:]
        del self._columns[outer:]
        indent = inner = self._indents[-1] if self._indents else 0
        column = len(prefix.expandtabs(4)) if widths else 0
        for width in widths:
            inner += width
            self._indents.append(inner)
            self._columns.append(column)
        return indent if markers else inner, self._columns[-1] if self._columns else 0


def needs_context(block: Block) -> bool:
    """Whether the blocks before it must be known to lay out a block."""
    return block.list_depth > 1 or (block.list_depth == 1 and not block.leads_item)


def _rows_of_gap(gap: str, block: Block, at: int) -> int:
    """Blank rows above a block: as in the source, but never many."""
    if not at:
        return 0
    blanks = max(0, (gap.count("\n") or gap.count("\r")) - 1)
    if block.kind is BlockKind.HEADING and block.level <= 2 and not block.list_depth:
        return max(1, min(blanks, 2))
    return min(blanks, 1)
