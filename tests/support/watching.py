"""What tests of watching share: a reader, a source of events to order, an agent's write."""

from __future__ import annotations

import os
import queue
from typing import TYPE_CHECKING

from milepost.workspace.store import PathState, Snapshot, load
from milepost.workspace.watcher import Watcher, WatchHealth, WatchMode
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Collection, Generator
    from pathlib import Path

    from milepost.workspace.watcher import EventSource

NEVER = 3600.0
"""A period at which polling cannot be what a test sees."""

SOON = 0.02


def replace_as_agents_do(path: Path, text: str) -> None:
    """Writes another file and renames it over `path`."""
    temp = path.with_name(f"{path.name}.tmp.{os.getpid()}.0a1b")
    temp.write_text(text)
    temp.replace(path)


class Witness:
    """Reads the file at every look, as a session does."""

    def __init__(self, path: Path, *, source: EventSource, period: float) -> None:
        self.path = path
        self.seen: list[str | PathState] = []
        self.healths: list[WatchHealth] = []
        self.watcher = Watcher(
            path, self.look, on_health=self.healths.append, source=source, period=period
        )

    def look(self) -> None:
        loaded = load(self.path)
        self.seen.append(loaded.source.text if isinstance(loaded, Snapshot) else loaded.state)

    def wait_until_seen(self, expected: str | PathState) -> None:
        wait_for(lambda: self.seen and self.seen[-1] == expected, f"{expected!r} is seen")

    def wait_for_mode(self, mode: WatchMode, words: str = "") -> None:
        def reached() -> bool:
            health = self.watcher.health
            return health.mode is mode and words in health.reason

        wait_for(reached, f"the watch is {mode} {words}")


class Script:
    """An event source that says what a test tells it to."""

    def __init__(self) -> None:
        self.batches: queue.SimpleQueue[Collection[str]] = queue.SimpleQueue()
        self.failure: Exception | None = None
        self.begun = 0
        self.closed = 0

    def __call__(self, directories: Collection[str], tick: float) -> Generator[Collection[str]]:
        self.begun += 1
        if self.failure is not None:
            raise self.failure
        try:
            yield ()
            while True:
                try:
                    yield self.batches.get(timeout=min(tick, SOON))
                except queue.Empty:
                    yield ()
        finally:
            self.closed += 1
