"""Where a person types, with the keys of its place as they have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.widget import Widget

    from milepost.tui.commands import Command
    from milepost.tui.commands.place import PlaceKeys


class TypingArea(TextArea, inherit_bindings=False):
    """A text of several lines. A subclass calls `use_keys` before it is typed into."""

    def use_keys(self, keys: PlaceKeys, owner: Widget) -> None:
        """Keys are those of a place; `owner` does what is not about the text itself."""
        self.keys = keys
        self._owner = owner

    async def _on_key(self, event: events.Key) -> None:
        """Acts on a key at once: a binding would run after the keys that are on their way."""
        if self.read_only:
            return
        command = self.keys.press(event.key)
        # Without a command of its own the key of a line's end has none to write.
        if command is None and event.key != "enter":
            return
        event.stop()
        event.prevent_default()
        if command is not None and command.action:
            await self.obey(command)

    async def obey(self, command: Command) -> None:
        """Does what a key is for."""
        node = self if command.id.startswith("text.") else self._owner
        await node.run_action(command.action)

    def action_new_line(self) -> None:
        """Begins a line."""
        self._replace_via_keyboard("\n", *self.selection)

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 -- Textual's signature
    ) -> bool:
        # Textual paints before it tells a widget of its new size, and afterwards only where there
        # are more rows than before, or fewer. How many there are it asks for then: a layout that is
        # wanted while there is one is forgotten.
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.wrapped_document.wrap(self.wrap_width, self.indent_width)
            self._line_cache.clear()
        return changed


class TypingLine(Input, inherit_bindings=False):
    """A line."""

    class Left(Message):
        """The person gives it up."""

    def __init__(self, placeholder: str, keys: PlaceKeys) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self.keys = keys

    async def _on_key(self, event: events.Key) -> None:
        command = self.keys.press(event.key)
        if command is None and event.is_printable:
            return
        # Keys that are for nothing here are not for the panes either.
        event.stop()
        event.prevent_default()
        if command is not None and command.action:
            await self.run_action(command.action)

    def action_leave(self) -> None:
        """Gives it up."""
        self.post_message(self.Left())
