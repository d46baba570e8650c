"""A line for newcomers: the key that is worth knowing next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import fit

if TYPE_CHECKING:
    from milepost.tui.glyphs import Glyphs


class HintLine(Widget):
    """One line above the keys."""

    DEFAULT_CSS = """
    HintLine {
        height: 1;
        background: $ground;
        color: $quiet;
    }
    """

    key: reactive[str] = reactive("")
    """The key, as people write it."""
    words: reactive[str] = reactive("")
    """What it does."""
    more: reactive[str] = reactive("")
    """Said behind it where there is room for all of it."""
    glyphs: reactive[Glyphs] = reactive(UNICODE)

    def render_line(self, y: int) -> Strip:
        """The line."""
        base, width = self.rich_style, self.size.width
        if not self.words or y:
            return Strip.blank(width, base)
        palette = Palette(self.app.theme_variables)
        room = width - len(self.key) - 9
        whole = self.words + self.more
        words = whole if len(whole) <= room else self.words
        shown = fit(words, room, self.glyphs.ellipsis)
        segments = [
            Segment(" Try ", base),
            Segment(f" {self.key} ", base + palette["key-cap"]),
            Segment(f"  {shown}", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)
