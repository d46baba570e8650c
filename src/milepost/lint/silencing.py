"""Writing the comment that silences a finding."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from milepost.edits.rereading import has_same_frame, item_facts
from milepost.edits.typed import newline_near, on_one_line
from milepost.lint.suppression import Suppressions
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document

_LONGEST_REASON = 200
_BLANK = " \t"


class Reach(Enum):
    """What a comment silences besides the finding that it is written for."""

    LINE = "line"
    """Findings of the same rule on the same line."""
    BLOCK = "block"
    """Those in the same piece of code or table."""
    FILE = "file"
    """All of the same rule."""


class Silencing(NamedTuple):
    """A comment, or a pair of them, to be written."""

    edits: EditSet
    reach: Reach


def suppress_here(document: Document, diagnostic: Diagnostic, reason: str = "") -> Silencing | None:
    """Silences one finding of this document by a comment that reaches no further than it must.

    The comment stands at the end of the finding's line, else above it, else around the code that
    it is in, else it is about the file. `None` where none of them would be read as a comment, or
    the plan would be read otherwise with it.
    """
    about = diagnostic.code
    if why := _as_reason(reason):
        about += f" -- {why}"
    for way in _ways(document, diagnostic, about):
        if _is_sound(document, diagnostic, way.edits):
            return way
    return None


def _ways(document: Document, diagnostic: Diagnostic, about: str) -> Iterator[Silencing]:
    """The ways to write it, the narrowest first; not all of them need to be of use."""
    rows = document.lines.lines_of(diagnostic.span)
    behind = f" <!-- milepost-disable-line {about} -->"
    for row in dict.fromkeys((rows[0], rows[-1])):
        yield Silencing(_at_the_end(document, row, behind), Reach.LINE)
    for gap in (1, 2):
        above = _above(document, rows[0], f"<!-- milepost-disable-next-line {about} -->", gap)
        yield Silencing(above, Reach.LINE)
    around = _around(document, diagnostic, about)
    if around is not None:
        yield Silencing(around, Reach.BLOCK)
    yield Silencing(_in_file(document, f"<!-- milepost-disable-file {about} -->"), Reach.FILE)


def _as_reason(typed: str) -> str:
    """A reason as it can stand in a comment, which must not end in the middle of it."""
    plain = compiled("(?:--+|<!|[<>])+").sub("-", on_one_line(typed))
    return plain[:_LONGEST_REASON].strip(" -")


def _at_the_end(document: Document, row: int, comment: str) -> EditSet:
    content = document.lines.content(row)
    held = content.cut(document.text)
    # Two blanks at the end of a line mean something and stay there.
    return EditSet.of((TextEdit.insert(content.start + len(held.rstrip(_BLANK)), comment),))


def _above(document: Document, row: int, comment: str, newlines: int) -> EditSet:
    content = document.lines.content(row)
    held = content.cut(document.text)
    indent = held[: len(held) - len(held.lstrip(_BLANK))]
    text = f"{indent}{comment}{newline_near(document, content.start) * newlines}"
    return EditSet.of((TextEdit.insert(content.start, text),))


def _around(document: Document, diagnostic: Diagnostic, about: str) -> EditSet | None:
    """A comment above the block of the finding, and one below it that ends it."""
    blocks = document.plan.blocks
    at = bisect_right(blocks, diagnostic.span.start, key=lambda each: each.span.start) - 1
    if at < 0:
        return None
    block = blocks[at]
    lines = document.lines
    rows = lines.lines_of(block.span)
    newline = newline_near(document, block.span.start)
    start, end = lines.start(rows[0]), lines.end(rows[-1])
    held = document.text[start : block.span.start]
    indent = "" if held.strip(_BLANK) else held
    return EditSet.of(
        (
            TextEdit.insert(start, f"{indent}<!-- milepost-disable {about} -->{newline * 2}"),
            TextEdit.insert(
                end, f"{newline * 2}{indent}<!-- milepost-enable {diagnostic.code} -->"
            ),
        )
    )


def _in_file(document: Document, comment: str) -> EditSet:
    """Below the title, where a reader comes upon it; without one, at the beginning."""
    sections = document.plan.sections
    newline = document.source.newline
    if not sections:
        own = document.text[document.plan.content.start :]
        start = len(document.text) - len(own.lstrip("\r\n"))
        return EditSet.of((TextEdit.insert(start, f"{comment}{newline * 2}"),))
    end = document.lines.end(document.lines.lines_of(sections[0].heading)[-1])
    return EditSet.of((TextEdit.insert(end, f"{newline * 2}{comment}"),))


def _is_sound(document: Document, diagnostic: Diagnostic, edits: EditSet) -> bool:
    """Whether the finding is silent by it, and nothing but comments is read that was not."""
    after = document.edited(edits)
    same = (
        has_same_frame(document, after)
        and item_facts(document, document.plan.items) == item_facts(after, after.plan.items)
        and _kinds(document) == _kinds(after)
    )
    start, end = edits.map_near(diagnostic.span.start), edits.map_near(diagnostic.span.end)
    moved = diagnostic._replace(span=Span(start, max(start, end)))
    return same and bool(Suppressions(after).sift((moved,))[1])


def _kinds(document: Document) -> list[BlockKind]:
    return [each.kind for each in document.plan.blocks if each.kind is not BlockKind.HTML]
