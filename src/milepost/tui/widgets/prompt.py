"""One line in which the person types an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from milepost.tui.commands.place import PlaceKeys
from milepost.tui.commands.texts import PROMPT
from milepost.tui.widgets.writing import TypingLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from milepost.tui.commands.place import Wishes


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

    @dataclass(eq=False, repr=False)
    class Ended(Message):
        """The person has answered; `None` when they would rather not."""

        text: str | None

    def __init__(self, sign: str, placeholder: str, deed: str, wishes: Wishes) -> None:
        """`placeholder` says what is wanted, `deed` what the key for writing does with it."""
        super().__init__()
        keys = PlaceKeys(PROMPT, wishes)
        self.footer = keys.footer("prompt.write", "prompt.leave")
        """What the last line names meanwhile."""
        self._sign = sign
        self.input = TypingLine("; ".join([placeholder, *keys.hints(("prompt.write", deed))]), keys)
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

    @on(TypingLine.Left)
    def _on_left(self) -> None:
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.post_message(self.Ended(text))
        self.remove()
