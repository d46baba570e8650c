"""Where the person types what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
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
        self.input = Input(placeholder="words in the plan", compact=True)
        """What takes the words."""

    def compose(self) -> ComposeResult:
        """Sign, words and count."""
        yield Static("/", id="search-sign")
        yield self.input
        yield Static("", id="search-count", markup=False)

    def on_mount(self) -> None:
        """Takes the cursor."""
        self.input.focus()

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
