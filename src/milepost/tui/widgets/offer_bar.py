"""One line that offers to go on with a text that was not saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from milepost.tui.commands.dialogs import OFFER
from milepost.tui.commands.place import PlaceKeys
from milepost.tui.rows import Run
from milepost.tui.widgets.said_line import SaidLine

if TYPE_CHECKING:
    from textual import events

    from milepost.tui.commands.place import Wishes


class OfferBar(SaidLine, can_focus=True):
    """Asks until it is answered, or another pane is given the keys."""

    DEFAULT_CSS = """
    OfferBar { background: $raised; }
    """

    most_lines = 4
    """What answers it stands at its end, and is not cut."""

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """The person has decided: `resume`, `drop` or `later`."""

        answer: str

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._keys = PlaceKeys(OFFER, wishes)
        self.footer = self._keys.footer("draft.resume", "draft.drop", "draft.later")
        """What the last line names meanwhile."""

    def offer(self, what: str) -> None:
        """Offers a text."""
        hints = self._keys.hints(("draft.resume", "to go on"), ("draft.drop", "to drop"))
        self.say(Run(": ".join([what, *filter(None, [", ".join(hints)])]), "accent-strong"))

    def on_mount(self) -> None:
        """Takes the keys."""
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """An answer; other keys are for the panes."""
        command = self._keys.press(event.key)
        if command is not None:
            event.stop()
            event.prevent_default()
            if command.action:
                self.post_message(self.Answered(command.action))
