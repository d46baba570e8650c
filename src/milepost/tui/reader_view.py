"""What the reader shows: a page, what lies over it, and messages between its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from milepost.diagnostics import Severity
from milepost.plan.model import BlockKind
from milepost.tui.cells import cell_len, wrap
from milepost.tui.layout.page import AT_FIRST
from milepost.tui.matches import Search
from milepost.tui.news import kind_in
from milepost.tui.painting import (
    SEVERITY_NAMES,
    FindingMarks,
    Overlay,
    cells_of,
    message_of,
    ranges_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.text import Span
    from milepost.tui.fix_preview import FixPreview
    from milepost.tui.fold_marks import Heading
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout import Page, Row
    from milepost.tui.layout.folded import FoldedPage
    from milepost.tui.layout.model import Fold
    from milepost.tui.news import Shown
    from milepost.tui.painting import Looks

GUTTER = 3
"""Cells left of the text: the cursor or a change, a finding's sign, a blank."""
MARGINS = GUTTER + 1
"""Cells that are not for text; the last one stays blank."""

_MOST_NOTES = 4
"""Findings of one row whose messages stand below it; the findings pane has them all."""


class Note(NamedTuple):
    """A line below the cursor's row."""

    sign: str
    words: str
    aside: str
    """What stands quietly behind the words."""
    look: str
    """A component of the theme, for sign and words."""


def notes_of(finding: Diagnostic, width: int, glyphs: Glyphs) -> Iterator[Note]:
    """The message of a finding and the code of its rule, wrapped to `width` cells."""
    sign, message = message_of(finding, glyphs)
    look = SEVERITY_NAMES[finding.severity]
    whole = f"{message}  {finding.code}"
    for start, end in wrap(whole, width):
        words = whole[start : min(end, len(message) + 2)]
        aside = whole[max(start, len(message) + 2) : end]
        yield Note(" " if start else sign, words, aside, look)


