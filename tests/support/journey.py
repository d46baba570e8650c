"""Milepost as a person meets it: started in a terminal, read off the screen, driven by keys.

What the journeys expect of the screen's wording and signs is written down here and nowhere else.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING

from support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

CURSOR = "▌"
_FIGURE = re.compile(r"\b(\d+)/(\d+)\b")
_HEADER_LINES = 2


class Journey(Terminal):
    """The real program on the plan `path`, in a home of its own."""

    def __init__(
        self,
        path: Path,
        *,
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
            [sys.executable, "-m", "milepost", str(path)],
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
        """Puts the rail's cursor on the item with `text`, from the top down."""
        self.press("1", "g")
        for _ in range(40):
            before = self.selected
            if text in before:
                return
            self.press("j")
            self.wait_until(
                partial(self._has_left, before),
                f"the cursor to move off {before.strip()!r} towards {text!r}",
            )
        raise AssertionError(f"no item {text!r} on the rail\n{self.text}")

    def _has_left(self, before: str) -> bool:
        return self.selected != before
