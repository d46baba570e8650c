"""Where the person types what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class SearchBar(Horizontal):
    """One line: the words, and how often they occur. Gone when the search ends."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        background: $raised;
        & > #search-sign { width: 2; color: $accent; text-style: bold; }
        & > Input { width: 1fr; padding: 0; background: $raised; color: $ink; }
        & > #search-count { width: auto; padding: 0 1; color: $quiet; }
    }
    """

    BINDINGS: ClassVar = [Binding("escape", "cancel", "Cancel", show=False)]

    @dataclass
    class Ended(Message):
        """The search is over: with a match under the cursor, or given up."""

        found: bool

    def __init__(self, search: Callable[[str], int]) -> None:
        super().__init__()
        self._search = search
        self._count = 0
        self._input = Input(placeholder="words in the plan", compact=True)
        self._early: list[events.Key] = []
        self._left = False

    def compose(self) -> ComposeResult:
        """Sign, words and count."""
        yield Static("/", id="search-sign")
        yield self._input
        yield Static("", id="search-count", markup=False)

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
        """Takes a key that another pane got before the words had the cursor; whether it did."""
        key = events.Key(event.key, event.character)
        if self._left:
            return False
        if not self._input.has_focus:
            self._early.append(key)
            return True
        # The input itself lets no such key pass, so this one was on its way when it got the cursor.
        return event.is_printable and self._input.post_message(key)

    @on(Input.Changed)
    def _on_words_changed(self, event: Input.Changed) -> None:
        self._count = self._search(event.value)
        count = self.query_one("#search-count", Static)
        count.update("" if not event.value else f"{self._count} found")

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        if self._count or not event.value:
            self._end(found=self._count > 0)

    def press(self, key: str) -> None:
        """Does what a key would: `enter` or `escape`."""
        if key == "escape":
            self.action_cancel()
        elif self._count:
            self._end(found=True)

    def action_cancel(self) -> None:
        """Gives up."""
        self._search("")
        self._end(found=False)

    def _end(self, *, found: bool) -> None:
        self.post_message(self.Ended(found))
        self.remove()
