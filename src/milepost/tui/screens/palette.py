"""The palette, with the keys that a person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import Input

from milepost.tui.commands.palette import PALETTE
from milepost.tui.commands.place import PlaceKeys

if TYPE_CHECKING:
    from textual import events

    from milepost.tui.commands.place import Wishes

WORDS = "Commands, steps, sections, findings…"


class Palette(CommandPalette, inherit_bindings=False):
    """Says what can be found with it."""

    # The list counts its lines before it knows whether it scrolls: they may not get narrower then.
    DEFAULT_CSS = """
    Palette CommandList {
        scrollbar-gutter: stable;
    }
    """

    def __init__(self, wishes: Wishes) -> None:
        super().__init__(placeholder=WORDS, id="--command-palette")
        self._keys = PlaceKeys(PALETTE, wishes)

    async def on_key(self, event: events.Key) -> None:
        """Does what a key is for; those of the line are about its words."""
        # Those that are for nothing here are not the line's own either.
        event.stop()
        event.prevent_default()
        command = self._keys.press(event.key)
        if command is None or not command.action:
            return
        of_line = command.id.startswith("text.") or command.action == "submit"
        await (self.query_one(Input) if of_line else self).run_action(command.action)
