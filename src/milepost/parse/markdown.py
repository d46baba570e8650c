"""Markdown's block structure with exact spans: the only importer of `markdown_it`.

Inline parsing is off: it costs more than the blocks and knows no positions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from milepost.plan.model import Block, BlockKind
from milepost.plan.patterns import compiled
from milepost.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from markdown_it.token import Token

_LEAVES = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "fence": BlockKind.FENCE,
    "code_block": BlockKind.INDENTED_CODE,
    "html_block": BlockKind.HTML,
    "table_open": BlockKind.TABLE,
    "hr": BlockKind.RULE,
}
_CONTAINERS = frozenset(
    f"{name}_{edge}"
    for name in ("bullet_list", "ordered_list", "list_item", "blockquote")
    for edge in ("open", "close")
)
_WITH_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})
# NUL, which the parser replaces, and all that Python takes for white space and Markdown does not.
# With a visible character in its place every line of a token's content is a line of the file.
_EXOTIC = re.compile("[\0\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_STAND_IN = "\ufffd"
_DIVIDER = "*"
_CONTAINER_MARKS = re.compile(r"(?:[ \t]*(?:>[ \t]?|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)))*")
# The parser gives up on deeper nesting, two levels to a list, and leaves that text to no block.
_MAX_NESTING = 60


_MARKS = r"\n[ \t>*+\-0-9.)]*"
"""The beginning of a line with all that may stand for lists and quotes, and a little more."""
_SIGNS = {
    "lheading": r"\n[ \t>]*[\-=]+[ \t]*(?:\n|$)",
    "blockquote": rf"{_MARKS}>",
    "html_block": rf"{_MARKS}<",
    "hr": rf"{_MARKS}(?:\*[ \t]*\*[ \t]*\*|-[ \t]*-[ \t]*-|_[ \t]*_[ \t]*_)",
    "table": rf"{_MARKS}[|:\-][|: \t\-]*(?:\n|$)",
}
"""Constructs that few texts hold, each with what is found in every text that holds it.

The parser asks for each at every line, and for underlined headings at every line twice.
"""


@cache
def _parser_without(absent: frozenset[str]) -> MarkdownIt:
    """A parser that does not look for what is `absent`."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    # What it is given has no other line ends than line feeds, and no NUL.
    parser.core.ruler.enableOnly(["block"])
    # References would swallow lines such as `[x]: done` without leaving a token behind.
    parser.block.ruler.disable(["reference", *absent])
    # The first use compiles the rules, and two threads doing so at once would disturb each other.
    parser.parse("")
    return parser


def _parse(plain: str) -> list[Token]:
    if "\r" in plain:
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    # Behind a line feed each: a search for a character at the beginning skips all others quickly.
    lines = f"\n{plain}"
    absent = (name for name, sign in _SIGNS.items() if not compiled(sign).search(lines))
    return _parser_without(frozenset(absent)).parse(plain)


def read_blocks(
    text: str, lines: LineIndex, rows: range, dividers: Collection[int] = ()
) -> Iterator[Block]:
    """The leaf blocks of the lines in `rows`, in order; each span lies in the whole `text`.

    The lines in `dividers`, such as the markers of a merge, are read as rules, which end what
    stands before them, whatever they hold.
    """
    excerpt = text[lines.start(rows.start) : lines.start(rows.stop)]
    plain = _EXOTIC.sub(_STAND_IN, excerpt)
    if dividers:
        inside = [lines.content(row) for row in dividers if row in rows]
        plain = _divided(plain, [line.shift(-lines.start(rows.start)) for line in inside])
    yield from _BlockReader(text, excerpt, plain, lines, rows.start).read(_parse(plain))


def _divided(plain: str, lines: Iterable[Span]) -> str:
    """The text with each of the lines as a rule of its own length."""
    pieces: list[str] = []
    at = 0
    for line in lines:
        pieces += plain[at : line.start], _DIVIDER * len(line)
        at = line.end
    return "".join((*pieces, plain[at:]))


