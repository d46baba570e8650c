"""What a laid-out plan consists of: rows of runs, each with a role instead of a colour."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from milepost.tui.glyphs import UNICODE

if TYPE_CHECKING:
    from milepost.text import Span
    from milepost.tui.glyphs import Glyphs


class Role(IntEnum):
    """What a run of characters is; a theme says how it looks. Fits below the bits of `Mark`."""

    TEXT = 0
    HEADING_1 = 1
    HEADING_2 = 2
    HEADING_3 = 3
    HEADING_4 = 4
    """Levels 4 to 6."""
    CODE_BLOCK = 5
    QUIET = 6
    """Lines, bars, comments, front matter: there, but never in the way."""
    BULLET = 7
    QUOTE = 8
    DONE = 9
    """The wording of a done item."""
    DONE_SIGN = 10
    OPEN_SIGN = 11
    PARTIAL_SIGN = 12
    NEXT_SIGN = 13
    NEXT = 14
    """The wording of the item that comes next."""
    TABLE_HEAD = 15
    CODE_EDGE = 16
    """Beside the lines of a code block: its bar, the name of its language, signs of wrapping."""
    ADDED = 17
    """A line that a diff adds."""
    REMOVED = 18


ROLE_MASK = 0xFF
"""The bits of a run's role that hold the `Role`."""


class Mark:
    """Bits that inline markup adds to a role."""

    STRONG = 1 << 8
    EMPHASIS = 1 << 9
    STRIKE = 1 << 10
    CODE = 1 << 11
    LINK = 1 << 12
    LABEL = 1 << 13
    """The words before the colon of an entry's field, such as `Rationale:`."""
    STAMP = 1 << 14
    """The date that says when an item was done."""
    QUIET = 1 << 15
    """Comments within a line; markup where it is shown."""


MARKS = (
    Mark.STRONG,
    Mark.EMPHASIS,
    Mark.STRIKE,
    Mark.CODE,
    Mark.LINK,
    Mark.LABEL,
    Mark.STAMP,
    Mark.QUIET,
)


class Run(NamedTuple):
    """Characters in one look.

    `start` and `end` say which characters of the source they stand for. Nothing when both are
    equal: the run is decoration. When the range is as long as `text`, the characters match one
    to one; otherwise the text stands for the range as a whole.
    """

    text: str
    role: int
    """A `Role`, with bits of `Mark`."""
    start: int
    end: int


Runs = tuple[Run, ...]


class Row(NamedTuple):
    """One line of the display, with offsets into the whole source.

    `start` is the first character that the row shows; for a blank row, the start of the block
    below. Rows are in file order: no row starts before the one above it.
    """

    runs: Runs
    start: int
    end: int
    """After the last character that the row shows; `start` for a row that shows none."""
    block: int
    """Index in `Plan.blocks`; for blank rows that of the block below. -1 outside any block."""

    @property
    def text(self) -> str:
        """What the row shows."""
        return "".join(run.text for run in self.runs)

    @property
    def shows_source(self) -> bool:
        """Whether any character of the plan stands in the row."""
        return self.end > self.start


class LaidBlock(Protocol):
    """One block as rows; offsets count from the start of the block's first line.

    Depends only on the block's text, kind and place in lists and on the width, so it serves any
    document that holds the same block.
    """

    @property
    def height(self) -> int:
        """Number of rows, at least one."""
        ...

    def runs(self, row: int) -> Runs:
        """One row."""
        ...

    def start(self, row: int) -> int:
        """The first character that the row shows."""
        ...

    def row_of(self, offset: int) -> int:
        """The row that shows the character at `offset`, or else the nearest one above it."""
        ...


class Margin(NamedTuple):
    """What stands before the rows of a block."""

    lead: Runs
    """Before the first row."""
    hang: Runs
    """Before each further row."""
    width: int
    """Cells that each of the two takes."""


class Ornaments(NamedTuple):
    """Signs that only a page has, each one cell wide."""

    bullets: str = "•◦▪"
    """One for each depth of lists; deeper lists begin anew."""
    bar: str = "▎"
    """Beside quotations and code."""
    title_rule: str = "━"
    wrapped: str = "↪"
    """Before the rest of a line of code that did not fit."""
    crossing: str = "┼"


ORNAMENTS = Ornaments()
ASCII_ORNAMENTS = Ornaments(bullets="-*+", bar="|", title_rule="=", wrapped=">", crossing="+")


class PageStyle(NamedTuple):
    """How a page is set, colours aside."""

    width: int
    """Cells that a row may take."""
    measure: int = 100
    """Cells that prose may take at most; code and tables may take the whole width."""
    glyphs: Glyphs = UNICODE
    ornaments: Ornaments = ORNAMENTS
    markers: bool = False
    """Whether the signs of inline markup are shown, for screens where colour says nothing."""

    @property
    def prose_width(self) -> int:
        """Cells for prose."""
        return min(self.width, self.measure)


class Fold(NamedTuple):
    """A section of which only the heading is shown."""

    section: int
    """Its index in the plan."""
    heading: Span
    inside: Span
    """What is left out: all after the heading's line."""
    lines: int
    """How many lines of text that is, blank ones around it not counted."""
