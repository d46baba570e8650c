"""What has changed since the person looked, in a line or two above the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.cells import cell_len
from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import Run, fit, paragraph

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

    from milepost.tui.glyphs import Glyphs

LEAD = "since you looked: "
SHORT_LEAD = "new: "
_NARROW = 56
"""Below this width the words need the room."""
_MOST_LINES = 2
_LOW = 16
"""Below this height of the window one line has to do."""


class CatchUp(Widget):
    """A sentence, and at its right the key that ends it. No line at all without a sentence."""

    DEFAULT_CSS = """
    CatchUp {
        height: auto;
        background: $ground;
        color: $ink;
    }
    """

    words: reactive[str] = reactive("", layout=True)
    """What changed, as `render_changes` says it; empty when nothing did."""
    key: reactive[str] = reactive("c")
    glyphs: reactive[Glyphs] = reactive(UNICODE)

    def watch_words(self, words: str) -> None:
        """Takes no room without anything to say."""
        self.display = bool(words)

    @property
    def _answer(self) -> str:
        return f"{self.key} seen " if self.key else ""

    def _lead(self, width: int) -> str:
        return LEAD if width >= _NARROW else SHORT_LEAD

    def _lines(self, width: int) -> tuple[str, ...]:
        room = width - 2 - cell_len(self._answer) - 2
        whole = self._lead(width) + self.words
        if self.app.size.height < _LOW:
            return (fit(whole, room, self.glyphs.ellipsis),)
        return paragraph(whole, room, _MOST_LINES, self.glyphs.ellipsis)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One line; the key stands in the last one."""
        base, width = self.rich_style, self.size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        lead = "" if y else self._lead(width)
        runs = [Run(" "), Run(lead, "quiet"), Run(lines[y][len(lead) :], "open")]
        if y == len(lines) - 1 and self.key:
            used = cell_len(lines[y]) + 1
            gap = width - used - cell_len(self._answer)
            runs += [Run(" " * gap), Run(self.key, "key"), Run(" seen ", "quiet")]
        palette = Palette(self.app.theme_variables)
        segments = [Segment(run.text, base + palette[run.role]) for run in runs if run.text]
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        """On the key, does what it does."""
        if event.x >= self.size.width - cell_len(self._answer) and event.y == self.size.height - 1:
            await self.run_action("screen.mark_seen")
