"""Screens with keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ModalScreen, Screen

from milepost.tui.commands.place import PlaceKeys
from milepost.tui.reading import scroll

if TYPE_CHECKING:
    from textual import events

    from milepost.tui.commands.place import Place, Wishes
    from milepost.tui.widgets.line_view import LineView

Result = TypeVar("Result")


class KeyedScreen(Screen[Result]):
    """A screen whose keys are those of its place, as a person has them."""

    PLACE: ClassVar[Place]

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self.wishes = wishes
        self.keys = PlaceKeys(self.PLACE, wishes)

    async def on_key(self, event: events.Key) -> None:
        """Does what a key is for, before anything else is done with it."""
        command = self.keys.press(event.key)
        if command is None:
            return
        event.stop()
        event.prevent_default()
        if command.action:
            await self.run_action(command.action)


class Dialog(KeyedScreen[Result | None], ModalScreen[Result | None]):
    """A screen over the plan; dismissed with nothing when it is closed."""

    def action_close(self) -> None:
        """Closes it."""
        self.dismiss(None)


class ReadingDialog(Dialog[Result]):
    """One that has a text to scroll."""

    text: LineView

    def action_move(self, how: str) -> None:
        """Scrolls: `down`, `up`, `page_down`, `page_up`, `top` or `bottom`."""
        scroll(self.text, how)
