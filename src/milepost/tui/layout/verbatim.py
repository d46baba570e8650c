"""Text that is shown line by line as it is: code, comments, front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from milepost.tui.cells import cell_len, clip, cut, sanitise
from milepost.tui.layout.model import Margin, Role, Run
from milepost.tui.layout.prose import runs_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.tui.layout.model import PageStyle, Runs
    from milepost.tui.layout.prose import Line

_TAB = 4
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*$")
_DIFFS = frozenset({"diff", "patch"})
_ADDED = re.compile(r"\+(?!\+\+ )")
_REMOVED = re.compile(r"-(?!-- )")


class VerbatimRows:
    """Lines as rows. Most lines are one row, so rows are made only when they are asked for."""

    __slots__ = ("_folded", "_last", "_lines", "_margin", "_role", "_tops", "_width", "_wrapped")

    def __init__(
        self, lines: Sequence[Line], width: int, role: int, wrapped: str, margin: Margin
    ) -> None:
        """Lays out lines in rows of `width` cells, the margin not included.

        A line that does not fit goes on in the next row, after the sign `wrapped`.
        """
        self._lines = lines
        self._width = width
        self._role = role
        self._wrapped = Run(f"{wrapped} ", Role.CODE_EDGE, 0, 0)
        self._margin = margin
        self._folded: dict[int, list[Runs]] = {}
        self._tops: list[int] = []
        top = 0
        for index, line in enumerate(lines):
            self._tops.append(top)
            top += self._count(index, line)
        self._last = top

    @property
    def height(self) -> int:
        """Number of rows, at least one."""
        return max(1, self._last)

    def runs(self, row: int) -> Runs:
        """One row."""
        margin = self._margin.hang if row else self._margin.lead
        return (*margin, *self.own_runs(row))

    def start(self, row: int) -> int:
        """The first character that the row shows."""
        margin = self._margin.lead if not row else ()
        runs = self.text_runs(row)
        for run in (*margin, *runs):
            if run.end > run.start:
                return run.start
        # The rest of a tab stands where the tab ends.
        start = self._lines[self._line(row)].start if self._lines else 0
        return max([start, *(run.end for run in runs)])

    def row_of(self, offset: int) -> int:
        """The row of the character at `offset`."""
        index = max(0, bisect_right(self._lines, offset, key=_start) - 1)
        row = self._tops[index] if self._tops else 0
        for number, runs in enumerate(self._folded.get(index, ())):
            if any(run.start <= offset < run.end for run in runs):
                return row + number
        return row

    def own_runs(self, row: int) -> Runs:
        """One row without its margin."""
        return self.text_runs(row)

    def text_runs(self, row: int) -> Runs:
        """The part of a line that stands in a row."""
        if not self._lines:
            return ()
        index = self._line(row)
        folded = self._folded.get(index)
        if folded is not None:
            return folded[row - self._tops[index]]
        return tuple(line_runs(self._lines[index], self._role))

    def _line(self, row: int) -> int:
        return bisect_right(self._tops, row) - 1

    def _count(self, index: int, line: Line) -> int:
        text = line.text
        if len(text) <= self._width and text.isascii() and "\t" not in text:
            return 1
        runs = tuple(line_runs(line, self._role))
        if runs_width(runs) <= self._width:
            return 1
        breaks = cut("".join([run.text for run in runs]), self._width - 2)
        first, *rest = cut_runs(runs, breaks)
        self._folded[index] = [first, *((self._wrapped, *row) for row in rest)]
        return len(self._folded[index])


class CodeRows(VerbatimRows):
    """Code: a panel with a bar, as wide as the page; the language stands at its right edge."""

    __slots__ = ("_edge", "_language")

    def __init__(
        self, lines: Sequence[Line], language: str, page: PageStyle, margin: Margin
    ) -> None:
        # The bar and a blank come before the text, and a blank after it.
        width = max(page.width - margin.width - 3, 4)
        super().__init__(lines, width, Role.CODE_BLOCK, page.ornaments.wrapped, margin)
        self._language = language
        self._edge = Run(f"{page.ornaments.bar} ", Role.CODE_EDGE, 0, 0)

    def own_runs(self, row: int) -> Runs:
        """One row, filled up to the edge of the panel."""
        runs = self.text_runs(row)
        if self._language in _DIFFS:
            runs = _coloured(runs)
        gap = self._width + 1 - runs_width(runs)
        label = clip(self._language, gap - 3) if not row and self._language else ""
        if not label:
            return (self._edge, *runs, Run(" " * gap, Role.CODE_BLOCK, 0, 0))
        blank = Run(" " * (gap - cell_len(label) - 1), Role.CODE_BLOCK, 0, 0)
        return (self._edge, *runs, blank, Run(f"{label} ", Role.CODE_EDGE, 0, 0))


def language_of(fence: str) -> str:
    """The first word after the signs of a fence's opening line, safe to show."""
    words = sanitise(fence).strip().lstrip("`~").split()
    return words[0] if words else ""


def code_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines between the fences, less the blanks that also stand before the first fence."""
    fence = lines[0].text
    closed = len(lines) > 1 and _FENCE.match(lines[-1].text)
    inner = list(lines[1:-1] if closed else lines[1:])
    indent = len(fence) - len(fence.lstrip(" "))
    if not indent:
        return inner
    found = []
    for line in inner:
        blanks = min(indent, len(line.text) - len(line.text.lstrip(" ")))
        found.append(line._replace(text=line.text[blanks:], start=line.start + blanks))
    return found


def line_runs(line: Line, role: int) -> Iterator[Run]:
    """A line as runs, with tabs widened to the next stop."""
    if "\t" not in line.text:
        if line.text:
            yield Run(sanitise(line.text), role, line.start, line.start + len(line.text))
        return
    at = line.start
    column = 0
    for index, part in enumerate(line.text.split("\t")):
        if index:
            stop = _TAB - column % _TAB
            yield Run(" " * stop, role, at, at + 1)
            at += 1
            column += stop
        if part:
            text = sanitise(part)
            yield Run(text, role, at, at + len(part))
            at += len(part)
            column += cell_len(text)


def cut_runs(runs: Sequence[Run], breaks: Iterable[tuple[int, int]]) -> Iterator[Runs]:
    """Runs as rows: each of `breaks` is a range of their characters, one after the other."""
    index = at = 0
    for start, end in breaks:
        row: list[Run] = []
        missing = end - start
        while missing:
            run = runs[index]
            stop = min(len(run.text), at + missing)
            row.append(part_of(run, at, stop))
            missing -= stop - at
            at = stop
            if at == len(run.text):
                index, at = index + 1, 0
        yield tuple(row)


def part_of(run: Run, start: int, end: int) -> Run:
    """Some of a run's characters. Of one that stands for its range as a whole, the first do."""
    if run.end - run.start == len(run.text):
        return Run(run.text[start:end], run.role, run.start + start, run.start + end)
    return Run(run.text[start:end], run.role, run.end if start else run.start, run.end)


def _coloured(runs: Runs) -> Runs:
    """A row of a diff: added and removed lines look different."""
    text = runs[0].text if runs else ""
    if _ADDED.match(text):
        return tuple(run._replace(role=Role.ADDED) for run in runs)
    if _REMOVED.match(text):
        return tuple(run._replace(role=Role.REMOVED) for run in runs)
    return runs


def _start(line: Line) -> int:
    return line.start
