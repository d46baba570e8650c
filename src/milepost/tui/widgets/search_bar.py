"""Where the person types what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from milepost.tui.commands.place import PlaceKeys
from milepost.tui.commands.texts import SEARCH
from milepost.tui.widgets.writing import TypingLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from milepost.tui.commands.place import Wishes


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

    @dataclass(eq=False, repr=False)
    class Ended(Message):
        """The search is over: with a match under the cursor, or given up."""

        found: bool

    def __init__(self, search: Callable[[str], int], wishes: Wishes) -> None:
        super().__init__()
        self._search = search
        self._count = 0
        keys = PlaceKeys(SEARCH, wishes)
        self.footer = keys.footer("search.go", "search.cancel")
        """What the last line names meanwhile."""
        self.input = TypingLine("words in the plan", keys)
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

    @on(TypingLine.Left)
    def _on_left(self) -> None:
        self._search("")
        self._end(found=False)

    def _end(self, *, found: bool) -> None:
        self.post_message(self.Ended(found))
        self.remove()
