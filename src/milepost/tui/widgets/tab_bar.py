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
    from collections.abc import Sequence

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

    @dataclass(eq=False, repr=False)
    class Clicked(Message):
        """The person clicked a tab."""

        pane: str

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        active = base + Palette(self.app.theme_variables)["tab-active"]
        segments = [Segment(" ", base)]
        labels, gap = self._arranged()
        for pane, label in labels:
            segments.append(Segment(label, active if pane == self.active else base))
            segments.append(Segment(" " * gap, base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Finds the tab under the mouse."""
        left = 1
        labels, gap = self._arranged()
        for pane, label in labels:
            right = left + cell_len(label)
            if left <= event.x < right:
                self.post_message(self.Clicked(pane))
            left = right + gap

    def _arranged(self) -> tuple[Sequence[tuple[str, str]], int]:
        """The labels and the cells between them; with less room closer together, then shorter."""
        room = self.size.width - 2
        for labels in (self.tabs, [(pane, _shortened(label)) for pane, label in self.tabs]):
            taken = sum(cell_len(label) for _, label in labels)
            for gap in (3, 2, 1):
                if taken + gap * (len(labels) - 1) <= room:
                    return labels, gap
        return labels, 1


def _shortened(label: str) -> str:
    """The first letters of the name, and the count if there is one."""
    name, _, count = label.partition(" ")
    return f"{name[:4]} {count}".rstrip()
