"""The side of a session that talks to the disk, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from milepost.workspace.pace import Pace
from milepost.workspace.scribe import DiskText, Finding, Scribe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.canon import SectionKind
    from milepost.workspace.intent import Intent
    from milepost.workspace.opening import Opening

_LATE_LOOKS = 0.25
"""Seconds between two looks at what a save has displaced."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The keeper failed by a mistake of ours; the owner raises the error where it can be seen."""

    error: Exception


Report = Finding | Broken


class FileKeeper:
    """Reads and writes one file.

    It alone knows what the file holds. Everything it finds out goes to `reports`; `notify` is
    called, on the keeper's thread, whenever there is something new. A change that comes alone is
    written at once; those that follow in quick succession, or while somebody else is writing, are
    written together.
    """

    def __init__(self, path: Path, opening: Opening, notify: Callable[[], None]) -> None:
        self.path = path
        self.reports: deque[Report] = deque()
        self._notify = notify
        self._scribe = Scribe(path, opening, self._report_finding)
        self._pace = Pace()
        self._aliases = opening.document.aliases
        self._waiting: list[Intent] = []
        self._jobs: SimpleQueue[Intent | None] = SimpleQueue()
        self._look_wanted = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    @property
    def document(self) -> Document:
        """What the file held when it was last read or written."""
        return self._scribe.document

    def start(self) -> None:
        """Begins to work; jobs handed in before wait until then."""
        self._thread = threading.Thread(target=self._run, name="milepost-keeper", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Asks for a look at the file; many calls before it happens are one."""
        if not self._look_wanted.is_set():
            self._look_wanted.set()
            self._jobs.put(None)

    def name_sections(self, aliases: Mapping[str, SectionKind]) -> None:
        """From now on, reads the file with the project's own names of standard sections."""
        self._aliases = aliases
        self._jobs.put(None)

    def save(self, intent: Intent) -> None:
        """Asks for an intent to be written."""
        self._jobs.put(intent)

    def stop(self, timeout: float = 5.0) -> bool:
        """Finishes what was asked for and ends; false when that takes over `timeout` seconds."""
        self._stopping = self._scribe.hurried = True
        self._jobs.put(None)
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 -- on this thread nobody would see it
            self._report(Broken(error))

    def _work(self) -> None:
        while True:
            self._take()
            self._scribe.name_sections(self._aliases)
            if self._look_wanted.is_set():
                self._look_wanted.clear()
                self._scribe.read()
            if self._waiting and (self._stopping or not self._pace.delay(time.monotonic())):
                intents, self._waiting = tuple(self._waiting), []
                self._scribe.write(intents)
                self._pace.note_written(time.monotonic())
            self._scribe.look_at_late_writers()
            if self._stopping and self._jobs.empty() and not self._waiting:
                return

    def _take(self) -> None:
        """Waits for a job, or until something is due, and takes all that have gathered."""
        jobs: list[Intent | None] = []
        with suppress(Empty):
            jobs.append(self._jobs.get(timeout=self._longest_wait()))
        while not self._jobs.empty():
            jobs.append(self._jobs.get())
        intents = [job for job in jobs if job is not None]
        if intents:
            self._pace.ask(time.monotonic())
            self._waiting += intents

    def _longest_wait(self) -> float | None:
        """Seconds; `None` when nothing will be due."""
        waits = [_LATE_LOOKS] if self._scribe.has_late_writers else []
        if self._waiting:
            waits.append(self._pace.delay(time.monotonic()))
        return min(waits, default=None)

    def _report_finding(self, finding: Finding) -> None:
        if isinstance(finding, DiskText):
            self._pace.note_change(time.monotonic())
        self._report(finding)

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self._notify()
