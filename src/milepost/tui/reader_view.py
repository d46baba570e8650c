"""What the reader shows: a page, what lies over it, and messages between its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from milepost.tui.cells import cell_len, wrap
from milepost.tui.painting import (
    SEVERITY_NAMES,
    FindingMarks,
    Overlay,
    cells_of,
    message_of,
    spans_in,
    touches,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.text import Span
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout import Page, Row
    from milepost.tui.painting import Looks

GUTTER = 3
"""Cells left of the text: the cursor or a change, a finding's sign, a blank."""
MARGINS = GUTTER + 1
"""Cells that are not for text; the last one stays blank."""


@dataclass(slots=True)
class View:
    """A page and what lies over it; lines are rows of the page with messages in between."""

    page: Page
    glyphs: Glyphs
    findings: FindingMarks
    changes: Sequence[Span] = ()
    matches: Sequence[Span] = ()
    match: Span | None = None
    """The match that the search is at."""
    selection: Span | None = None
    cursor: int = 0
    """The row with the cursor."""
    focused: bool = False
    _notes: list[tuple[Diagnostic, str]] = field(default_factory=list)
    """Lines of messages below the cursor's row."""

    @property
    def height(self) -> int:
        """Number of lines."""
        return self.page.height + len(self._notes)

    def open_notes(self) -> None:
        """Puts the messages of the cursor's row below it, those that do not fit in the row."""
        self._notes = []
        if not self.page.height:
            return
        row = self.page.row(self.cursor)
        findings = self.findings_of(self.cursor, row)
        if not findings or (len(findings) == 1 and self._fits(row, findings[0])):
            return
        width = max(8, self.page.style.width - 2)
        for finding in findings:
            words = f"{message_of(finding, self.glyphs)[1]}  {finding.code}"
            self._notes += ((finding, words[start:end]) for start, end in wrap(words, width))

    def line_of(self, row: int) -> int:
        """The line that shows a row of the page."""
        return row if row <= self.cursor else row + len(self._notes)

    def row_of(self, line: int) -> int:
        """The row of the page on a line; for a message, the row it belongs to."""
        if line <= self.cursor:
            return line
        return max(self.cursor, line - len(self._notes))

    def findings_of(self, index: int, row: Row) -> Sequence[Diagnostic]:
        """The findings that begin in a row, worst first."""
        page = self.page
        end = page.row(index + 1).start if index + 1 < page.height else len(page.document.text) + 1
        found = [
            finding
            for start, finding in self.findings.starting(row.start, max(row.end, end))
            if page.row_of(start) == index
        ]
        return sorted(found, key=lambda each: -each.severity)

    def paint(self, line: int, looks: Looks) -> Strip:
        """One line."""
        index = self.row_of(line)
        if line > self.cursor and line - self.cursor <= len(self._notes):
            return self._paint_note(line - self.cursor - 1, looks)
        row = self.page.row(index)
        findings = self.findings_of(index, row)
        segments = [
            *self._gutter(index, row, findings, looks),
            *looks.paint(row.runs, list(self._overlays(row))),
        ]
        if findings and self._fits(row, findings[0]):
            segments += self._message(findings[0], looks)
        if index != self.cursor:
            return Strip(segments)
        width = self.page.style.width + MARGINS
        segments.append(Segment(" " * max(0, width - cells_of(segments)), looks.base))
        style = looks.component("cursor")
        return Strip([Segment(text, old + style if old else style) for text, old, _ in segments])

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

    def _overlays(self, row: Row) -> Iterator[Overlay]:
        yield from self.findings.overlays(row)
        for span in spans_in(self.matches, row):
            name = "current-match" if span == self.match else "match"
            yield Overlay(span.start, span.end, name)
        if self.selection is not None:
            yield Overlay(self.selection.start, self.selection.end, "selection")

    def _gutter(
        self, index: int, row: Row, findings: Sequence[Diagnostic], looks: Looks
    ) -> Iterator[Segment]:
        changed = row.shows_source and touches(self.changes, row)
        if index == self.cursor and self.focused:
            name = "changed" if changed else "cursor-sign"
            yield Segment(self.glyphs.cursor, looks.base + looks.component(name))
        elif changed:
            sign = self.page.style.ornaments.bar
            yield Segment(sign, looks.base + looks.component("changed"))
        else:
            yield Segment(" ", looks.base)
        if findings:
            style = looks.component(SEVERITY_NAMES[findings[0].severity])
            yield Segment(message_of(findings[0], self.glyphs)[0], looks.base + style)
            yield Segment(" ", looks.base)
        else:
            yield Segment("  ", looks.base)

    def _fits(self, row: Row, finding: Diagnostic) -> bool:
        taken = sum(cell_len(run.text) for run in row.runs)
        return taken + 3 + cell_len(message_of(finding, self.glyphs)[1]) <= self.page.style.width

    def _message(self, finding: Diagnostic, looks: Looks) -> Iterator[Segment]:
        style = looks.base + looks.component(SEVERITY_NAMES[finding.severity])
        yield Segment("   ", looks.base)
        yield Segment(message_of(finding, self.glyphs)[1], style)

    def _paint_note(self, number: int, looks: Looks) -> Strip:
        finding, words = self._notes[number]
        style = looks.base + looks.component(SEVERITY_NAMES[finding.severity])
        first = not number or self._notes[number - 1][0] is not finding
        sign = message_of(finding, self.glyphs)[0] if first else " "
        body, code = words, ""
        if words.endswith(finding.code):
            body, code = words[: -len(finding.code)], finding.code
        return Strip(
            [
                Segment(" " * GUTTER, looks.base),
                Segment(f"{sign} {body}", style),
                Segment(code, looks.base + looks.component("quiet")),
            ]
        )
