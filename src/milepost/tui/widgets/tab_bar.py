"""The names of the panes, where only one fits on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.cells import cell_len
from milepost.tui.looks import Palette

if TYPE_CHECKING:
    from textual import events


class TabBar(Widget):
    """One line of tabs; the active one is bold, underlined and in the accent."""

    DEFAULT_CSS = """
    TabBar {
        height: 1;
        background: $ground;
        color: $quiet;
    }
    """

    tabs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Pane ids with the labels to show."""
    active: reactive[str] = reactive("")

    @dataclass
    class Clicked(Message):
        """The person clicked a tab."""

        pane: str

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        active = base + Palette(self.app.theme_variables)["tab-active"]
        segments = [Segment(" ", base)]
        for pane, label in self.tabs:
            segments.append(Segment(label, active if pane == self.active else base))
            segments.append(Segment("   ", base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Finds the tab under the mouse."""
        left = 1
        for pane, label in self.tabs:
            right = left + cell_len(label)
            if left <= event.x < right:
                self.post_message(self.Clicked(pane))
            left = right + 3
