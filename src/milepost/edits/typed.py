"""What a person typed, made to lines that stay where they are put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.parse.labels import find_labels
from milepost.plan.patterns import compiled
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.document import Document

_LINE_END = r"\r\n|\r|\n"
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]"
_LOST = "[\0\ud800-\udfff]"
"""What would make the whole file one that cannot be edited."""
_STRUCTURE = (
    r"(?P<gap>[ \t]*)(?:(?P<number>[0-9]{1,9})(?=[.)](?:[ \t]|$))"
    r"|(?=#{1,6}(?:[ \t]|$)|[>|<]|[-+*](?:[ \t\[]|$)|=+[ \t]*$|(?:[-*_][ \t]*){3,}$|`{3}|~{3}"
    r"|[-:][-:| \t]*$))"
)
"""How a line begins that is not plain words; a backslash behind the match makes it so."""
_CODE_INDENT = "    "


def typed_lines(text: str) -> list[str]:
    """The lines of a typed text, without control characters, blank ends and a common indent."""
    rows = [
        compiled(_CONTROLS).sub(" ", row).rstrip()
        for row in compiled(_LINE_END).split(compiled(_LOST).sub("\ufffd", text))
    ]
    first = next((at for at, row in enumerate(rows) if row.strip()), len(rows))
    while len(rows) > first and not rows[-1].strip():
        rows.pop()
    rows = rows[first:]
    margins = [len(row) - len(row.lstrip()) for row in rows[1:] if row.strip()]
    margin = min(margins, default=0)
    return [row.lstrip() if at == 0 else row[margin:] for at, row in enumerate(rows)]


def ways_to_write(text: str) -> Iterator[list[str]]:
    """The lines of a typed text: as they are, then so that none of them can begin anything.

    The first line is taken to follow other words; a text without any has no ways.
    """
    lines = typed_lines(text)
    if lines:
        yield lines
        plain = written(text, 1)
        if plain != lines:
            yield plain


def written(text: str, level: int) -> list[str]:
    """The lines of a typed text, the higher the level the more certainly nothing but words.

    0: as they are. 1: no line but the first can begin a block. 2: nor can the first, and no words
    are labels.
    """
    lines = typed_lines(text)
    if level == 2:
        return [_without_labels(as_words(line)) for line in lines]
    return lines if level == 0 else [*lines[:1], *map(as_words, lines[1:])]


def as_words(line: str) -> str:
    """The line with a backslash before what would make a block of it."""
    start = compiled(_STRUCTURE).match(line.lstrip(" \t") if line.strip() else "")
    if start is None:
        return line
    gap = len(line) - len(line.lstrip(" \t"))
    at = gap + start.end()
    return f"{line[:at]}\\{line[at:]}"


def on_one_line(text: str) -> str:
    """A typed text without line ends."""
    return " ".join(" ".join(typed_lines(text)).split())


def indented(lines: Sequence[str], margin: str, newline: str) -> str:
    """The lines below each other: all but the first begin with `margin`, blank ones excepted."""
    blank = margin.rstrip(" \t") if ">" in margin else ""
    rest = (f"{margin}{line}" if line.strip() else blank for line in lines[1:])
    return newline.join([lines[0], *rest])


def verbatim_lines(text: str) -> list[str]:
    """The lines of a pasted text exactly as they are, without blank ones at either end."""
    rows = compiled(_LINE_END).split(compiled(_LOST).sub("\ufffd", text))
    while rows and not rows[0].strip():
        del rows[0]
    while rows and not rows[-1].strip():
        rows.pop()
    return rows


def as_code(lines: Sequence[str], margin: str, newline: str) -> str:
    """The lines as an indented block, with the blank line above that makes one of them."""
    blank = margin.rstrip(" \t")
    rows = (f"{margin}{_CODE_INDENT}{line}" if line.strip() else blank for line in lines)
    return newline.join((blank, *rows))


def newline_near(document: Document, offset: int) -> str:
    """How the line at `offset` ends, or the one before; else as most lines do."""
    lines = document.lines
    row = lines.line_of(offset)
    for near in (row, row - 1):
        if 0 <= near < len(lines) - 1:
            return document.text[lines.end(near) : lines.start(near + 1)]
    return document.source.newline


def _without_labels(line: str) -> str:
    """The line with a backslash before the colon of each word that would be read as a label."""
    for label in reversed(list(find_labels(line, Span(0, len(line))))):
        written = label.span.cut(line)
        colon = max(written.rfind(":"), written.rfind("："))
        if colon >= 0:
            at = label.span.start + colon
            line = f"{line[:at]}\\{line[at:]}"
    return line
