"""The runs of blocks that records are made of: list items, paragraphs, tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block

_BULLET = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]*$")
_BULLET_FIRST = re.compile(r"[ \t>]*([-*+]|[0-9]{1,9}[.)])[ \t]")
_LINE = re.compile(r"[^\r\n]+")
_PIPE = re.compile(r"\\.|\|")
_DELIMITER_ROW = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*")
_PLACEHOLDER = re.compile(
    r"[\s*_`(（<\[\"“-]*(?:"
    r"(?:n/?a|tbd|tba|todo|pending|none|nothing|empty|unknown|placeholder)"
    r"(?=\s*(?:[.,:;!)）\]>*_`—–-]|$)|\s(?:yet|so\sfar|at\s(?:this|the)|for\s(?:now|this)|currently"
    r"|to\s(?:report|record|note)|recorded|found|noted|observed|encountered|identified|known|until"
    r"|as\sof)\b)"
    r"|(?:pending|awaiting)\s(?:implementation|completion|execution|validation|start)\b"
    r"|no\s(?:\w+\s){0,3}(?:surprises?|discover(?:y|ies)|decisions?|outcomes?|entries|revisions?"
    r"|observations?)\b"
    r"|not\s(?:yet\s)?(?:started|completed?|available|applicable|done|filled)\b"
    r"|(?:to\sbe|will\sbe)\s(?:filled|completed|determined|decided|written|added|appended"
    r"|updated|recorded|captured|documented|populated|summari[sz]ed)\b"
    r"|(?:populate|fill|record|document|list|capture|log|summari[sz]e)\s(?:this|here|when|everything|every"
    r"|all|each|anything|any|in)\b"
    r"|暂无|尚无|没有|无[。.]?$|未开始|未記入|未定|待定|待补充|待填写|なし|特になし|まだ"
    r"|없음|아직|미정|해당 없음|\.{3}|…|-$|—$"
    r")",
    re.IGNORECASE,
)
_PLACEHOLDER_REACH = 120


@dataclass(frozen=True, slots=True)
class Passage:
    """An outermost list item with all it holds, or one block outside lists."""

    blocks: tuple[Block, ...]
    span: Span
    """From the bullet, if any, to the end of the last block."""
    marker: str = ""
    """The bullet or the number of a list item."""


@dataclass(frozen=True, slots=True)
class Row:
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
    at = 0
    while at < len(blocks):
        block = blocks[at]
        after = at + 1
        if block.leads_item:
            while after < len(blocks) and blocks[after].span.start < block.item_end:
                after += 1
        if block.kind is not BlockKind.HEADING:
            start, marker = _bullet_before(text, block)
            end = max(block.item_end, blocks[after - 1].span.end)
            yield Passage(tuple(blocks[at:after]), Span(start, end), marker)
        at = after


def read_rows(text: str, table: Span) -> Iterator[Row]:
    """The data rows of a table."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text, table.start, table.end)]
    if len(lines) < 2 or not _DELIMITER_ROW.fullmatch(text, lines[1].start, lines[1].end):
        return
    header = [cell.cut(text) for cell in _split_cells(text, lines[0])]
    for line in lines[2:]:
        yield Row(line, tuple(zip(header, _split_cells(text, line), strict=False)))


def is_placeholder(wording: str) -> bool:
    """Whether a text only says that there is nothing to say yet."""
    if not wording.strip(" \t*_.。-—`"):
        return True
    if wording[:1] == "<" and wording.rstrip(". ")[-1:] == ">":
        return True
    return len(wording) <= _PLACEHOLDER_REACH and _PLACEHOLDER.match(wording) is not None


def _bullet_before(text: str, block: Block) -> tuple[int, str]:
    """Where an item's bullet stands and what it is; the block's own start for anything else."""
    start = block.span.start
    if not block.leads_item:
        return start, ""
    bullet = _BULLET.search(text, max(0, start - 40), start)
    if bullet is not None:
        return bullet.start(), bullet[0].strip()
    # The span of a block of code begins with its line, bullet included.
    first = _BULLET_FIRST.match(text, start, block.span.end)
    return (start, "") if first is None else (first.start(1), first[1])


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
