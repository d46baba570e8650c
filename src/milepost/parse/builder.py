"""Blocks to a plan."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from milepost.parse.checklist import read_items, read_malformed
from milepost.parse.envelope import OuterFence, find_outer_fence, read_front_matter
from milepost.parse.inline import is_within
from milepost.parse.later import read_records, read_revision_notes
from milepost.parse.markdown import read_blocks
from milepost.parse.reuse import Former, reread_blocks
from milepost.parse.sections import read_milestones, read_sections
from milepost.plan.kinds import NO_ALIASES, SectionKind
from milepost.plan.model import CODE_KINDS, Block, BlockKind, Note, NoteKind, Plan
from milepost.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from milepost.plan.model import FrontMatter, Section

_STATUS = re.compile(r"[*_]*status[*_]*[ \t]*[:：][*_]*[ \t]*(.+)", re.IGNORECASE)
_MERGE = "<<<<<<<"
_FENCE = re.compile(r"`{3,}|~{3,}")
_FENCE_CLOSE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*")
_ITEM_FENCE_CLOSE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*")
_BARE_FENCE_CLOSE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_MARKER = re.compile(
    r"^(?:(<{7})(?=[ \t])|(={7})(?=[ \t]*(?:[\r\n]|\Z))|(>{7})(?=[ \t]))", re.MULTILINE
)


def parse(
    text: str,
    former: Former | None = None,
    aliases: Mapping[str, SectionKind] = NO_ALIASES,
    *,
    lines: LineIndex | None = None,
) -> tuple[Plan, tuple[Note, ...]]:
    """Reads any text as a plan. What is broken becomes a note, never an exception.

    `lines` are the text's, where they are known already. `aliases` are the project's own names of
    standard sections, by normalised title.

    With `former`, what the edits since cannot have touched is not read again; the plan is the same
    as without it.
    """
    lines = lines or LineIndex(text)
    envelope = _read_envelope(text, lines, aliases)
    # A set of merge markers may reach over the whole text, and what is in it is read by it.
    if former is not None and (_MERGE in text or _MERGE in former.text):
        former = None
    blocks, conflicts = _read_around_conflicts(text, lines, envelope, former)
    plan_blocks = [block for block in blocks if envelope.content.contains(block.span)]
    sections, by_kind = read_sections(text, plan_blocks, envelope.content, lines, aliases)
    progress_index = by_kind.get(SectionKind.PROGRESS)
    progress = None if progress_index is None else sections[progress_index]
    title, title_span = _read_title(plan_blocks, sections, envelope.front_matter)
    plan = Plan(
        title=title,
        title_span=title_span,
        content=envelope.content,
        blocks=blocks,
        sections=sections,
        items=read_items(text, plan_blocks, sections, progress),
        by_kind=by_kind,
        milestones=read_milestones(sections),
        front_matter=envelope.front_matter,
        status=_read_status(text, plan_blocks, envelope.front_matter),
        read_records=partial(
            read_records, text, plan_blocks, sections, by_kind, former.records if former else {}
        ),
        read_revision_notes=partial(read_revision_notes, text, plan_blocks, sections),
    )
    notes = [
        *_outer_fence_notes(lines, envelope.fence),
        *_unclosed_fences(text, lines, blocks),
        *conflicts,
        *read_malformed(text, plan_blocks, progress),
    ]
    return plan, tuple(sorted(notes, key=lambda note: note.span))


class _Envelope(NamedTuple):
    """What stands around the plan; `rows` are the plan's own lines."""

    front_matter: FrontMatter | None
    fence: OuterFence | None
    rows: range
    content: Span


def _read_envelope(text: str, lines: LineIndex, aliases: Mapping[str, SectionKind]) -> _Envelope:
    front_matter = read_front_matter(text, lines)
    first = 0 if front_matter is None else lines.line_of(front_matter.span.end) + 1
    fence = find_outer_fence(text, lines, first, aliases)
    rows = range(first, len(lines))
    if fence is not None:
        rows = range(fence.opening + 1, len(lines) if fence.closing is None else fence.closing)
    return _Envelope(
        front_matter, fence, rows, Span(lines.start(rows.start), lines.start(rows.stop))
    )


