"""Operations on fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.model import Block, BlockKind, NoteKind
from milepost.plan.patterns import compiled
from milepost.plan.query import blocks_within
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.document import Document
    from milepost.plan.model import Note

_INDENT = 4
_BULLETS = r"[ ]*(?:(?:[-*+]|[0-9]{1,9}[.)]) {1,4})+"
"""What stands before the first word of an item; the rest of the item is aligned with that word."""
_OPENING = r"([^`~\r\n]*?)(`{3,}|~{3,})[^\r\n]*"
_HEADING = r"(?<=[\r\n])[ \t>]*(?:\r\n|\r|\n)[ \t>]*#{2,6}[ \t]"
_MARKER = r"(?<=[\r\n])[ \t>]*(?:```|~~~)"
_BLANK = " \t"
_WORDED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


def unwrap(document: Document) -> EditSet:
    """Removes the two lines of the fence around the plan, and not one byte besides."""
    lines = document.lines
    return EditSet.of(
        TextEdit.delete(lines.full(lines.line_of(block.span.start)))
        for block in document.plan.blocks
        if block.kind is BlockKind.OUTER_FENCE
    )


def close_fence(document: Document, note: Note) -> EditSet:
    """Adds the closing line of an unclosed fence: before the next heading, else at its end.

    Where it was meant to end nobody can know, as everything behind it is read as code. Marks of
    fences behind that heading would be left without their other half.
    """
    text = document.text
    opening = compiled(_OPENING).match(text, note.span.start, note.span.end)
    block = blocks_within(document.plan, note.span)[0]
    end = block.span.end
    if block.kind is BlockKind.OUTER_FENCE:
        end = document.plan.content.end
    else:
        heading = compiled(_HEADING).search(text, note.span.end, end)
        if heading and not compiled(_MARKER).search(text, heading.end(), end):
            end = heading.start()
    at = note.span.end + len(text[note.span.end : end].rstrip(" \t\r\n"))
    prefix, marker = ("", "```") if opening is None else opening.groups()
    aligned = compiled(r"[^>\t]").sub(" ", prefix)
    newline = _newline(document, document.lines.line_of(note.span.start))
    return EditSet.replace(Span(at, at), f"{newline}{aligned}{marker}")


def unfence(document: Document) -> Iterator[tuple[Block, EditSet | None]]:
    """Every closed fence of the plan outside quotations, with what makes it indented code.

    The code stays the same to the byte, in the same list item. `None` where four spaces cannot
    say it: with blank lines at its edge, right below a list it does not belong to (the list would
    take it in), next to indented code (the two would be one), and where a tab or a bullet stands
    in its margin. All the edits can be made together.
    """
    plan = document.plan
    unclosed = {note.span.start for note in document.notes if note.kind is NoteKind.UNCLOSED_FENCE}
    leads: dict[int, Block] = {}
    before: Block | None = None
    for at, block in enumerate(plan.blocks):
        if block.leads_item:
            leads[block.list_depth] = block
        if block.kind is BlockKind.FENCE and _is_whole(document, block, unclosed):
            after = plan.blocks[at + 1] if at + 1 < len(plan.blocks) else None
            edits = None
            if not _merges(block, before, after):
                edits = _indented(document, block, leads.get(block.list_depth))
            yield block, edits
            if edits is not None:
                before = Block(BlockKind.INDENTED_CODE, block.span, list_depth=block.list_depth)
                continue
        before = block


def _is_whole(document: Document, block: Block, unclosed: set[int]) -> bool:
    lines = document.lines
    opening = lines.start(lines.line_of(block.span.start))
    return (
        not block.quoted and opening not in unclosed and document.plan.content.contains(block.span)
    )


def _merges(block: Block, before: Block | None, after: Block | None) -> bool:
    """Whether four more spaces would make the fence part of what stands beside it."""
    if before is not None:
        listed = before.list_depth > block.list_depth
        if listed or before.kind is BlockKind.INDENTED_CODE:
            return True
    return after is not None and after.kind is BlockKind.INDENTED_CODE


def _indented(document: Document, block: Block, lead: Block | None) -> EditSet | None:
    """The fence as indented code, `lead` being what its list item begins with."""
    lines, content = document.lines, document.plan.content
    rows = lines.lines_of(block.span)
    opening = lines.content(rows[0])
    margin = _margin(document, block, opening)
    column = _item_column(document, block, lead)
    if margin is None or column is None or not column <= margin < column + _INDENT:
        return None
    code = [_code_line(lines.full(row).cut(document.text), margin, column) for row in rows[1:-1]]
    closing = lines.content(rows[-1]).cut(document.text)
    if closing.startswith(" " * (column + _INDENT)):  # It is code itself, and closes nothing.
        return None
    if None in code or not code or not (code[0] or "").strip() or not (code[-1] or "").strip():
        return None
    parts = [line for line in code if line is not None]
    # A blank line ends as the line above it: other ends could make one of the two.
    if opening.start > content.start and _has_text(document, rows[0] - 1):
        parts.insert(0, _newline(document, rows[0] - 1))
    end = lines.full(rows[-1]).end
    if end < content.end and _has_text(document, rows[-1] + 1):
        parts.append(_newline(document, rows[-2]))
    return EditSet.replace(Span(opening.start, min(end, content.end)), "".join(parts))


def _margin(document: Document, block: Block, opening: Span) -> int | None:
    """How many spaces stand before the fence; `None` when something else does."""
    before = document.text[opening.start : opening.end]
    spaces = len(before) - len(before.lstrip(" "))
    return None if block.leads_item or before[spaces] == "\t" else spaces


def _item_column(document: Document, block: Block, lead: Block | None) -> int | None:
    """The column that the text of the fence's list item is aligned with; 0 outside lists."""
    if not block.list_depth:
        return 0
    if lead is None or lead.kind not in _WORDED or block.span.end > lead.item_end:
        return None
    lines = document.lines
    line = lines.start(lines.line_of(lead.span.start))
    if compiled(_BULLETS).fullmatch(document.text, line, lead.span.start) is None:
        return None
    return lead.span.start - line


def _code_line(line: str, margin: int, column: int) -> str | None:
    """A line of the fence as a line of indented code; `None` when a tab crosses the margin."""
    code = line.lstrip(" ")
    spaces = len(line) - len(code)
    if spaces < margin and code[:1] == "\t":
        return None
    if not code.strip("\r\n") and spaces <= margin:
        return code
    return " " * (column + _INDENT) + line[min(spaces, margin) :]


def _newline(document: Document, row: int) -> str:
    """How a line ends; as a new line would where it is the last one."""
    end = document.lines.full(row).end
    return document.text[document.lines.end(row) : end] or "\n"


def _has_text(document: Document, row: int) -> bool:
    return document.lines.content(row).cut(document.text).strip(_BLANK) != ""
