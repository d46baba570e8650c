"""Reading a text again after a small edit, with the blocks that the edit cannot have touched.

A heading that begins in the first column ends every list, quote and paragraph before it, so a text
may be read from such a heading to another one on its own; only a fence, an HTML block or a table
can reach past one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.markdown import read_blocks
from milepost.plan.model import Block, BlockKind
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Plan
    from milepost.plan.records import LogEntry
    from milepost.text import EditSet, LineIndex

_OPEN_ENDED = frozenset({BlockKind.FENCE, BlockKind.HTML, BlockKind.TABLE})
"""Blocks that may reach past a heading."""

_AFTER_HASHES = frozenset({"", " ", "\t", "\r", "\n"})


@dataclass(frozen=True, slots=True, eq=False)
class Former:
    """What was read of the text before, and the edits that led from it to the one to be read."""

    text: str
    blocks: Sequence[Block]
    edits: EditSet
    records: Mapping[SectionKind, KnownRecords] = field(default_factory=dict)


class KnownRecords(NamedTuple):
    """The entries of a section whose text is known."""

    text: str
    start: int
    entries: tuple[LogEntry, ...]


def known_records(plan: Plan, text: str) -> dict[SectionKind, KnownRecords]:
    """What has been read of the plan's living sections so far."""
    known: dict[SectionKind, KnownRecords] = {}
    for kind, index in plan.by_kind.items():
        entries = tuple(entry for entry in plan.known_records if entry.section is kind)
        if entries:
            span = plan.sections[index].span
            known[kind] = KnownRecords(span.cut(text), span.start, entries)
    return known


def reread_blocks(
    text: str, lines: LineIndex, rows: range, former: Former
) -> tuple[Block, ...] | None:
    """The blocks of `rows`, reading only what the edits may have changed.

    `rows` reach to the end of both texts and begin at the same place in both. `None` when all has
    to be read.
    """
    edits = former.edits.edits
    if not edits or edits[0].span.start < lines.start(rows.start):
        return None
    first, last = _untouched(former, edits[0].span.start, edits[-1].span.end)
    shift = len(text) - len(former.text)
    top = lines.line_of(former.blocks[first].span.start) if first >= 0 else rows.start
    bottom = rows.stop
    if last < len(former.blocks):
        bottom = lines.line_of(former.blocks[last].span.start + shift)
    fresh = tuple(read_blocks(text, lines, range(top, bottom)))
    if last < len(former.blocks) and fresh and fresh[-1].kind in _OPEN_ENDED:
        return None
    kept = former.blocks[: max(first, 0)]
    return (*kept, *fresh, *(_shifted(block, shift) for block in former.blocks[last:]))


def _untouched(former: Former, start: int, end: int) -> tuple[int, int]:
    """The last heading on a line before `start` and the first on a line after `end`, by index."""
    before, after = -1, len(former.blocks)
    for index, block in enumerate(former.blocks):
        if not _stands_alone(former.text, block):
            continue
        if _line_ends_before(former.text, block.span.end, start):
            before = index
        elif _line_ends_before(former.text, end, block.span.start):
            return before, index
    return before, after


def _stands_alone(text: str, block: Block) -> bool:
    """Whether the block is a heading of hashes in the first column."""
    if block.kind is not BlockKind.HEADING or block.list_depth or block.quoted:
        return False
    start, end = block.span.start, block.span.start + block.level
    hashes = text[start:end] == "#" * block.level and text[end : end + 1] in _AFTER_HASHES
    return hashes and (start == 0 or text[start - 1] in "\r\n")


def _line_ends_before(text: str, at: int, limit: int) -> bool:
    """Whether a line ends between the two places, so that no edit at one joins the other."""
    return at < limit and ("\n" in text[at : limit - 1] or "\r" in text[at : limit - 1])


def _shifted(block: Block, by: int) -> Block:
    if not by:
        return block
    return replace(
        block,
        span=block.span.shift(by),
        lines=tuple(Span(line.start + by, line.end + by) for line in block.lines),
        item_end=block.item_end + by if block.item_end else 0,
    )
