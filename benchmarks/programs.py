"""The programs that are measured, and the clean place they run in."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.plans import NEXT_ITEM, marker, plan
from support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS, LINES = 120, 40


@dataclass(frozen=True, slots=True)
class Program:
    """A command that takes a plan, and what its first useful frame holds."""

    name: str
    command: tuple[str, ...]
    frame: tuple[str, ...]


_BARE = (sys.executable, str(Path(__file__).with_name("bare_app.py")))

BARE = Program("the bare application", _BARE, ("Bare application", marker(0)))
BARE_FOLLOWING = Program(
    "the bare application that watches", (*_BARE, "--follow"), ("Bare application", marker(0))
)
MILEPOST = Program("milepost", (sys.executable, "-m", "milepost"), (marker(0), NEXT_ITEM))


@dataclass(frozen=True, slots=True)
class Sandbox:
    """An empty home with one plan in a folder of its own."""

    home: Path
    path: Path
    text: str

    @property
    def env(self) -> dict[str, str | None]:
        """Variables that keep a program inside, and let it keep bytecode as installed ones do."""
        folders = {
            "XDG_CONFIG_HOME": "config",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
        }
        places = {name: str(self.home / folder) for name, folder in folders.items()}
        return {"HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": None, **places}

    def open(self, program: Program) -> Terminal:
        """Starts `program` on the plan; the caller ends it."""
        return Terminal(
            [*program.command, str(self.path)],
            columns=COLUMNS,
            lines=LINES,
            env=self.env,
            cwd=self.path.parent,
        )


@contextmanager
def sandbox(size: int) -> Iterator[Sandbox]:
    """A made-up plan of about `size` bytes in a clean place that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="milepost-bench-") as folder:
        home = Path(folder)
        path = home / "work" / "PLAN.md"
        path.parent.mkdir()
        text = plan(size)
        path.write_text(text, encoding="utf-8", newline="")
        yield Sandbox(home, path, text)


def wait_for_frame(terminal: Terminal, program: Program) -> float:
    """Seconds from the start of the program to the last byte of its first useful frame."""
    markers = [text.encode() for text in program.frame]

    def arrivals() -> list[float]:
        found = [terminal.arrival(text) for text in markers]
        return [when for when in found if when is not None]

    terminal.wait_until(
        lambda: len(arrivals()) == len(markers), f"the first frame of {program.name}", timeout=30
    )
    return max(arrivals()) - terminal.started


def settle(terminal: Terminal, *, quiet: float = 0.4, at_most: float = 8.0) -> None:
    """Waits until the program has written nothing for `quiet` seconds."""
    deadline = time.perf_counter() + at_most
    written = -1
    while written != (written := len(terminal.raw)) and time.perf_counter() < deadline:
        time.sleep(quiet)