def _read_around_conflicts(
    text: str, lines: LineIndex, envelope: _Envelope, former: Former | None
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks, and the unresolved merges with whose markers as rules they were read."""
    blocks = _reread(text, lines, envelope, former) if former is not None else None
    if blocks is None:
        blocks = tuple(_read_all_blocks(text, lines, envelope))
    conflicts = tuple(_conflict_notes(text, lines, blocks))
    if conflicts:
        markers = _markers_in(text, lines, conflicts)
        blocks = tuple(_read_all_blocks(text, lines, envelope, markers))
    return blocks, conflicts


def _reread(
    text: str, lines: LineIndex, envelope: _Envelope, former: Former
) -> tuple[Block, ...] | None:
    """The blocks with the help of former ones, where nothing stands around the plan."""
    bare = envelope.rows == range(len(lines)) and bool(former.blocks)
    if not bare or former.blocks[0].kind in (BlockKind.FRONT_MATTER, BlockKind.OUTER_FENCE):
        return None
    return reread_blocks(text, lines, envelope.rows, former)


def _read_all_blocks(
    text: str, lines: LineIndex, envelope: _Envelope, markers: Collection[int] = ()
) -> Iterator[Block]:
    if envelope.front_matter is not None:
        yield Block(BlockKind.FRONT_MATTER, envelope.front_matter.span)
    fence = envelope.fence
    if fence is not None:
        yield Block(BlockKind.OUTER_FENCE, lines.content(fence.opening))
    yield from read_blocks(text, lines, envelope.rows, markers)
    if fence is not None and fence.closing is not None:
        yield Block(BlockKind.OUTER_FENCE, lines.content(fence.closing))
        yield from read_blocks(text, lines, range(fence.closing + 1, len(lines)), markers)


def _read_title(
    blocks: Sequence[Block], sections: Sequence[Section], front_matter: FrontMatter | None
) -> tuple[str, Span | None]:
    for section in sections:
        if section.level == 1 and section.kind is None:
            return section.title, section.heading
    written = front_matter.values.get("title", "") if front_matter else ""
    if not written and sections and sections[0].kind is None:
        first = sections[0]
        if first.heading == blocks[0].span:  # A title of the same level as the sections.
            return first.title, first.heading
    return written, None


def _read_status(text: str, blocks: Sequence[Block], front_matter: FrontMatter | None) -> str:
    if front_matter is not None and front_matter.values.get("status"):
        return front_matter.values["status"]
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level > 1:
            break
        for line in block.lines:
            match = _STATUS.match(text, line.start, line.end)
            if match is not None:
                return match[1].strip(" *_`")
    return ""


def _outer_fence_notes(lines: LineIndex, fence: OuterFence | None) -> Iterator[Note]:
    if fence is None:
        return
    opening = lines.content(fence.opening)
    if fence.closing is None:
        yield Note(NoteKind.UNCLOSED_FENCE, opening)
    last = len(lines) - 1 if fence.closing is None else fence.closing
    yield Note(NoteKind.OUTER_FENCE, Span(opening.start, lines.content(last).end))


def _unclosed_fences(text: str, lines: LineIndex, blocks: Sequence[Block]) -> Iterator[Note]:
    for block in blocks:
        if block.kind is not BlockKind.FENCE:
            continue
        rows = lines.lines_of(block.span)
        opening = _FENCE.findall(text, block.span.start, lines.content(rows[0]).end)
        closing = _closing_pattern(block).fullmatch(lines.content(rows[-1]).cut(text))
        if closing is None or len(rows) == 1 or not closing[1].startswith(opening[0]):
            yield Note(NoteKind.UNCLOSED_FENCE, lines.content(rows[0]))


def _closing_pattern(block: Block) -> re.Pattern[str]:
    """How the line looks that closes a fence, by what the fence stands in."""
    if block.quoted:
        return _FENCE_CLOSE
    return _ITEM_FENCE_CLOSE if block.list_depth else _BARE_FENCE_CLOSE


def _conflict_notes(text: str, lines: LineIndex, blocks: Sequence[Block]) -> Iterator[Note]:
    if _MERGE not in text:
        return
    code = [block.span for block in blocks if block.kind in CODE_KINDS]
    start: int | None = None
    divided = False
    for match in _MARKER.finditer(text):
        if is_within(code, match.start()):
            continue
        if match[1]:
            start, divided = match.start(), False
        elif match[2]:
            divided = start is not None
        elif start is not None and divided:
            end = lines.content(lines.line_of(match.start())).end
            yield Note(NoteKind.CONFLICT_MARKERS, Span(start, end))
            start = None


def _markers_in(text: str, lines: LineIndex, conflicts: Iterable[Note]) -> tuple[int, ...]:
    """The lines of the markers themselves, none of which is a heading's underline or a quote."""
    return tuple(
        lines.line_of(match.start())
        for conflict in conflicts
        for match in _MARKER.finditer(text, conflict.span.start, conflict.span.end)
    )
