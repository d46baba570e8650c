"""Putting a text that a person edited in place of a part of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.edits.rereading import item_facts, remarks_on, section_facts
from milepost.edits.typed import newline_near
from milepost.plan.patterns import compiled
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import changed_runs, diff_edits, split_lines

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Section

_LINE_END = r"\r\n|\r|\n"
_LOST = "[\0\ud800-\udfff]"
_BLANK = " \t\r\n"


def editable_span(document: Document, section: Section) -> Span:
    """What of a section is given to be edited: its own text, blank lines around it left out."""
    below = document.lines.end(document.lines.line_of(section.heading.end))
    own = document.text[below : max(below, section.own.end)]
    if not own.strip(_BLANK):
        return Span(below, below)
    start = below + len(own) - len(own.lstrip(_BLANK))
    return Span(start, start + len(own.strip(_BLANK)))


def replace_span(document: Document, span: Span, text: str) -> EditSet | None:
    """Puts a text in place of whole lines, or of a part of one.

    Lines end as those around do; where an empty place below a heading is filled, blank lines set
    the text off. No edits when nothing differs; `None` where anything outside the span would then
    be read in another way: a fence that swallows what follows, a heading that takes the part of
    another.
    """
    old = span.cut(document.text)
    newline = newline_near(document, span.start)
    new = _with_ends_of(old, compiled(_LOST).sub("\ufffd", text), newline)
    if old in (text, new):
        return EditSet()
    if not len(span) and new:
        new = f"{newline * 2}{new}" if span.start else f"{new}{newline * 2}"
    edits = EditSet.replace(span, new)
    return edits if _stays_within(document, span, new, edits) else None


def put_span(document: Document, span: Span, text: str) -> EditSet | None:
    """Puts an exact text in place of another, and edits no character that both have.

    `None` as for `replace_span`.
    """
    old = span.cut(document.text)
    narrow = diff_edits(old, text).edits
    edits = EditSet(tuple(TextEdit(each.span.shift(span.start), each.text) for each in narrow))
    return edits if not edits or _stays_within(document, span, text, edits) else None


def _stays_within(document: Document, span: Span, text: str, edits: EditSet) -> bool:
    """Whether edits that put a text in place of a span leave everything else as it was read."""
    after = document.edited(edits)
    here = Span(span.start, span.start + len(text))
    return _around(document, span) == _around(after, here) and _closed_as_before(document, after)


def _with_ends_of(old: str, new: str, newline: str) -> str:
    """The new text with the old line ends where a line is the same, and one kind elsewhere."""
    rows = split_lines(old)
    lines = compiled(_LINE_END).split(new)
    bare = [row.rstrip("\r\n") for row in rows]
    ends = [newline] * len(lines)
    at = shift = 0
    for here, there in [*changed_runs(bare, lines), (range(len(rows), 0), range(len(lines), 0))]:
        for row in range(at, there.start):
            ends[row] = rows[row - shift][len(bare[row - shift]) :] or newline
        at, shift = there.stop, there.stop - here.stop
    return "".join(map("".join, zip(lines, [*ends[:-1], ""], strict=True)))


def _around(document: Document, span: Span) -> tuple[object, ...]:
    """What is read before a span and behind it."""
    plan = document.plan
    items = [each for each in plan.items if not span.contains(each.span)]
    sections = [each for each in plan.sections if not span.contains(each.heading)]
    return (
        [facts._replace(section="", depth=0) for facts in item_facts(document, items)],
        section_facts(sections),
        [block.kind for block in plan.blocks if block.span.start >= span.end],
        len(document.text) - plan.content.end,
    )


def _closed_as_before(before: Document, after: Document) -> bool:
    """Whether nothing is left open, or in conflict, that was not."""
    old = remarks_on(before)
    return all(old.count(kind) >= remarks_on(after).count(kind) for kind in remarks_on(after))
