"""Reading a text again after a small edit, with the blocks that the edit cannot have touched.

A heading that begins in the first column ends every list, quote and paragraph before it, so a text
may be read from such a heading to another one on its own; only a fence, an HTML block or a table
can reach past one. An item of a bulleted list that begins there ends all of that as well but the
list, and nothing that is read of a block tells whose list it stands in.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.markdown import read_blocks
from milepost.plan.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Plan
    from milepost.plan.records import LogEntry
    from milepost.text import EditSet, LineIndex

    StandsAlone = Callable[[str, Block], bool]

_OPEN_ENDED = frozenset({BlockKind.FENCE, BlockKind.HTML, BlockKind.TABLE})
"""Blocks that may reach past a heading."""

_BULLETS = frozenset({"- ", "* ", "+ "})
_AFTER_HASHES = frozenset({"", " ", "\t", "\r", "\n"})


class KnownRecords(NamedTuple):
    """The entries of a section whose text is known."""

    text: str
    start: int
    entries: tuple[LogEntry, ...]


class Former(NamedTuple):
    """What was read of the text before, and the edits that led from it to the one to be read."""

    text: str
    blocks: Sequence[Block]
    edits: EditSet
    records: Mapping[SectionKind, KnownRecords]


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
    for stands_alone in (_is_heading_or_item, _is_heading):
        blocks = _reread_between(text, lines, rows, former, stands_alone)
        if blocks is not None:
            return blocks
    return None


def _reread_between(
    text: str, lines: LineIndex, rows: range, former: Former, stands_alone: StandsAlone
) -> tuple[Block, ...] | None:
    edits = former.edits.edits
    first, last = _untouched(former, edits[0].span.start, edits[-1].span.end, stands_alone)
    shift = len(text) - len(former.text)
    top = lines.line_of(former.blocks[first].span.start) if first >= 0 else rows.start
    bottom = rows.stop
    if last < len(former.blocks):
        bottom = lines.line_of(former.blocks[last].span.start + shift)
    fresh = tuple(read_blocks(text, lines, range(top, bottom)))
    if last < len(former.blocks) and fresh and fresh[-1].kind in _OPEN_ENDED:
        return None
    rest = former.blocks[last:]
    if shift:
        rest = [block.shift(shift) for block in rest]
    return (*former.blocks[: max(first, 0)], *fresh, *rest)


def _untouched(former: Former, start: int, end: int, stands_alone: StandsAlone) -> tuple[int, int]:
    """The last block before the line of `start` and the first after that of `end`, by index.

    Only blocks count from which on a text can be read.
    """
    text, blocks = former.text, former.blocks
    middle = bisect_left(blocks, start, key=_start)
    before, after = -1, len(blocks)
    for index in range(middle - 1, -1, -1):
        if stands_alone(text, blocks[index]) and _line_ends_before(
            text, blocks[index].span.end, start
        ):
            before = index
            break
    for index in range(middle, len(blocks)):
        if stands_alone(text, blocks[index]) and _line_ends_before(
            text, end, blocks[index].span.start
        ):
            after = index
            break
    return before, after


def _start(block: Block) -> int:
    return block.span.start


def _is_heading_or_item(text: str, block: Block) -> bool:
    """Whether the block is a heading of hashes or leads a bulleted item, in the first column."""
    if not block.leads_item:
        return _is_heading(text, block)
    start = block.span.start - 2
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.list_depth == 1
        and not block.quoted
        and text[max(start, 0) : start + 2] in _BULLETS
        and (start == 0 or text[start - 1] in "\r\n")
    )


def _is_heading(text: str, block: Block) -> bool:
    """Whether the block is a heading of hashes in the first column."""
    if block.kind is not BlockKind.HEADING or block.list_depth or block.quoted:
        return False
    start, end = block.span.start, block.span.start + block.level
    hashes = text[start:end] == "#" * block.level and text[end : end + 1] in _AFTER_HASHES
    return hashes and (start == 0 or text[start - 1] in "\r\n")


def _line_ends_before(text: str, at: int, limit: int) -> bool:
    """Whether a line ends between the two places, so that no edit at one joins the other."""
    return at < limit and ("\n" in text[at : limit - 1] or "\r" in text[at : limit - 1])
