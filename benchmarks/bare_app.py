"""The floor: a Textual application with three panes of text, a header and a footer line.

What it costs is what Python and Textual cost. With `--follow` it also shows the file anew whenever
its folder changes, without reading more into it than that.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static


class BareApp(App[None]):
    """Shows the first lines of a text in the middle of three panes."""

    CSS = """
    #panes { height: 1fr; }
    #left { width: 28; border-right: solid $primary; }
    #middle { width: 1fr; }
    #right { width: 40; border-left: solid $primary; }
    #head, #foot { height: 1; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("space", "mark", "Mark"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: Path, *, follow: bool) -> None:
        super().__init__()
        self.path = path
        self.follow = follow
        self.marks = 0

    def compose(self) -> ComposeResult:
        yield Static("Bare application 0/2", id="head", markup=False)
        with Horizontal(id="panes"):
            yield Static("Outline", id="left", markup=False)
            yield Static(self.shown(), id="middle", markup=False)
            yield Static("Rail", id="right", markup=False)
        yield Static("space mark  q quit", id="foot", markup=False)

    def shown(self) -> str:
        """As much of the text as the pane can hold."""
        return self.path.read_text(encoding="utf-8")[:4000]

    def on_mount(self) -> None:
        if self.follow:
            self.run_worker(self.follow_file())

    async def follow_file(self) -> None:
        """Shows the file again after every change in its folder."""
        from watchfiles import awatch

        async for _ in awatch(self.path.parent, step=10, recursive=False):
            self.query_one("#middle", Static).update(self.shown())

    def action_mark(self) -> None:
        """Changes one word on the screen."""
        self.marks += 1
        self.query_one("#head", Static).update(f"Bare application {self.marks % 2}/2")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--follow", action="store_true")
    chosen = parser.parse_args()
    BareApp(chosen.path, follow=chosen.follow).run()


if __name__ == "__main__":
    main()
