"""Running text: paragraphs, headings and the wording of items, refilled to the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.cells import cell_len, joins_tightly, sanitise, wrap
from milepost.tui.layout.inline import Piece, scan
from milepost.tui.layout.model import Margin, Mark, Run, Runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LABEL = re.compile(
    r"(?:\*\*|__|[*_])?[A-Z][\w&/-]{1,24}(?: [\w&/-]{1,20}){0,2}[*_]{0,2}:(?=\s|[*_]|$)"
)
"""A field's name at the start of a line: it begins a row of its own, also in the middle of text."""


class Line(NamedTuple):
    """One line of a block: its text, where it starts in the block, and how it joins the next."""

    text: str
    start: int
    breaks: bool = False
    """Whether the next line begins a new row."""


class Stretch(NamedTuple):
    """Characters of the shown text that stand side by side in the source as well."""

    at: int
    """Where it begins in the shown text."""
    start: int
    """Where it begins in the block."""
    length: int
    role: int


class Flow:
    """A text without its markup; where each character of it comes from is found when asked.

    `text` holds a line feed where a row must end, and nowhere else.
    """

    __slots__ = ("_joined", "_joints", "_marked", "_markup", "_role", "_stretches", "text")

    def __init__(
        self,
        lines: Sequence[Line],
        role: int,
        marked: Sequence[Piece] = (),
        *,
        markers: bool = False,
    ) -> None:
        """Joins lines, reads their markup and leaves its signs out.

        `marked` adds marks to ranges of the block, such as an item's stamp.
        """
        self._joined, self._joints = _join(lines)
        self._markup = scan(self._joined, markers=markers)
        self._role = role
        self._marked = marked
        self._stretches: list[Stretch] | None = None
        self.text = self._joined if self._markup is None else self._markup.visible(self._joined)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The characters from `start` to `end` as runs."""
        stretches = self._all_stretches()
        index = bisect_right(stretches, start, key=_at) - 1
        while start < end:
            stretch = stretches[index]
            stop = min(end, stretch.at + stretch.length)
            source = stretch.start + start - stretch.at
            yield Run(self.text[start:stop], stretch.role, source, source + stop - start)
            start = stop
            index += 1

    def source(self, at: int) -> int:
        """Where the character at `at` stands in the block."""
        stretches = self._all_stretches()
        stretch = stretches[max(0, bisect_right(stretches, at, key=_at) - 1)]
        return stretch.start + at - stretch.at

    def find(self, offset: int) -> int:
        """The character of the text that shows `offset`, or the nearest one before it."""
        stretches = self._all_stretches()
        index = max(0, bisect_right(stretches, offset, key=_start) - 1)
        stretch = stretches[index]
        return stretch.at + min(max(0, offset - stretch.start), max(0, stretch.length - 1))

    def _all_stretches(self) -> list[Stretch]:
        if self._stretches is None:
            length = len(self._joined)
            whole = self._markup.pieces(length) if self._markup else [Piece(0, length, 0)]
            for extra in self._marked:
                whole = _overlay(whole, _to_joined(extra, self._joints))
            self._stretches = _assemble(whole, self._joints, self._role)
        return self._stretches


class ProseRows(NamedTuple):
    """A flow in rows, with what stands before the first and before each further row."""

    flow: Flow
    breaks: Sequence[tuple[int, int]]
    margin: Margin
    tail: Runs = ()
    """Decoration after the last row."""

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.breaks)

    def runs(self, row: int) -> Runs:
        """One row."""
        before = self.margin.hang if row else self.margin.lead
        after = self.tail if row == len(self.breaks) - 1 else ()
        return (*before, *self.flow.runs(*self.breaks[row]), *after)

    def start(self, row: int) -> int:
        """The first character that the row shows."""
        if not row:
            for run in self.margin.lead:
                if run.end > run.start:
                    return run.start
        return self.flow.source(self.breaks[row][0])

    def row_of(self, offset: int) -> int:
        """The row of the character at `offset`."""
        at = self.flow.find(offset)
        return max(0, bisect_right(self.breaks, at, key=_first) - 1)


def lay_prose(flow: Flow, width: int, margin: Margin) -> ProseRows:
    """Breaks a flow into rows; `width` includes the margin."""
    return ProseRows(flow, break_rows(flow.text, width - margin.width), margin)


def break_rows(text: str, width: int) -> list[tuple[int, int]]:
    """Like `wrap`, and every line feed ends a row."""
    if "\n" not in text:
        return wrap(text, width)
    rows: list[tuple[int, int]] = []
    at = 0
    for part in text.split("\n"):
        rows += ((at + start, at + end) for start, end in wrap(part, width))
        at += len(part) + 1
    return rows


def runs_width(runs: Runs) -> int:
    """Cells that runs take."""
    return sum(cell_len(run.text) for run in runs)


def _join(lines: Sequence[Line]) -> tuple[str, list[Stretch]]:
    """The lines as one text; each joint says which part of it comes from where."""
    if len(lines) == 1:
        text = sanitise(lines[0].text)
        return text, [Stretch(0, lines[0].start, len(text), 0)]
    parts: list[str] = []
    joints: list[Stretch] = []
    at = 0
    last = len(lines) - 1
    for index, line in enumerate(lines):
        text = sanitise(line.text)
        if index < last:
            following = lines[index + 1].text
            if line.breaks or (":" in following and LABEL.match(following)):
                text += "\n"
            elif not (text and following and joins_tightly(text[-1], following[0])):
                text += " "
        parts.append(text)
        joints.append(Stretch(at, line.start, len(text), 0))
        at += len(text)
    return "".join(parts), joints


def _to_joined(piece: Piece, joints: Sequence[Stretch]) -> Piece:
    """A range of the block as a range of the joined text."""

    def place(offset: int) -> int:
        joint = joints[max(0, bisect_right(joints, offset, key=_start) - 1)]
        return joint.at + min(max(0, offset - joint.start), joint.length)

    return Piece(place(piece.start), place(piece.end), piece.marks)


def _overlay(pieces: Sequence[Piece], extra: Piece) -> list[Piece]:
    """The same stretches, with the marks of `extra` where they lie in it."""
    found: list[Piece] = []
    for piece in pieces:
        start = min(max(piece.start, extra.start), piece.end)
        end = max(start, min(piece.end, extra.end))
        parts = (
            Piece(piece.start, start, piece.marks),
            Piece(start, end, piece.marks | extra.marks),
            Piece(end, piece.end, piece.marks),
        )
        found += (part for part in parts if part.start < part.end)
    return found or [Piece(0, 0, 0)]


def _assemble(pieces: Sequence[Piece], joints: Sequence[Stretch], role: int) -> list[Stretch]:
    """Pieces cut where lines were joined, each with its place in the block; at least one."""
    stretches: list[Stretch] = []
    at = 0
    row = 0
    for piece in pieces:
        start = piece.start
        while start < piece.end or not stretches:
            while row + 1 < len(joints) and joints[row + 1].at <= start:
                row += 1
            joint = joints[row]
            end = min(piece.end, joint.at + joint.length)
            source = joint.start + start - joint.at
            stretches.append(Stretch(at, source, end - start, role | piece.marks))
            at += end - start
            start = end
    return stretches


def mark_label(line: Line) -> Piece | None:
    """The field's name at the start of a line, marked as such."""
    match = LABEL.match(line.text)
    return match and Piece(line.start, line.start + match.end(), Mark.LABEL)


def _at(stretch: Stretch) -> int:
    return stretch.at


def _start(stretch: Stretch) -> int:
    return stretch.start


def _first(row: tuple[int, int]) -> int:
    return row[0]
