"""Operations on headings and on what stands directly below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.canon import classify_title
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.plan.placeholders import is_placeholder
from milepost.plan.query import blocks_within
from milepost.plan.spelling import find_misspelling
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Section
    from milepost.plan.spelling import Misspelling

_LONGEST_TITLE = 80
_WORDED = r"[^\ue000-\ue003#]*[^\W_][^\ue000-\ue003#]*"
"""Words without inline code, links, quotations and anything that closes a heading."""
_UNSETTLED = r"(?i)\b(?:tb[acd]|todo|fixme|undecided|to be|fill(?: \w+)? in|insert)\b|\?{3}"
"""What nobody wants to read twice."""


def respell_heading(section: Section, misspelling: Misspelling) -> EditSet:
    """Mends the words of a heading; `misspelling` counts from the heading's first character."""
    return EditSet.of(
        TextEdit(Span(start, end).shift(section.heading.start), text)
        for start, end, text in misspelling.repairs
    )


def separate_heading(document: Document, section: Section) -> EditSet:
    """Puts a blank line below a heading that is not the last line of the text."""
    lines = document.lines
    row = lines.line_of(section.heading.end)
    newline = document.text[lines.end(row) : lines.start(row + 1)]
    return EditSet.replace(Span(lines.start(row + 1), lines.start(row + 1)), newline)


def insert_below_title(document: Document, paragraph: str) -> EditSet:
    """Puts a paragraph of one line directly below the title, or first in a plan without one."""
    newline, plan = document.source.newline, document.plan
    first = min(plan.by_kind.values(), default=None)
    title = plan.title_span
    if title is None or (first is not None and title.start > plan.sections[first].heading.start):
        at = plan.content.start
        return EditSet.replace(Span(at, at), f"{paragraph}{newline}{newline}")
    lines = document.lines
    row = lines.line_of(title.end)
    last = row + 1 == len(lines)
    followed = not last and bool(lines.content(row + 1).cut(document.text).strip(" \t"))
    at = lines.end(row)
    return EditSet.replace(Span(at, at), f"{newline * 2}{paragraph}{newline if followed else ''}")


def raise_title(document: Document) -> EditSet | None:
    """Gives a plan that has no heading of level 1 one, out of its own words.

    That is the heading that begins it, a short line above all sections, or what its purpose says
    in a short first sentence. None when there is no such thing.
    """
    title = document.plan.title_span
    if title is not None and find_misspelling(document.plan.title) is None:
        return _promote(document, title)
    return _raise_lead(document) or _title_from_purpose(document)


def _promote(document: Document, heading: Span) -> EditSet:
    """Makes a heading one of level 1."""
    marks = compiled(r"#{1,6}(?=[ \t\r\n]|$)").match(document.text, heading.start)
    if marks is not None:
        return EditSet.replace(Span(*marks.span()), "#")
    lines = document.lines
    underline = compiled(r"-+").search(document.text, lines.start(lines.line_of(heading.end)))
    return (
        EditSet()
        if underline is None
        else EditSet.replace(Span(*underline.span()), "=" * len(underline[0]))
    )


def _raise_lead(document: Document) -> EditSet | None:
    """Makes the plan's first line its title, when it reads like one."""
    blocks = blocks_within(document.plan, document.plan.content)
    first = blocks[0] if blocks else None
    if first is None or first.kind is not BlockKind.PARAGRAPH or len(first.lines) != 1:
        return None
    words = first.lines[0].cut(document.text)
    inside = first.list_depth or first.quoted
    if inside or words != first.span.cut(document.text) or not _is_title(words.strip("*_ ")):
        return None
    return EditSet.replace(first.span, f"# {words.strip('*_ ')}")


def _title_from_purpose(document: Document) -> EditSet | None:
    """Puts the first sentence of the purpose above everything, when it reads like a title."""
    plan, prose = document.plan, document.prose
    purpose = plan.section(SectionKind.PURPOSE)
    if purpose is None:
        return None
    for sentence in prose.sentences():
        if purpose.body.start <= prose.offset(sentence.start) < purpose.body.end:
            words = sentence.own.rstrip(" .!。！")
            if not _is_title(words) or compiled(_UNSETTLED).search(words):
                return None
            newline, at = document.source.newline, plan.content.start
            return EditSet.replace(Span(at, at), f"# {words}{newline}{newline}")
    return None


def _is_title(words: str) -> bool:
    """Whether a text names something: short, worded, no sentence, no label, no section's name."""
    if len(words) > _LONGEST_TITLE or words.endswith((".", ":", "。", "：", "?", "？")):
        return False
    if compiled(_WORDED).fullmatch(words) is None or compiled(r"(?i)status\s*:").match(words):
        return False
    if is_placeholder(words) or classify_title(words) is not None:
        return False
    return find_misspelling(words) is None
