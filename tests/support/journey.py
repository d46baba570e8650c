"""Milepost as a person meets it: started in a terminal, read off the screen, driven by keys.

What the journeys expect of the screen's wording and signs is written down here and nowhere else.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

CURSOR = "▌"
_FIGURE = re.compile(r"\b(\d+)/(\d+)\b")
SEARCH_PROMPT = "words in the plan"
_HEADER_LINES = 2
_ITEM = re.compile(r"^\s*- \[.\] (?:\([^)]*\) )?(.+)$", re.MULTILINE)


class Journey(Terminal):
    """The real program on the plan `path`, in a home of its own.

    `arguments` take the place of the path where another start is wanted.
    """

    def __init__(
        self,
        path: Path,
        *arguments: str,
        columns: int = 120,
        lines: int = 40,
        env: dict[str, str | None] | None = None,
    ) -> None:
        home = path.parent.parent / "home"
        home.mkdir(exist_ok=True)
        places = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        super().__init__(
            [sys.executable, "-m", "milepost", *(arguments or (str(path),))],
            columns=columns,
            lines=lines,
            env={**places, **(env or {})},
            cwd=path.parent,
        )
        self.path = path

    @property
    def figure(self) -> tuple[int, int] | None:
        """Done and all items, as the header tells them."""
        found = _FIGURE.search("\n".join(self.screen[:_HEADER_LINES]))
        return (int(found[1]), int(found[2])) if found else None

    @property
    def header(self) -> str:
        """The header's lines."""
        return "\n".join(self.screen[:_HEADER_LINES])

    @property
    def selected(self) -> str:
        """The line that the cursor is on, from the cursor's sign to the right edge."""
        for line in self.screen:
            if CURSOR in line:
                return line.partition(CURSOR)[2]
        return ""

    def wait_for_start(self) -> None:
        """Waits until the header counts anything."""
        self.wait_until(lambda: self.figure is not None, "the header to count items")

    def wait_for_figure(self, done: int, total: int) -> None:
        """Waits until the header counts `done` of `total`."""
        self.wait_until(lambda: self.figure == (done, total), f"the header to say {done}/{total}")

    def wait_for_selected(self, text: str) -> None:
        """Waits until the cursor is on the line with `text`."""
        self.wait_until(lambda: text in self.selected, f"the cursor on {text!r}")

    def wait_for_content(self, content: bytes) -> None:
        """Waits until the file holds exactly `content`."""
        self.wait_until(lambda: self.path.read_bytes() == content, "the file to hold its new text")

    def select(self, text: str) -> None:
        """Moves the rail's cursor to the item with `text`; the rail must have the focus."""
        items = _ITEM.findall(self.path.read_text(encoding="utf-8"))

        def places() -> list[int]:
            return [number for number, item in enumerate(items) if item[:12] in self.selected]

        # What is drawn of the first frame by then may end in the middle of the item's row.
        self.wait_until(lambda: bool(places()), "a cursor on the rail")
        at = places()[0]
        to = next(number for number, item in enumerate(items) if text in item)
        self.press(*(["j"] * (to - at) + ["k"] * (at - to)))
        self.wait_for_selected(text)

    def search(self, words: str) -> None:
        """Looks for `words` and takes the first match."""
        self.press("/")
        self.wait_for_text(SEARCH_PROMPT)
        self.press(*words, "enter")
