"""Markdown's block structure with exact spans: the only importer of `markdown_it`.

Inline parsing is off: it costs more than the blocks and knows no positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from milepost.plan.model import Block, BlockKind
from milepost.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_WITH_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    # References would swallow lines such as `[x]: done` without leaving a token behind.
    parser.block.ruler.disable("reference")
    return parser


_PARSER = _make_parser()


def read_blocks(text: str, lines: LineIndex, rows: range) -> Iterator[Block]:
    """The leaf blocks of the lines in `rows`, in order; each span lies in the whole `text`."""
    start = lines.start(rows.start)
    excerpt = text[start : lines.start(rows.stop)]
    yield from _BlockReader(text, lines, rows.start).read(_PARSER.parse(excerpt))


class _BlockReader:
    """Turns one token stream into blocks."""

    def __init__(self, text: str, lines: LineIndex, first_row: int) -> None:
        self._text = text
        self._lines = lines
        self._first_row = first_row
        self._list_depth = 0
        self._quote_depth = 0
        self._table_depth = 0
        self._new_item_end = 0

    def read(self, tokens: list[Token]) -> Iterator[Block]:
        for index, token in enumerate(tokens):
            kind = _LEAVES.get(token.type)
            if kind is None:
                self._enter_container(token)
            elif token.map is not None and not self._table_depth:
                content = tokens[index + 1].content if kind in _WITH_LINES else ""
                yield self._block(token, kind, content)
                self._new_item_end = 0
            self._table_depth += {"table_open": 1, "table_close": -1}.get(token.type, 0)

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
            case "list_item_open" if token.map is not None:
                self._new_item_end = self._trimmed(*token.map).end
            case "list_item_close":
                self._new_item_end = 0

    def _block(self, token: Token, kind: BlockKind, content: str) -> Block:
        first, last = token.map or (0, 0)
        span = self._trimmed(first, last)
        lines = self._text_lines(first, content) if kind in _WITH_LINES else ()
        if lines:
            span = Span(lines[0].start, max(span.end, lines[-1].end))
            if kind is BlockKind.HEADING and token.markup[:1] == "#":
                span = Span(span.start - self._hash_width(span.start), span.end)
        return Block(
            kind,
            span,
            lines,
            level=int(token.tag[1]) if kind is BlockKind.HEADING else 0,
            list_depth=self._list_depth,
            leads_item=self._new_item_end > 0,
            quoted=self._quote_depth > 0,
            info=token.info.strip(),
            item_end=self._new_item_end,
        )

    def _trimmed(self, first: int, last: int) -> Span:
        """The given lines of the excerpt without blank lines and terminator at the end."""
        row = self._first_row + last - 1
        top = self._first_row + first
        content = self._lines.content(row)
        while row > top and not content.cut(self._text).strip():
            row -= 1
            content = self._lines.content(row)
        return Span(self._lines.start(top), content.end)

    def _text_lines(self, first: int, content: str) -> tuple[Span, ...]:
        """Where each line of a paragraph or heading stands: always the end of its file line."""
        spans: list[Span] = []
        for row, piece in enumerate(content.split("\n"), self._first_row + first):
            line = self._lines.content(row)
            stripped = line.cut(self._text).rstrip()
            end = line.start + len(stripped)
            if not stripped.endswith(piece.rstrip()):  # Closing hashes follow a heading's text.
                end = line.start + stripped.rfind(piece.strip()) + len(piece.strip())
            spans.append(Span(end - len(piece.rstrip()), end))
        return tuple(spans)

    def _hash_width(self, offset: int) -> int:
        """How many characters of `## ` stand before a heading's text."""
        line = self._lines.content(self._lines.line_of(offset))
        before = self._text[line.start : offset]
        return len(before) - before.find("#")
