"""The runs of blocks that records are made of: list items, paragraphs, tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.checklist import find_bullet
from milepost.plan.model import BlockKind
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block

_LINE = re.compile(r"[^\r\n]+")
_PIPE = re.compile(r"\\.|\|")
_DELIMITER_ROW = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*")


class Passage(NamedTuple):
    """An outermost list item with all it holds, or one block outside lists."""

    blocks: tuple[Block, ...]
    span: Span
    """From the bullet, if any, to the end of the last block."""
    marker: str = ""
    """The bullet or the number of a list item."""


class Row(NamedTuple):
    """One data row of a table: the header's wording and the span of the cell under it."""

    span: Span
    cells: tuple[tuple[str, Span], ...]


def blocks_in(blocks: Sequence[Block], span: Span) -> Sequence[Block]:
    """The blocks that begin within `span`."""
    first = bisect_left(blocks, span.start, key=lambda block: block.span.start)
    last = bisect_left(blocks, span.end, key=lambda block: block.span.start)
    return blocks[first:last]


def read_passages(text: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    """Groups blocks; headings are left out."""
    return (passage_of(text, group) for group in group_blocks(blocks))


def group_blocks(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks of each passage."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        after = at + 1
        if block.leads_item:
            while after < len(blocks) and blocks[after].span.start < block.item_end:
                after += 1
        if block.kind is not BlockKind.HEADING:
            yield blocks[at:after]
        at = after


def passage_of(text: str, group: Sequence[Block]) -> Passage:
    """The passage that blocks make, which `group_blocks` has put together."""
    start, marker = _bullet_before(text, group[0])
    end = max(group[0].item_end, group[-1].span.end)
    return Passage(tuple(group), Span(start, end), marker)


def read_rows(text: str, table: Span) -> Iterator[Row]:
    """The data rows of a table."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text, table.start, table.end)]
    if len(lines) < 2 or not _DELIMITER_ROW.fullmatch(text, lines[1].start, lines[1].end):
        return
    header = [cell.cut(text) for cell in _split_cells(text, lines[0])]
    for line in lines[2:]:
        yield Row(line, tuple(zip(header, _split_cells(text, line), strict=False)))


def _bullet_before(text: str, block: Block) -> tuple[int, str]:
    """Where an item's bullet stands and what it is; the block's own start for anything else."""
    bullet = find_bullet(text, block.span.start) if block.leads_item else None
    return (block.span.start, "") if bullet is None else (bullet.start, bullet.cut(text))


def _split_cells(text: str, line: Span) -> list[Span]:
    """The cells between unescaped pipes, without the space around them."""
    row = line.cut(text)
    at = line.start + len(row) - len(row.lstrip(" \t>"))
    if text.startswith("|", at):
        at += 1
    edges = [match.start() for match in _PIPE.finditer(text, at, line.end) if match[0] == "|"]
    if not edges or text[edges[-1] + 1 : line.end].strip():
        edges.append(line.end)
    cells: list[Span] = []
    for edge in edges:
        cells.append(trimmed(text, Span(at, edge)))
        at = edge + 1
    return cells


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at either end."""
    piece = span.cut(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
