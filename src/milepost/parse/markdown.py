"""Markdown's block structure with exact spans: the only importer of `markdown_it`.

Inline parsing is off: it costs more than the blocks and knows no positions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    fence,
    heading,
    hr,
    html_block,
    list_block,
    table,
)

from milepost.plan.model import Block, BlockKind
from milepost.plan.patterns import compiled
from milepost.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from markdown_it.token import Token

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_LEAVES = {
    "heading_open": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
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
_MOST_INDENT = 3
_BLANK = " \t"
_BLANK_LINES = " \t\n"
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


_BEGIN_WITH_ANYTHING = frozenset({"lheading", "table"})
_BY_FIRST_CHARACTER: Mapping[str, tuple[_BlockRule, ...]] = {
    "#": (heading,),
    ">": (blockquote,),
    "<": (html_block,),
    "_": (hr,),
    "+": (list_block,),
    **dict.fromkeys("`~", (fence,)),
    **dict.fromkeys("*-", (hr, list_block)),
    **dict.fromkeys("0123456789", (list_block,)),
}
"""What else than a paragraph a line may begin, unless it is one of those above."""


class _Dispatch:
    """Asks at each line only for what it can begin: most are text.

    A paragraph is one token instead of three, a leaf like a fence, with its text for content.
    """

    def __init__(self, *, has_tables: bool) -> None:
        self._anywhere: tuple[_BlockRule, ...] = (table,) if has_tables else ()

    def read_block(self, state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- as the parser calls it
        """Reads what a line begins that is not indented so far that it may be code."""
        if state.sCount[first] - state.blkIndent > _MOST_INDENT:
            return False
        sign = state.src[state.bMarks[first] + state.tShift[first]]
        for rule in _BY_FIRST_CHARACTER.get(sign, ()):
            if rule(state, first, end, silent):
                return True
        return self.read_paragraph(state, first, end, silent)

    def read_paragraph(self, state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG002 -- as the parser calls it
        """Reads what is nothing else."""
        before, state.parentType = state.parentType, "paragraph"
        state.line = last = self._find_end(state, first + 1)
        state.parentType = before
        token = state.push("paragraph", "p", 0)
        token.content = state.getLines(first, last, state.blkIndent, False).strip(_BLANK_LINES)  # noqa: FBT003 -- as the parser has it
        token.map = [first, last]
        return True

    def _find_end(self, state: StateBlock, row: int) -> int:
        """The first line from `row` on that is blank or begins something else."""
        most = state.blkIndent + _MOST_INDENT
        for each in range(row, state.lineMax):
            at = state.bMarks[each] + state.tShift[each]
            if at >= state.eMarks[each]:
                return each
            # Text that is indented further goes on, and so does what a quotation left behind.
            if 0 <= state.sCount[each] <= most:
                rules = _BY_FIRST_CHARACTER.get(state.src[at], ()) + self._anywhere
                for rule in rules:
                    if rule(state, each, state.lineMax, True):  # noqa: FBT003 -- only asks
                        return each
        return max(row, state.lineMax)


@cache
def _parser_without(absent: frozenset[str]) -> MarkdownIt:
    """A parser that does not look for what is `absent`."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    # What it is given has no other line ends than line feeds, and no NUL.
    parser.core.ruler.enableOnly(["block"])
    # References would swallow lines such as `[x]: done` without leaving a token behind.
    parser.block.ruler.disable(["reference", *absent])
    dispatch = _Dispatch(has_tables="table" not in absent)
    parser.block.ruler.at("paragraph", dispatch.read_paragraph)
    if absent >= _BEGIN_WITH_ANYTHING:
        parser.block.ruler.before("table", "dispatch", dispatch.read_block)
    # The first use compiles the rules, and two threads doing so at once would disturb each other.
    parser.parse("")
    return parser


def tokenize(plain: str) -> list[Token]:
    """The tokens of CommonMark with tables and without references; see `_Dispatch`."""
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
    yield from _BlockReader(text, excerpt, plain, lines, rows.start).read(tokenize(plain))


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
                holder = tokens[index + 1] if kind is BlockKind.HEADING else token
                content = holder.content if kind in _WITH_LINES else ""
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
        blank = f"{_BLANK}>" if self._quote_depth else _BLANK
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
            wording = piece.strip(_BLANK)
            end = self._end_of_text(row)
            if hashed and wording:
                end = self._end_before_hashes(row, end, wording)
            span = Span(end - len(wording), end)
            spans.append(span if self._is_plain else self._stripped(span))
        return tuple(spans)

    def _end_of_text(self, row: int) -> int:
        """Where a line that is not blank ends, without the white space at its end."""
        end = self._lines.end(row)
        while self._plain[end - self._offset - 1] in _BLANK:
            end -= 1
        return end

    def _end_before_hashes(self, row: int, end: int, wording: str) -> int:
        """Where the words of a heading end, before closing hashes."""
        start = self._lines.start(row)
        line = self._plain[start - self._offset : end - self._offset]
        at = line.rfind(wording, 0, len(line.rstrip("#").rstrip(_BLANK)))
        return end if at < 0 else start + at + len(wording)

    def _stripped(self, span: Span) -> Span:
        """The span without the white space at its ends that Markdown takes for text."""
        written = span.cut(self._text)
        end = span.start + len(written.rstrip())
        return Span(min(end, span.end - len(written.lstrip())), end)

    def _info(self, token: Token, row: int) -> str:
        """The info string of a fence, as the file has it."""
        opening = self._lines.content(row).cut(self._text)
        return opening.partition(token.markup)[2].strip()
