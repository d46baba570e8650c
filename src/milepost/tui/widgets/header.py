"""The first lines: what the plan is, whether it moves, how far it is, how sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
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

    from textual import events

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.query import Progress
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.pulse import Pulse


_OUTLOOK_WIDTH = 56
"""Below this width the bar needs the room."""
_LATEST_WIDTH = 100
"""Below this width what changed last is told elsewhere."""


class Header(Widget):
    """Title, pulse and counts; the progress bar below when there are two lines."""

    DEFAULT_CSS = """
    Header {
        height: 2;
        background: $ground;
        color: $ink;
    }
    """

    _progress: Progress | None = None
    """Of the document."""
    _counted = range(0)
    """The cells of the counts in the first line."""
    document: reactive[Document | None] = reactive(None)
    foreseen: reactive[int] = reactive(0)
    """How many more steps are done than the document says as yet."""
    diagnostics: reactive[tuple[Diagnostic, ...] | None] = reactive(None)
    """What the last check found; `None` where there was none."""
    pulse: reactive[Pulse | None] = reactive(None, repaint=False)
    locked: reactive[bool] = reactive(default=False)
    """Whether the file can only be read."""
    conflicts: reactive[int] = reactive(0)
    """How many are to be decided."""
    health: reactive[str] = reactive("")
    outlook: reactive[str] = reactive("")
    """When the last step may be done, in words; empty when nobody can tell."""
    latest: reactive[str] = reactive("")
    """What others changed last."""
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    name_when_untitled: str = ""

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """The person clicked something that a pane tells more of."""

        pane: str

    def watch_document(self, document: Document | None) -> None:
        """Counts once what is drawn again whenever the plan has grown a second older."""
        self._progress = None if document is None else progress_of(document.plan)

    def watch_pulse(self) -> None:
        """Draws the line of words again, and not the bar."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def on_click(self, event: events.Click) -> None:
        """The counts lead to the findings, the bar and its figure to the rail, the title on."""
        above = "findings" if event.x in self._counted else "reader"
        pane = "rail" if event.y else above
        self.post_message(self.Clicked(pane))

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
        facts += [self._to_decide(), self._latest(width)]
        order = (5, 2, 1, 4, 0, 3) if self.size.height == 1 else (5, 1, 6, 4, 0, 3)
        right: list[Run] = []
        room = width - 14
        used, counted = 0, range(0)
        for number in order:
            needed = sum(cell_len(run.text) for run in facts[number])
            if needed and needed + 2 <= room:
                right.extend([Run("  "), *facts[number]])
                room -= needed + 2
                used += needed + 2
                counted = range(used - needed, used) if number == 0 else counted
        left = width - used - 1
        self._counted = range(left + counted.start, left + counted.stop)
        document = self.document
        title = plain(document.plan.title if document else "") or self.name_when_untitled
        shown = fit(title, width - used - 2, self.glyphs.ellipsis)
        gap = width - used - 2 - cell_len(shown)
        return [Run(" "), Run(shown, "plan-title"), Run(" " * gap), *right, Run(" ")]

    def _second(self, width: int) -> list[Run]:
        figure = self._figure(width)
        if self.outlook and width >= _OUTLOOK_WIDTH:
            figure.append(Run(f" {self.glyphs.dot} {self.outlook}", "quiet"))
        length = width - 4 - sum(cell_len(run.text) for run in figure)
        return [Run(" "), *self._bar(length), Run("  "), *figure, Run(" ")]

    def _bar(self, length: int) -> Sequence[Run]:
        progress = self._progress
        if progress is None or length < 4:
            return (Run(" " * max(0, length)),)
        done = progress.done + self.foreseen
        full = length * done // progress.total if progress.total else 0
        end = self.glyphs.bar_end if 0 < full < length else ""
        body = self.glyphs.bar_full * (full - len(end)) + end
        return (Run(body, "accent"), Run(self.glyphs.bar_empty * (length - full), "quiet"))

    def _figure(self, width: int) -> list[Run]:
        progress = self._progress
        if progress is None:
            return []
        if not progress.total:
            return [Run("no steps", "quiet")]
        return [Run(f"{progress.done + self.foreseen}/{progress.total}", "accent-strong")]

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

    def _latest(self, width: int) -> list[Run]:
        """What has just changed, as long as the plan moves."""
        lively = self.pulse is not None and self.pulse.lively
        if not self.latest or not lively or width < _LATEST_WIDTH:
            return []
        return [Run(fit(self.latest, width // 3, self.glyphs.ellipsis), "changed-fresh")]

    def _to_decide(self) -> list[Run]:
        if not self.conflicts:
            return []
        return [Run(f"{self.conflicts} conflict{'' if self.conflicts == 1 else 's'}", "error")]

    def _health(self, width: int) -> list[Run]:
        return [Run(self.health, "quiet")] if self.health and width >= 60 else []
