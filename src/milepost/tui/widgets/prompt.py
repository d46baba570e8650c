"""One line in which the person types an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
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
        self.input = Input(placeholder=placeholder, compact=True)
        """What takes the answer."""

    def compose(self) -> ComposeResult:
        """What is asked, and the answer."""
        yield Static(self._sign, id="prompt-sign", markup=False)
        yield self.input

    def on_mount(self) -> None:
        """Takes the cursor."""
        self.input.focus()

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        self._end(event.value)

    def action_cancel(self) -> None:
        """Gives no answer."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.post_message(self.Ended(text))
        self.remove()
