"""One line that offers to go on with a text that was not saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from milepost.tui.rows import Run
from milepost.tui.widgets.said_line import SaidLine

if TYPE_CHECKING:
    from textual import events

_ANSWERS = {"enter": "resume", "x": "drop", "escape": "later"}


class OfferBar(SaidLine, can_focus=True):
    """Asks until it is answered, or another pane is given the keys."""

    DEFAULT_CSS = """
    OfferBar { background: $raised; }
    """

    @dataclass
    class Answered(Message):
        """The person has decided: `resume`, `drop` or `later`."""

        answer: str

    def offer(self, sentence: str) -> None:
        """Offers a text."""
        self.say(Run(sentence, "accent-strong"))

    def on_mount(self) -> None:
        """Takes the keys."""
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """An answer; other keys are for the panes."""
        answer = _ANSWERS.get(event.key)
        if answer is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Answered(answer))
