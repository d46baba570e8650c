"""Taking comments for Milepost out of a plan."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from milepost.document import Document

_BLANK = " \t"
_ENVELOPES = ("---", "```", "~~~")
"""What makes something else of a plan when it begins with it."""


def remove_codes(codes: Sequence[Span], unwanted: Collection[Span]) -> EditSet:
    """Takes some, not all, of the codes of a suppression comment out, each with its separator."""
    edits: list[TextEdit] = []
    at = 0
    while at < len(codes):
        first = at
        while at < len(codes) and codes[at] in unwanted:
            at += 1
        if at > first:
            start = codes[first - 1].end if first else codes[0].start
            end = codes[at - 1].end if first else codes[at].start
            edits.append(TextEdit.delete(Span(start, end)))
        at += 1
    return EditSet.of(edits)


def remove_comment(document: Document, span: Span) -> EditSet | None:
    """Takes an HTML comment out, with the line it stands alone in.

    `None` where the rest of the plan might be read otherwise without it: a comment ends a list or
    a paragraph, and what it stands before may mean something else at the beginning of a line.
    """
    blocks = document.plan.blocks
    index = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
    if blocks[index].kind is not BlockKind.HTML:
        return _remove_from_text(document, span)
    if blocks[index].span.cut(document.text).strip() != span.cut(document.text):
        return None
    opens = index == 0 or (index == 1 and blocks[0].kind is BlockKind.FRONT_MATTER)
    return _remove_lines(document, span, opens=opens)


def _remove_lines(document: Document, span: Span, *, opens: bool) -> EditSet | None:
    """For a comment that is a block of its own; `opens` when the plan begins with it."""
    text, lines = document.text, document.lines
    rows = lines.lines_of(span)
    first, last = rows[0], rows[-1]
    indent = text[lines.start(first) : span.start]
    below = compiled(r"[^ \t\r\n]").search(text, lines.start(last + 1))
    following = _line_of(document, below.start()) if below else ""
    if indent.strip(_BLANK) or _width(following) > _width(indent):
        return None
    if opens and following.startswith(_ENVELOPES):
        return None
    blank_above = first == 0 or _is_blank(document, first - 1)
    blank_below = last + 1 >= len(lines) or _is_blank(document, last + 1)
    if not blank_above and not blank_below:
        return _delete(text, lines.start(first), lines.end(last))
    start, end = lines.start(first), lines.start(last + 1)
    if blank_above and blank_below:
        if below:
            end = lines.start(last + 2)
        else:
            start = lines.start(max(0, first - 1))
    return _delete(text, start, end)


def _remove_from_text(document: Document, span: Span) -> EditSet | None:
    """For a comment within a paragraph, a heading or a table."""
    text, lines = document.text, document.lines
    rows = lines.lines_of(span)
    before = text[lines.start(rows[0]) : span.start]
    after = text[span.end : lines.end(rows[-1])]
    if not before.strip(_BLANK) and not after.strip(_BLANK):
        return _delete(text, lines.start(rows[0]), lines.start(rows[-1] + 1))
    # Without a word before it, what stands behind it might become a bullet or a heading.
    if not any(character.isalnum() for character in before):
        return None
    start = span.start - (len(before) - len(before.rstrip(_BLANK)))
    if after.strip(_BLANK) and after[0] not in _BLANK:
        if start == span.start:
            return None
        start = span.start
    return _delete(text, start, span.end)


def _delete(text: str, start: int, end: int) -> EditSet | None:
    # Two line ends of different kinds must not become one.
    if text.endswith("\r", 0, start) and text.startswith("\n", end):
        return None
    return EditSet.of((TextEdit.delete(Span(start, end)),))


def _line_of(document: Document, offset: int) -> str:
    """The whole line that holds `offset`."""
    return document.lines.content(document.lines.line_of(offset)).cut(document.text)


def _is_blank(document: Document, row: int) -> bool:
    return not document.lines.content(row).cut(document.text).strip(_BLANK)


def _width(line: str) -> int:
    """How far a line is indented, in columns."""
    return len(line[: len(line) - len(line.lstrip(_BLANK))].expandtabs(4))
