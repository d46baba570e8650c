"""The first lines: what the plan is, whether it moves, how far it is, how sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.diagnostics import Severity
from milepost.plan.query import progress_of
from milepost.tui.cells import cell_len
from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import Run, fit, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.pulse import Pulse


class Header(Widget):
    """Title, pulse and counts; the progress bar below when there are two lines."""

    DEFAULT_CSS = """
    Header {
        height: 2;
        background: $ground;
        color: $ink;
    }
    """

    document: reactive[Document | None] = reactive(None)
    diagnostics: reactive[tuple[Diagnostic, ...] | None] = reactive(None)
    """What the last check found; `None` where there was none."""
    pulse: reactive[Pulse | None] = reactive(None)
    locked: reactive[bool] = reactive(default=False)
    """Whether the file can only be read."""
    health: reactive[str] = reactive("")
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    name_when_untitled: str = ""

    def render_line(self, y: int) -> Strip:
        """Line 0: words; line 1: the bar."""
        base = self.rich_style
        width = self.size.width
        if self.document is None or width < 8:
            return Strip.blank(width, base)
        runs = self._first(width) if y == 0 else self._second(width)
        palette = Palette(self.app.theme_variables)
        segments = [Segment(run.text, base + palette[run.role]) for run in runs if run.text]
        return Strip(segments).adjust_cell_length(width, base)

    def _first(self, width: int) -> list[Run]:
        # What is left out first when there is no room comes last.
        facts = [self._counts(), self._pulse(width), self._figure(width), self._health(width)]
        facts.append([Run("read-only", "warning-strong")] if self.locked else [])
        order = (2, 1, 4, 0, 3) if self.size.height == 1 else (1, 4, 0, 3)
        right: list[Run] = []
        room = width - 14
        for number in order:
            needed = sum(cell_len(run.text) for run in facts[number])
            if needed and needed + 2 <= room:
                right.extend([Run("  "), *facts[number]])
                room -= needed + 2
        used = sum(cell_len(run.text) for run in right)
        document = self.document
        title = plain(document.plan.title if document else "") or self.name_when_untitled
        shown = fit(title, width - used - 2, self.glyphs.ellipsis)
        gap = width - used - 2 - cell_len(shown)
        return [Run(" "), Run(shown, "plan-title"), Run(" " * gap), *right, Run(" ")]

    def _second(self, width: int) -> list[Run]:
        figure = self._figure(width)
        length = width - 4 - sum(cell_len(run.text) for run in figure)
        return [Run(" "), *self._bar(length), Run("  "), *figure, Run(" ")]

    def _bar(self, length: int) -> Sequence[Run]:
        document = self.document
        progress = progress_of(document.plan) if document else None
        if progress is None or length < 4:
            return (Run(" " * max(0, length)),)
        full = length * progress.done // progress.total if progress.total else 0
        end = self.glyphs.bar_end if 0 < full < length else ""
        body = self.glyphs.bar_full * (full - len(end)) + end
        return (Run(body, "accent"), Run(self.glyphs.bar_empty * (length - full), "quiet"))

    def _figure(self, width: int) -> list[Run]:
        document = self.document
        if document is None:
            return []
        progress = progress_of(document.plan)
        if not progress.total:
            return [Run("no steps", "quiet")]
        return [Run(f"{progress.done}/{progress.total}", "accent-strong")]

    def _pulse(self, width: int) -> list[Run]:
        pulse = self.pulse
        if pulse is None:
            return []
        sign = self.glyphs.lively if pulse.lively else self.glyphs.still
        role = "lively" if pulse.lively else "quiet"
        words = f"{pulse.state} {self.glyphs.dot} {pulse.ago}" if pulse.ago else pulse.state
        if width < 60:
            words = pulse.ago.removesuffix(" ago") or pulse.state
        return [Run(f"{sign} ", role), Run(words, role if pulse.lively else "quiet")]

    def _counts(self) -> list[Run]:
        if self.diagnostics is None:
            return []
        errors = sum(each.severity is Severity.ERROR for each in self.diagnostics)
        warnings = sum(each.severity is Severity.WARNING for each in self.diagnostics)
        if not errors and not warnings:
            return [Run(f"{self.glyphs.fine} sound", "fine")]
        return [
            Run(f"{errors}E", "error" if errors else "quiet"),
            Run(" "),
            Run(f"{warnings}W", "warning-strong" if warnings else "quiet"),
        ]

    def _health(self, width: int) -> list[Run]:
        return [Run(self.health, "quiet")] if self.health and width >= 60 else []
