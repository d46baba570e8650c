"""The author's own sentences, without code, link targets, comments and quotations."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.comments import OPENING, SWITCH, end_before_comments
from milepost.plan.model import BlockKind
from milepost.plan.patterns import compiled
from milepost.text import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Block

CODE = "\ue000"
"""Stands for each character of an inline code span, backticks included."""
TARGET = "\ue001"
"""Stands for each character of a link target, an image target or a URL."""
COMMENT = "\ue002"
"""Stands for each character of an inline HTML comment."""
QUOTED = "\ue003"
"""Stands for each character of a quotation, marks included."""

# The alternatives of these begin with a character each: a search skips all others quickly.
_VERBATIM = (
    r"`(?<!``)(`*+)[^\n]{0,1000}?[^`\n]\1`(?!`)"
    r"|<!--[^\n]{0,2000}?-->"
    r"|\]\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"
    r"|https?://[^\s<>()\"`\]\ue000]+|www\.[^\s<>()\"`\]\ue000]+"
)
_QUOTATION = (
    r"\"(?<!\w\")[^\"\n]{1,400}\"(?!\w)|„[^“”\n]{1,400}[“”]|“[^”\n]{1,400}”|«[^»\n]{1,400}»|「[^」\n]{1,400}」"
    r"|『[^』\n]{1,400}』|'(?<!\w')[^'\n]{1,200}'(?!\w)|‘(?<!\w‘)[^‘’\n]{1,200}’(?!\w)"
)
_CELL = r"(?:[^|\\\r\n]|\\[^\r\n])+"
_DELIMITER = r"[ \t]*:?-+:?[ \t]*"
_SENTENCE_END = "|".join(
    (
        *(
            rf"{mark}(?<![.!?]{mark})[.!?]*[\"'”’)\]*_\ue003]*(?= +[^a-z ])"
            for mark in (r"\.", "!", r"\?")
        ),
        *(rf"{mark}[。！？；]*[”’」』）)\"']*" for mark in "。！？；"),
        r"\n",
    )
)
_ABBREVIATION = r"(?i)\b(?:e\.g|i\.e|vs|cf|approx|incl|no|fig|eq|resp|[a-z])\.$"
_LONGEST_SENTENCE = 1000
"""More characters without an end are cut up, so that no text takes long to be understood."""
_LETTERS = b" " * 97 + b"abcdefghijklmnopqrstuvwxyz" + b" " * 133
"""Turns all but plain lower-case letters into spaces."""
_PROSE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE})


class Sentence(NamedTuple):
    """One sentence, heading or table cell on one line; offsets count in `Prose.text`."""

    start: int
    end: int
    block: int
    """Index in the sequence of blocks that the prose was made of."""
    own: str
    """The wording, line breaks folded to a space, everything that is not the author's masked."""
    lower: str
    """The same in lower case, with plain apostrophes, hyphens and spaces; just as long."""
    last: bool
    """Whether its paragraph, heading or cell ends with it."""


class Match(NamedTuple):
    """A phrase where it was found."""

    sentence: Sentence
    found: re.Match[str]
    """A match in `Prose.lower`."""


