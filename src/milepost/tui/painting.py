"""Rows of a page to strips of a screen: colours, and what lies over the text."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from milepost.diagnostics import Severity
from milepost.text import Span
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.layout import Mark, Role
from milepost.tui.layout.model import ROLE_MASK
from milepost.tui.rows import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.style import Style

    from milepost.diagnostics import Diagnostic
    from milepost.text import EditSet
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout import Row, Run

# Roles, marks and the rest by the names of the theme's components, see `looks.READER_LOOKS`.
ROLE_NAMES = {
    Role.HEADING_1: "heading1",
    Role.HEADING_2: "heading2",
    Role.HEADING_3: "heading3",
    Role.HEADING_4: "heading4",
    Role.CODE_BLOCK: "code-block",
    Role.QUIET: "quiet",
    Role.BULLET: "bullet",
    Role.QUOTE: "quote",
    Role.DONE: "done",
    Role.DONE_SIGN: "done-sign",
    Role.OPEN_SIGN: "open-sign",
    Role.PARTIAL_SIGN: "partial-sign",
    Role.NEXT_SIGN: "next",
    Role.NEXT: "next-text",
    Role.TABLE_HEAD: "table-head",
    Role.CODE_EDGE: "code-edge",
    Role.ADDED: "added",
    Role.REMOVED: "removed",
}
MARK_NAMES = {
    Mark.STRONG: "strong",
    Mark.EMPHASIS: "emphasis",
    Mark.STRIKE: "strike",
    Mark.CODE: "code",
    Mark.LINK: "link",
    Mark.LABEL: "label",
    Mark.STAMP: "stamp",
    Mark.QUIET: "quiet",
}
SEVERITY_NAMES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
_UNDERLINES = {
    Severity.ERROR: "finding-error",
    Severity.WARNING: "finding-warning",
    Severity.INFO: "finding-info",
}
_LONGEST_MARK = 80
"""Characters that are underlined as a whole; of more, only the first words are."""
_FIRST_WORDS = 30


class Overlay(NamedTuple):
    """Something over characters of the source."""

    start: int
    end: int
    name: str
    """A component of the theme."""


class FindingMarks:
    """Findings by where they are shown."""

    def __init__(self, text: str, diagnostics: Iterable[Diagnostic]) -> None:
        self._diagnostics = sorted(diagnostics, key=_start_and_severity)
        self._spans = [_underlined(text, each.span) for each in self._diagnostics]

    def moved(self, edits: EditSet) -> FindingMarks:
        """The same findings after edits, less those whose text has changed."""
        after = FindingMarks("", ())
        for diagnostic, span in zip(self._diagnostics, map_spans(edits, self._spans), strict=True):
            if span is not None:
                after._diagnostics.append(diagnostic)
                after._spans.append(span)
        return after

    def __bool__(self) -> bool:
        return bool(self._spans)

    def starting(self, start: int, end: int) -> Iterator[tuple[int, Diagnostic]]:
        """The findings that begin at `start` or later and before `end`, with their place."""
        for index in range(self._index(start), self._index(end)):
            yield self._spans[index].start, self._diagnostics[index]

    def overlays(self, row: Row, least: Severity = Severity.INFO) -> Iterator[Overlay]:
        """What of the row is underlined, for findings that are at least so bad."""
        for index in range(self._index(row.start - _LONGEST_MARK), self._index(row.end)):
            span = self._spans[index]
            severity = self._diagnostics[index].severity
            if span.end > row.start and severity >= least:
                yield Overlay(span.start, span.end, _UNDERLINES[severity])

    def _index(self, offset: int) -> int:
        return bisect_left(self._spans, offset, key=_span_start)


def map_spans(edits: EditSet, spans: Iterable[Span]) -> Iterator[Span | None]:
    """What `EditSet.map_span` says for each of the spans, which are sorted by their start."""
    shift = 0
    at = 0
    for span in spans:
        while at < len(edits.edits) and edits.edits[at].span.end <= span.start:
            shift += edits.edits[at].growth
            at += 1
        touched = at < len(edits.edits) and edits.edits[at].span.start < span.end
        yield None if touched else span.shift(shift)


def ranges_in(ranges: Sequence[tuple[int, int]], row: Row) -> Iterator[tuple[int, int]]:
    """Those of the sorted, disjoint `ranges` that share a character with the row.

    An empty range is in the row it stands in.
    """
    index = max(0, bisect_left(ranges, (row.start,)) - 1)
    while index < len(ranges) and ranges[index][0] < row.end:
        start, end = ranges[index]
        if end > row.start or start == row.start:
            yield start, end
        index += 1


class Looks:
    """What each component looks like in the theme of the moment."""

    def __init__(self, base: Style, get_style: Callable[[str], Style]) -> None:
        """`get_style` reads from the theme what a component adds to `base`, by its name."""
        self.base = base
        self._get_style = get_style
        self._roles: dict[int, Style] = {}
        self._components: dict[str, Style] = {}

    def component(self, name: str) -> Style:
        """The style that a component adds."""
        style = self._components.get(name)
        if style is None:
            style = self._components[name] = self._get_style(name)
        return style

    def role(self, role: int) -> Style:
        """The style of a run."""
        style = self._roles.get(role)
        if style is None:
            style = self.base
            name = ROLE_NAMES.get(Role(role & ROLE_MASK))
            if name is not None:
                style += self.component(name)
            for mark, mark_name in MARK_NAMES.items():
                if role & mark:
                    style += self.component(mark_name)
            self._roles[role] = style
        return style

    def paint(self, runs: Iterable[Run], overlays: Sequence[Overlay]) -> list[Segment]:
        """Runs as segments, with overlays where they stand for characters of the source."""
        if not overlays:
            return [Segment(run.text, self.role(run.role)) for run in runs if run.text]
        segments: list[Segment] = []
        for run in runs:
            if run.text:
                segments += self._paint_over(run, overlays)
        return segments

    def _paint_over(self, run: Run, overlays: Sequence[Overlay]) -> Iterator[Segment]:
        style = self.role(run.role)
        over = [each for each in overlays if each.start < run.end and each.end > run.start]
        if not over or run.start == run.end:
            yield Segment(run.text, style)
            return
        if run.end - run.start != len(run.text):
            over = [each for each in over if each.name not in _UNDERLINES.values()]
            yield Segment(run.text, self._covered(style, over))
            return
        cuts = {run.start, run.end}
        for each in over:
            cuts |= {max(each.start, run.start), min(each.end, run.end)}
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            covering = [each for each in over if each.start <= start and each.end >= end]
            text = run.text[start - run.start : end - run.start]
            yield Segment(text, self._covered(style, covering))

    def _covered(self, style: Style, overlays: Iterable[Overlay]) -> Style:
        for overlay in overlays:
            style += self.component(overlay.name)
        return style


def message_of(diagnostic: Diagnostic, glyphs: Glyphs) -> tuple[str, str]:
    """The sign and the words of a finding, safe to show."""
    sign = {
        Severity.ERROR: glyphs.error,
        Severity.WARNING: glyphs.warning,
        Severity.INFO: glyphs.info,
    }[diagnostic.severity]
    return sign, sanitise(quoted(diagnostic.message))


def cells_of(segments: Iterable[Segment]) -> int:
    """Cells that segments take."""
    return sum([cell_len(segment.text) for segment in segments])


def _start_and_severity(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.span.start, -diagnostic.severity


def _underlined(text: str, span: Span) -> Span:
    """What is underlined for a finding: of one about much text, where it begins."""
    line_end = text.find("\n", span.start + 1, span.end)
    if len(span) <= _LONGEST_MARK and line_end < 0:
        return span
    end = line_end if line_end > 0 else span.end
    if end - span.start > _LONGEST_MARK:
        words = text.rfind(" ", span.start, span.start + _FIRST_WORDS)
        end = words if words > span.start else span.start + _FIRST_WORDS
    return Span(span.start, end)


def _span_start(span: Span) -> int:
    return span.start
