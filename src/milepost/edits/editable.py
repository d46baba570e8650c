"""What of a plan is edited when the cursor is somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.model import BlockKind
from milepost.plan.query import blocks_within, item_at, section_at
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Block, ChecklistItem, Section

_BLANK = " \t\r\n"
_NO_TEXT = frozenset({BlockKind.FRONT_MATTER, BlockKind.OUTER_FENCE})


class Editable(NamedTuple):
    """Whole lines of a plan, without the last line's end, and what to call them."""

    span: Span
    name: str
    section: Section | None
    """The section that they stand in; `None` before the first heading."""
    within: Span
    """What is about the same matter: the section's own text for a section, else the lines."""


def editable_section(document: Document, section: Section) -> Editable:
    """A heading with the text below it, up to the next heading of any level."""
    start = _line_start(document, section.heading.start)
    own = Span(start, max(section.own.end, section.heading.end))
    text = own.cut(document.text)
    end = max(start + len(text.rstrip(_BLANK)), section.heading.end)
    return Editable(Span(start, end), section.title, section, own)


def editable_item(document: Document, item: ChecklistItem) -> Editable:
    """An item's own lines, without the items that are nested in it."""
    span = _whole_lines(document, item.span)
    section = None if item.section is None else document.plan.sections[item.section]
    return Editable(span, f"“{_shortened(item.text)}”", section, span)


def editable_at(document: Document, offset: int) -> Editable | None:
    """The item, heading with its section, or block at a place; else the section.

    `None` where there is nothing to be edited.
    """
    item = item_at(document.plan, offset)
    row = document.lines.line_of(offset)
    line = Span(document.lines.start(row), document.lines.end(row))
    if item is not None and item.span.start <= line.end:
        return editable_item(document, item)
    section = section_at(document.plan, offset)
    if section is not None and line.start <= section.heading.start <= line.end:
        return editable_section(document, section)
    block = _block_on(document, line)
    if block is None:
        return None if section is None else editable_section(document, section)
    if block.kind is BlockKind.HEADING and section is not None:
        return editable_section(document, section)
    span = _list_item_around(document, block) or block.span
    span = _whole_lines(document, span)
    name = section.title if section is not None else ""
    return Editable(span, name or "the text before the first heading", section, span)


def _block_on(document: Document, line: Span) -> Block | None:
    blocks = document.plan.blocks
    found = [
        block for block in blocks
        if block.span.start <= line.end and block.span.end > line.start
        and block.kind not in _NO_TEXT
    ]  # fmt: skip
    return found[0] if found else None


def _list_item_around(document: Document, block: Block) -> Span | None:
    """The innermost list item that holds a block, as far as its own blocks go."""
    if not block.list_depth:
        return None
    before = blocks_within(document.plan, Span(0, block.span.start + 1))
    around = (
        Span(other.span.start, other.item_end)
        for other in reversed(before)
        if other.leads_item and other.item_end >= block.span.end
    )
    return next(around, None)


def _whole_lines(document: Document, span: Span) -> Span:
    lines = document.lines
    text = span.cut(document.text)
    end = span.start + len(text.rstrip(_BLANK))
    start = _line_start(document, span.start)
    return Span(start, max(start, lines.end(lines.line_of(max(span.start, end - 1)))))


def _line_start(document: Document, offset: int) -> int:
    return document.lines.start(document.lines.line_of(offset))


def _shortened(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