class Prose:
    """Everything that paragraphs, headings and table cells say, as one text.

    Each block takes one line; the lines of a paragraph are joined by one space. Code spans,
    link targets and comments are masked character by character in `text`, quotations as well in
    `own` and `lower`, so that all three are equally long and one offset serves them all. Block
    quotes, code blocks and front matter are not part of it.
    """

    def __init__(self, text: str, blocks: Sequence[Block], content: Span) -> None:
        self._source = text
        self._at: list[int] = []
        self._to: list[int] = []
        self._passages: list[int] = []
        self._blocks: list[int] = []
        self._known: dict[int, Sentence] = {}
        """The sentences that were asked for, by their number."""
        self._rows: dict[str, list[int]] = {}
        """The numbers of the sentences with an anchor, for each that was asked for."""
        pieces: list[str] = []
        length = 0
        switched = OPENING in text
        for index, block in enumerate(blocks):
            if block.kind not in _PROSE_KINDS or block.quoted or not content.contains(block.span):
                continue
            for passage in _passages(text, block):
                self._passages.append(length)
                self._blocks.append(index)
                for line in _without_switches(text, passage) if switched else passage:
                    self._at.append(length)
                    self._to.append(line.start)
                    pieces += (text[line.start : line.end], " ")
                    length += len(line) + 1
                pieces[-1] = "\n"
        self._verbatim: list[str] = []
        self.text = compiled(_VERBATIM).sub(self._masked, "".join(pieces))

    def _masked(self, match: re.Match[str]) -> str:
        self._verbatim.append(match[0])
        return _mask(match)

    @cached_property
    def own(self) -> str:
        """The text with quotations masked."""
        return compiled(_QUOTATION).sub(_mask_quotation, self.text)

    @cached_property
    def lower(self) -> str:
        """`own` in lower case, with plain apostrophes, hyphens and spaces; just as long."""
        return lowered(self.own)

    @cached_property
    def names(self) -> str:
        """All inline code, link targets and addresses, one to a line, in lower case."""
        return "\n".join(self._verbatim).lower()

    @cached_property
    def lowered_text(self) -> str:
        """Like `lower`, with quotations left as they are."""
        return lowered(self.text)

    def line_at(self, at: int) -> tuple[int, int]:
        """Where the paragraph, heading or cell that holds the character at `at` begins and ends."""
        row = bisect_right(self._passages, at)
        end = self._passages[row] if row < len(self._passages) else len(self.text)
        return self._passages[row - 1], end - 1

    def span(self, start: int, end: int) -> Span:
        """Where the characters `start` up to `end` stand in the file; `start < end`."""
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def offset(self, at: int) -> int:
        """Where the character at `at` stands in the file; a folded line break belongs before."""
        row = bisect_right(self._at, at) - 1
        return self._to[row] + at - self._at[row]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in file order."""
        start = 0
        for row, end in enumerate(self._ends):
            if self.text[start:end].strip():
                yield self._numbered(row)
            start = end

    def find(self, anchors: str | tuple[str, ...], pattern: str) -> Iterator[Match]:
        """Matches of `pattern` in `lower` that lie in one sentence and hold one of the `anchors`.

        Sentences without an anchor are not looked at, and the pattern is not even compiled where
        there is none: a rule that finds nothing is nearly free.
        """
        wanted = (anchors,) if isinstance(anchors, str) else anchors
        rows = self._rows_with(wanted)
        if not rows:
            return
        lower, finditer = self.lower, compiled(pattern).finditer
        for row in sorted(rows):
            start, end = self._trimmed(row)
            for found in finditer(lower, start, end):
                if any(anchor in found[0] for anchor in wanted):
                    yield Match(self._numbered(row), found)

    def _rows_with(self, anchors: tuple[str, ...]) -> set[int]:
        """The number of every sentence that holds an anchor."""
        rows: set[int] = set()
        for anchor in anchors:
            if anchor not in self._rows:  # Several rules look for the same.
                self._rows[anchor] = self._rows_of(anchor)
            rows.update(self._rows[anchor])
        return rows

    def _rows_of(self, anchor: str) -> list[int]:
        rows: list[int] = []
        if _longest_word(anchor) not in self._words:
            return rows
        lower, ends = self.lower, self._ends
        at = lower.find(anchor)
        while at >= 0:
            row = bisect_right(ends, at)
            rows.append(row)
            at = lower.find(anchor, max(ends[row], at + 1))
        return rows

    def _trimmed(self, row: int) -> tuple[int, int]:
        """Where a sentence begins and ends, without the space around it."""
        lower, start, end = self.lower, self._ends[row - 1] if row else 0, self._ends[row]
        while start < end and lower[start] == " ":
            start += 1
        while end > start and lower[end - 1] in " \n":
            end -= 1
        return start, end

    def _numbered(self, row: int) -> Sentence:
        if row not in self._known:
            start, end = self._trimmed(row)
            last = self.text.startswith("\n", self._ends[row] - 1)
            own, lower = self.own[start:end], self.lower[start:end]
            self._known[row] = Sentence(start, end, self.block_of(start), own, lower, last=last)
        return self._known[row]

    def block_of(self, at: int) -> int:
        """Index of the block that the character at `at` comes from."""
        return self._blocks[bisect_right(self._passages, at) - 1]

    @cached_property
    def _words(self) -> str:
        """Every run of plain letters in `lower`, once: a fifth of the text to look through."""
        letters = self.lower.encode("ascii", "replace").translate(_LETTERS).decode()
        return " ".join(set(letters.split()))

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences end, the space or line break between them included."""
        abbreviation = compiled(_ABBREVIATION)
        ends: list[int] = []
        last = 0
        for match in compiled(_SENTENCE_END).finditer(self.own):
            start, end = match.span()
            if match[0][:1] == "." and abbreviation.search(self.own, max(0, start - 8), start + 1):
                continue
            while end - last > _LONGEST_SENTENCE:
                space = self.own.rfind(" ", last, last + _LONGEST_SENTENCE)
                last = space + 1 if space > last else last + _LONGEST_SENTENCE
                ends.append(last)
            ends.append(end)
            last = end
        return ends


@cache
def _longest_word(anchor: str) -> str:
    """The longest run of plain letters, which is in every text that the anchor is in."""
    letters = anchor.encode("ascii", "replace").translate(_LETTERS).decode()
    return max(letters.split(), key=len, default="")


def lowered(text: str) -> str:
    """Lower case with plain apostrophes, hyphens and spaces, of exactly the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if lower.isascii():
        return lower
    return lower.replace("’", "'").replace("\xa0", " ").replace("‑", "-")


def _passages(text: str, block: Block) -> Iterator[Sequence[Span]]:
    if block.kind is not BlockKind.TABLE:
        yield block.lines
        return
    for cell in compiled(_CELL).finditer(text, block.span.start, block.span.end):
        content = cell[0].strip()
        if content and not compiled(_DELIMITER).fullmatch(cell[0]):
            start = cell.start() + cell[0].index(content)
            yield (Span(start, start + len(content)),)


def _without_switches(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines without comments that end them and speak to Milepost: a phrase goes on behind."""
    return (
        Span(line.start, end_before_comments(text, line.start, line.end, SWITCH)) for line in lines
    )


def _mask(match: re.Match[str]) -> str:
    width = len(match[0])
    first = match[0][0]
    if first == "`":
        return CODE * width
    if first == "<":
        return COMMENT * width
    return "]" + TARGET * (width - 1) if first == "]" else TARGET * width


def _mask_quotation(match: re.Match[str]) -> str:
    return CODE.join(QUOTED * len(piece) for piece in match[0].split(CODE))