class _BlockReader:
    """Turns one token stream into blocks. `plain` is the excerpt as the parser saw it."""

    def __init__(
        self, text: str, excerpt: str, plain: str, lines: LineIndex, first_row: int
    ) -> None:
        self._text = text
        self._plain = plain
        self._is_plain = plain == excerpt
        self._offset = lines.start(first_row)
        self._lines = lines
        self._first_row = first_row
        self._list_depth = 0
        self._quote_depth = 0
        self._new_item_end = 0

    def read(self, tokens: list[Token]) -> Iterator[Block]:
        for index, token in enumerate(tokens):
            kind = _LEAVES.get(token.type)
            if kind is None:
                if token.type in _CONTAINERS:
                    self._enter_container(token)
            else:
                content = tokens[index + 1].content if kind in _WITH_LINES else ""
                yield self._block(token, kind, content)
                self._new_item_end = 0

    def _enter_container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._list_depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._list_depth -= 1
            case "blockquote_open":
                self._quote_depth += 1
            case "blockquote_close":
                self._quote_depth -= 1
            case "list_item_open":
                first, last = self._rows(token)
                self._new_item_end = self._end_of_rows(first, last)
            case _:
                self._new_item_end = 0

    def _block(self, token: Token, kind: BlockKind, content: str) -> Block:
        first, last = self._rows(token)
        start = self._lines.start(first)
        end = self._end_of_rows(first, last)
        lines: tuple[Span, ...] = ()
        if kind in _WITH_LINES:
            hashed = token.markup[:1] == "#"
            lines = self._text_lines(first, content, hashed=hashed)
            start = self._text.find("#", start) if hashed else lines[0].start
            end = max(end, lines[-1].end)
        elif (self._new_item_end or self._quote_depth) and kind is not BlockKind.RULE:
            start = self._behind_marks(start, end)
        return Block(
            kind,
            Span(start, end),
            lines,
            level=int(token.tag[1]) if kind is BlockKind.HEADING else 0,
            list_depth=self._list_depth,
            leads_item=self._new_item_end > 0,
            quoted=self._quote_depth > 0,
            info=self._info(token, first) if kind is BlockKind.FENCE else "",
            item_end=self._new_item_end,
        )

    def _rows(self, token: Token) -> tuple[int, int]:
        """The first line of a token and the one after its last."""
        first, last = token.map or (0, 1)
        return self._first_row + first, self._first_row + last

    def _end_of_rows(self, first: int, last: int) -> int:
        """Where the lines before `last` end, without blank ones and the terminator."""
        blank = " \t>" if self._quote_depth else " \t"
        row = last - 1
        while row > first and not self._plain_line(row).strip(blank):
            row -= 1
        return self._lines.end(row)

    def _plain_line(self, row: int) -> str:
        return self._plain[
            self._lines.start(row) - self._offset : self._lines.end(row) - self._offset
        ]

    def _behind_marks(self, start: int, end: int) -> int:
        """Where a line's text begins, after the bullets and quotation marks before it."""
        marks = _CONTAINER_MARKS.match(self._text, start, end)
        return marks.end() if marks else start

    def _text_lines(self, first: int, content: str, *, hashed: bool) -> tuple[Span, ...]:
        """Where each line of a paragraph or heading stands, without white space around it."""
        spans: list[Span] = []
        for row, piece in enumerate(content.split("\n"), first):
            wording = piece.strip(" \t")
            line = self._plain_line(row).rstrip(" \t")
            end = self._lines.start(row) + _end_of(line, wording, hashed=hashed)
            span = Span(end - len(wording), end)
            spans.append(span if self._is_plain else self._stripped(span))
        return tuple(spans)

    def _stripped(self, span: Span) -> Span:
        """The span without the white space at its ends that Markdown takes for text."""
        written = span.cut(self._text)
        end = span.start + len(written.rstrip())
        return Span(min(end, span.end - len(written.lstrip())), end)

    def _info(self, token: Token, row: int) -> str:
        """The info string of a fence, as the file has it."""
        opening = self._lines.content(row).cut(self._text)
        return opening.partition(token.markup)[2].strip()


def _end_of(line: str, wording: str, *, hashed: bool) -> int:
    """Where in its line a piece of content ends: at the line's end, or before closing hashes."""
    if hashed and wording:
        end = line.rfind(wording, 0, len(line.rstrip("#").rstrip(" \t"))) + len(wording)
        return end if end >= len(wording) else len(line)
    return len(line)
