"""The side of a session that talks to the disk, on a thread of its own."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from milepost.document import Document
from milepost.workspace.intent import Intent, replay
from milepost.workspace.reading import read_stable
from milepost.workspace.store import Refused, Snapshot, Stale, Unreadable, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.workspace.opening import Opening
    from milepost.workspace.store import LoadResult, PathState

_SAVE_TRIES = 20
"""How often a save starts over because somebody else wrote in between."""


@dataclass(frozen=True, slots=True)
class DiskText:
    """Somebody else wrote the file, or it came back: this is what it holds."""

    document: Document
    read_only: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """The intents are in the file, less those that were lost."""

    document: Document
    intents: tuple[Intent, ...]
    lost: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The intents could not be saved; the file holds `document`."""

    document: Document
    intents: tuple[Intent, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no text at the path now; the sentence says why."""

    state: PathState
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The keeper failed by a mistake of ours; the owner raises the error where it can be seen."""

    error: Exception


Report = DiskText | Written | NotWritten | Absent | Broken


class FileKeeper:
    """Reads and writes one file.

    It alone knows what the file holds. Everything it finds out goes to `reports`; `notify` is
    called, on the keeper's thread, whenever there is something new.
    """

    def __init__(self, path: Path, opening: Opening, notify: Callable[[], None]) -> None:
        self.path = path
        self.reports: deque[Report] = deque()
        self._notify = notify
        self._state = opening.loaded
        self._document = opening.document
        self._jobs: SimpleQueue[Intent | None] = SimpleQueue()
        self._look_wanted = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    @property
    def document(self) -> Document:
        """What the file held when it was last read or written."""
        return self._document

    def start(self) -> None:
        """Begins to work; jobs handed in before wait until then."""
        self._thread = threading.Thread(target=self._run, name="milepost-keeper", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Asks for a look at the file; many calls before it happens are one."""
        if not self._look_wanted.is_set():
            self._look_wanted.set()
            self._jobs.put(None)

    def save(self, intent: Intent) -> None:
        """Asks for an intent to be written."""
        self._jobs.put(intent)

    def stop(self, timeout: float = 5.0) -> bool:
        """Finishes what was asked for and ends; false when that takes over `timeout` seconds."""
        self._stopping = True
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
            intents = self._take()
            if self._look_wanted.is_set():
                self._look_wanted.clear()
                self._read()
            if intents:
                self._write(tuple(intents))
            if self._stopping and self._jobs.empty():
                return

    def _take(self) -> list[Intent]:
        """Waits for a job and takes all that have gathered: quick ticks become one write."""
        jobs = [self._jobs.get()]
        while not self._jobs.empty():
            jobs.append(self._jobs.get())
        return [job for job in jobs if job is not None]

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self._notify()

    def _read(self) -> None:
        previous = self._document.source
        found = read_stable(self.path, previous if previous.text else None)
        if found is not None:
            self._accept(found)

    def _accept(self, found: LoadResult) -> None:
        before, self._state = self._state, found
        if isinstance(found, Unreadable):
            if isinstance(before, Snapshot) or before.state is not found.state:
                self._report(Absent(found.state, found.reason))
            return
        if not isinstance(before, Snapshot) or before.digest != found.digest:
            self._document = Document.parse(found.source)
        elif before.read_only == found.read_only:
            return
        self._report(DiskText(self._document, found.read_only))

    def _write(self, intents: tuple[Intent, ...]) -> None:
        for _ in range(_SAVE_TRIES):
            state = self._state
            if isinstance(state, Unreadable) or state.read_only is not None:
                why = state.reason if isinstance(state, Unreadable) else state.read_only
                reason = f"Nothing was written. {why}"
                break
            replayed = replay(self._document, intents)
            result = save(self.path, replayed.document.source, state.digest)
            if isinstance(result, Stale):
                self._read()
            elif isinstance(result, Refused):
                reason = result.reason
                break
            else:
                self._document = replayed.document
                self._state = Snapshot(self.path, replayed.document.source, result.digest)
                self._report(Written(self._document, intents, replayed.lost))
                return
        else:
            reason = f"{self.path} is being written without pause; try again in a moment."
        self._report(NotWritten(self._document, intents, reason))