@dataclass(eq=False, repr=False)
class View:
    """A page and what lies over it; lines are rows of the page with messages in between."""

    page: Page | FoldedPage
    findings: FindingMarks = field(default_factory=lambda: FindingMarks("", ()))
    changes: Sequence[Shown] = ()
    """What is marked as changed, in order and disjoint."""
    search: Search = field(default_factory=Search)
    selection: Span | None = None
    cursor: int = 0
    """The row with the cursor."""
    has_cursor: bool = True
    """Whether that row is set off."""
    focused: bool = False
    has_folds: bool = False
    """Whether sections can be folded, and the heading under the cursor says so."""
    preview: FixPreview | None = None
    """What a fix would change, to be shown below the cursor's row."""
    _notes: list[Note] = field(default_factory=list)
    """Lines of messages below the cursor's row."""
    _above: int = 0
    """The row above them: the cursor's, or a rule below it."""

    @property
    def height(self) -> int:
        """Number of lines."""
        return self.page.height + len(self._notes)

    @property
    def note_count(self) -> int:
        """Lines below the cursor's row up to the end of its messages."""
        return self._above - self.cursor + len(self._notes) if self._notes else 0

    def put_cursor(self, offset: int, *, notes: bool = True) -> None:
        """Puts the cursor into the row of a place, and opens the messages there."""
        self.cursor = self.page.row_of(offset)
        self._notes = []
        if notes:
            self.open_notes()

    def open_notes(self) -> None:
        """Puts the messages of the cursor's row below it, those that do not fit in the row.

        While the keys go to another pane there are none: they would only push the text apart.
        """
        self._notes = []
        if not self.page.height or not self.focused:
            return
        findings = self.findings_at_cursor
        row = self.page.row(self.cursor)
        is_open = self.page.fold_at(self.cursor) is None
        fits = not findings or (is_open and len(findings) == 1 and self._fits(row, findings))
        if fits and self.preview is None:
            return
        self._above = self.cursor
        while self._belongs_above(self._above + 1, row.block):
            self._above += 1
        width = max(8, self.page.style.width - 2)
        for finding in findings[:_MOST_NOTES]:
            self._notes += notes_of(finding, width, self.page.style.glyphs)
        if len(findings) > _MOST_NOTES:
            self._notes.append(Note(" ", "", f"and {len(findings) - _MOST_NOTES} more", "quiet"))
        if self.preview is not None:
            self._notes += (
                Note(line.sign, line.words, "", line.look) for line in self.preview.rows(width)
            )

    def line_of(self, row: int) -> int:
        """The line that shows a row of the page."""
        return row if row <= self._above else row + len(self._notes)

    def row_of(self, line: int) -> int:
        """The row of the page on a line; for a message, the row it belongs to."""
        if line <= self._above:
            return line
        return self.cursor if self._note_at(line) is not None else line - len(self._notes)

    def has_row(self, index: int) -> bool:
        """Whether the page has such a row; lays it out if it was not yet."""
        while index >= self.page.height and not self.page.complete:
            self.page.grow(AT_FIRST)
        return 0 <= index < self.page.height

    def text_row(self, start: int, by: int) -> int:
        """The row about `by` rows from `start` that shows text; `start` if there is none."""
        direction = 1 if by > 0 else -1
        self.has_row(start + by)
        target = max(0, min(start + by, self.page.height - 1))
        index = target
        while self.has_row(index):
            if self.page.row(index).shows_source:
                return index
            index += direction
        # Nothing further on: the last one before.
        while target != start and not self.page.row(target).shows_source:
            target -= direction
        return target

    def nearest_text(self, index: int) -> int:
        """The row at or else nearest to `index` that shows text."""
        if self.page.row(index).shows_source:
            return index
        below = self.text_row(index, 1)
        return below if below != index else self.text_row(index, -1)

    def row_start(self, offset: int) -> int:
        """The first character of the row that shows a place."""
        return self.page.row(self.page.row_of(offset)).start

    def block_start(self, offset: int, direction: int) -> int:
        """The start of the next block below or above a place; the place itself at the ends."""
        page = self.page
        index = page.row_of(offset)
        block = page.row(index).block
        target = block + (0 if direction < 0 and offset > self._block_text(block) else direction)
        blocks = page.document.plan.blocks
        while 0 <= target < len(blocks) and page.hides(blocks[target].span.start):
            target += direction
        return self._block_text(target) if 0 <= target < len(blocks) else offset

    def _block_text(self, block: int) -> int:
        return self.page.row(self.page.block_rows(block).start).start if block >= 0 else 0

    def findings_of(self, index: int, row: Row) -> Sequence[Diagnostic]:
        """The findings that begin in a row, worst first."""
        if not self.findings:
            return ()
        page = self.page
        fold = page.fold_at(index)
        end = len(page.document.text) + 1
        if fold is not None:
            end = fold.inside.start
        elif index + 1 < page.height:
            end = page.row(index + 1).start
        found = [
            finding
            for start, finding in self.findings.starting(row.start, max(row.end, end))
            if page.row_of(start) == index
        ]
        return sorted(found, key=lambda each: -each.severity)

    def paint(self, line: int, looks: Looks) -> list[Segment]:
        """One line."""
        note = self._note_at(line)
        if note is not None:
            return self._paint_note(note, looks)
        index = self.row_of(line)
        row = self.page.row(index)
        findings = self.findings_of(index, row)
        segments = self._gutter(index, row, findings, looks)
        heading = self._heading(index, row)
        runs = row.runs if heading is None else heading.runs
        segments += looks.paint(runs, list(self._overlays(index, row)))
        if findings and self._is_told_beside(index, row, findings):
            segments += self._message(findings, looks)
        is_set_off = self.has_cursor and index == self.cursor
        return self._on_cursor(segments, looks) if is_set_off else segments

    @property
    def findings_at_cursor(self) -> Sequence[Diagnostic]:
        """The findings that begin in the cursor's row, worst first."""
        if not self.page.height:
            return ()
        return self.findings_of(self.cursor, self.page.row(self.cursor))

    def _is_told_beside(self, index: int, row: Row, findings: Sequence[Diagnostic]) -> bool:
        """Whether the row's worst finding is told at its end.

        What stands below the row already is not said twice, and a remark only where one looks:
        there may be one on every other line.
        """
        at_cursor = index == self.cursor
        if (at_cursor and self._notes) or self.page.fold_at(index) is not None:
            return False
        is_quiet = findings[0].severity is Severity.INFO and not at_cursor
        return not is_quiet and self._fits(row, findings)

    def source_at(self, line: int, cell: int) -> int:
        """The character of the source nearest to a cell of a line."""
        row = self.page.row(self.row_of(min(line, self.height - 1)))
        at = GUTTER
        found = row.start
        for run in row.runs:
            if run.end > run.start:
                found = run.start
                if run.end - run.start == len(run.text):
                    for char in run.text:
                        if at + cell_len(char) > cell:
                            return found
                        at += cell_len(char)
                        found += 1
                    continue
            at += cell_len(run.text)
            if at > cell:
                return found
        return max(found, row.start)

    def fold_under(self, line: int, cell: int) -> int | None:
        """The section whose fold, or sign of being unfolded, stands at a cell of a line."""
        if self._note_at(line) is not None:
            return None
        index = self.row_of(min(line, self.height - 1))
        heading = self._heading(index, self.page.row(index))
        return heading.section if heading and cell - GUTTER in heading.sign else None

    def _heading(self, index: int, row: Row) -> Heading | None:
        """What a row shows of a fold, or of a section that the cursor could fold."""
        fold = self.page.fold_at(index)
        has_sign = self.has_folds and self.focused and index == self.cursor
        if fold is None and not has_sign:
            return None
        from milepost.tui.fold_marks import folded_heading, section_headed_by, unfolded_heading

        style = self.page.style
        if fold is not None:
            remark = fold.lines, sum(1 for _ in self._inside(fold))
            return folded_heading(row, fold.section, remark, style)
        section = section_headed_by(self.page, index, row)
        return None if section is None else unfolded_heading(row, section, style)

    def _inside(self, fold: Fold) -> Iterator[Diagnostic]:
        """The findings that a fold leaves out."""
        for _, finding in self.findings.starting(fold.inside.start, fold.inside.end):
            yield finding

    def _note_at(self, line: int) -> int | None:
        """Which of the messages' lines a line is, if it is one."""
        number = line - self._above - 1
        return number if 0 <= number < len(self._notes) else None

    def _belongs_above(self, index: int, block: int) -> bool:
        """Whether a row is a rule or the like below a block's row, or more of a heading."""
        if index >= self.page.height:
            return False
        row = self.page.row(index)
        whole = block >= 0 and self.page.document.plan.blocks[block].kind is BlockKind.HEADING
        return row.block == block and bool(row.runs) and (whole or not row.shows_source)

    def _overlays(self, index: int, row: Row) -> Iterator[Overlay]:
        least = Severity.INFO if index == self.cursor else Severity.WARNING
        yield from self.findings.overlays(row, least)
        current = self.search.span
        for start, end in ranges_in(self.search.ranges, row):
            at_it = current is not None and start == current.start
            yield Overlay(start, end, "current-match" if at_it else "match")
        if self.selection is not None:
            yield Overlay(self.selection.start, self.selection.end, "selection")

    def _gutter(
        self, index: int, row: Row, findings: Sequence[Diagnostic], looks: Looks
    ) -> list[Segment]:
        glyphs = self.page.style.glyphs
        fold = self.page.fold_at(index)
        if fold is not None:  # Its margin tells of all that is left out below.
            findings = sorted([*findings, *self._inside(fold)], key=lambda each: -each.severity)
            row = row._replace(end=fold.inside.end)
        kind = kind_in(self.changes, row)
        has_cursor = index == self.cursor and self.focused and self.has_cursor
        if kind is None and not findings and not has_cursor:
            return [Segment(" " * GUTTER, looks.base)]
        cells = [" ", " ", " "]
        names = ["", "", ""]
        if findings:
            cells[1] = message_of(findings[0], glyphs)[0]
            names[1] = SEVERITY_NAMES[findings[0].severity]
        if kind is not None:
            # Where the cursor stands, the sign moves aside.
            at = 0 if not has_cursor else 2 if findings else 1
            cells[at], names[at] = kind.sign(glyphs), kind.look
        if has_cursor:
            cells[0], names[0] = glyphs.cursor, "cursor-sign"
        return [
            Segment(cell, looks.base + looks.component(name) if name else looks.base)
            for cell, name in zip(cells, names, strict=True)
        ]

    def _on_cursor(self, segments: list[Segment], looks: Looks) -> list[Segment]:
        """A line in the colour of the cursor, up to its right edge."""
        width = self.page.style.width + MARGINS
        segments.append(Segment(" " * max(0, width - cells_of(segments)), looks.base))
        over = {looks.component(name).bgcolor for name in ("match", "current-match", "selection")}
        style = looks.component("cursor")
        return [
            Segment(text, old if old and old.bgcolor in over else (old or looks.base) + style)
            for text, old, _ in segments
        ]

    def _fits(self, row: Row, findings: Sequence[Diagnostic]) -> bool:
        taken = sum(cell_len(run.text) for run in row.runs)
        return taken + 3 + cell_len("".join(self._words(findings))) <= self.page.style.width

    def _words(self, findings: Sequence[Diagnostic]) -> tuple[str, str]:
        """The worst finding in words, and how many there are besides."""
        words = message_of(findings[0], self.page.style.glyphs)[1]
        return words, f"  +{len(findings) - 1}" if len(findings) > 1 else ""

    def _message(self, findings: Sequence[Diagnostic], looks: Looks) -> Iterator[Segment]:
        style = looks.base + looks.component(SEVERITY_NAMES[findings[0].severity])
        words, more = self._words(findings)
        yield Segment("   ", looks.base)
        yield Segment(words, style)
        yield Segment(more, looks.base + looks.component("quiet"))

    def _paint_note(self, number: int, looks: Looks) -> list[Segment]:
        note = self._notes[number]
        mark = self.page.style.glyphs.cursor if self.focused else " "
        segments = [
            Segment(mark, looks.base + looks.component("cursor-sign")),
            Segment(" " * (GUTTER - 1), looks.base),
            Segment(f"{note.sign} {note.words}", looks.base + looks.component(note.look)),
            Segment(note.aside, looks.base + looks.component("quiet")),
        ]
        return self._on_cursor(segments, looks)
