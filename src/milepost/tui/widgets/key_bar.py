"""The last line: the keys for where you are, or what just happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.cells import cell_len
from milepost.tui.commands import Group, key_sign
from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events
    from textual.geometry import Size

    from milepost.tui.commands import Command
    from milepost.tui.glyphs import Glyphs

_MOST_LINES = 3
"""Of a message."""


class KeyBar(Widget):
    """One line of keys. A message takes their place until it is cleared, and more lines if needed.

    A style sheet docks it over the panes, so that these stay as they are.
    """

    DEFAULT_CSS = """
    KeyBar {
        height: auto;
        background: $raised;
        color: $quiet;
    }
    """

    message: reactive[str] = reactive("", layout=True)
    glyphs: reactive[Glyphs] = reactive(UNICODE)
    serious: reactive[bool] = reactive(default=False)

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._places: list[tuple[int, Command]] = []

    @dataclass(eq=False, repr=False)
    class Pressed(Message):
        """The person clicked a key."""

        command: Command

    def on_click(self, event: events.Click) -> None:
        """Finds the key under the mouse."""
        if self.message:
            return
        for start, command in self._places:
            if start <= event.x < start + _length(command) - 2:
                self.post_message(self.Pressed(command))

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Sets the commands that are available now, most wanted first."""
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or as many as the message takes."""
        return len(self._lines(width)) if self.message else 1

    def _lines(self, width: int) -> tuple[str, ...]:
        return paragraph(self.message, width - 2, _MOST_LINES, self.glyphs.ellipsis)

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        width = self.size.width
        if self.message:
            style = base + Palette(self.app.theme_variables)["error" if self.serious else "open"]
            lines = self._lines(width)
            text = f" {lines[y]}" if y < len(lines) else ""
            return Strip([Segment(text, style)]).adjust_cell_length(width, base)
        return Strip(self._keys(width, base)).adjust_cell_length(width, base)

    def _keys(self, width: int, base: Style) -> list[Segment]:
        """As many commands as fit whole; help and quit keep their place at the end."""
        key_style = base + Palette(self.app.theme_variables)["key"]
        lasting = [command for command in self._commands if command.group is Group.PROGRAM]
        passing = [command for command in self._commands if command not in lasting]
        room = width - 1 - sum(_length(command) for command in lasting)
        chosen: list[Command] = []
        for command in passing:
            room -= _length(command)
            if room < 0:
                break
            chosen.append(command)
        segments = [Segment(" ", base)]
        self._places = []
        at = 1
        for command in (*chosen, *lasting):
            self._places.append((at, command))
            at += _length(command)
            segments.append(Segment(key_sign(command.keys[0]), key_style))
            segments.append(Segment(f" {command.label}  ", base))
        return segments


def _length(command: Command) -> int:
    return cell_len(key_sign(command.keys[0])) + cell_len(command.label) + 3
