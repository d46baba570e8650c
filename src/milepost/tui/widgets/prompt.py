"""One line in which the person types an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Prompt(Horizontal):
    """Asks for a line of text. Gone when it is given or refused."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        background: $raised;
        & > #prompt-sign { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        & > Input { width: 1fr; padding: 0; background: $raised; color: $ink; }
    }
    """

    BINDINGS: ClassVar = [Binding("escape", "cancel", "Cancel", show=False)]

    @dataclass
    class Ended(Message):
        """The person has answered; `None` when they would rather not."""

        text: str | None

    def __init__(self, sign: str, placeholder: str) -> None:
        super().__init__()
        self._sign = sign
        self._input = Input(placeholder=placeholder, compact=True)
        self._early: list[events.Key] = []
        self._left = False

    def compose(self) -> ComposeResult:
        """What is asked, and the answer."""
        yield Static(self._sign, id="prompt-sign", markup=False)
        yield self._input

    def on_mount(self) -> None:
        """Takes the cursor."""
        self._input.focus()

    def on_descendant_focus(self) -> None:
        """Sends the keys that came before on their way again."""
        early, self._early = self._early, []
        for key in early:
            self.app.post_message(key)

    def on_descendant_blur(self) -> None:
        """The person has gone elsewhere with the mouse: keys are for that place."""
        self._left = True

    def catch(self, event: events.Key) -> bool:
        """Takes a key that another pane got before the answer had the cursor; whether it did."""
        key = events.Key(event.key, event.character)
        if self._left:
            return False
        if not self._input.has_focus:
            self._early.append(key)
            return True
        # The input itself lets no such key pass, so this one was on its way when it got the cursor.
        return event.is_printable and self._input.post_message(key)

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        self._end(event.value)

    def action_cancel(self) -> None:
        """Gives no answer."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.post_message(self.Ended(text))
        self.remove()
