"""The side of a session that talks to the disk, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from milepost.document import Document
from milepost.text import diff_edits
from milepost.workspace.intent import Intent, replay
from milepost.workspace.late import PATIENCE as LATE_PATIENCE
from milepost.workspace.late import LateWriter
from milepost.workspace.reading import read_stable
from milepost.workspace.store import Refused, Saved, Snapshot, Stale, Unchanged, Unreadable, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.opening import Opening
    from milepost.workspace.store import LoadResult, PathState, SaveResult

_PATIENCE = 20.0
"""Seconds for which a save starts over because somebody else wrote in between."""
_LAST_PATIENCE = 3.0
"""The same when the program is about to end."""
_MOMENT = 0.005
_LONGEST_MOMENT = 0.05
_LATE_LOOKS = 0.25
"""Seconds between two looks at what a save has displaced."""


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
        self._late: list[LateWriter] = []

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
            self._look_at_late_writers()
            if self._stopping and self._jobs.empty():
                return

    def _take(self) -> list[Intent]:
        """Waits for a job and takes all that have gathered: quick ticks become one write."""
        jobs: list[Intent | None] = []
        with suppress(Empty):
            jobs.append(self._jobs.get(timeout=_LATE_LOOKS if self._late else None))
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
        reason = self._try_to_write(intents)
        if reason:
            self._report(NotWritten(self._document, intents, reason))

    def _try_to_write(self, intents: tuple[Intent, ...]) -> str:
        """Writes the intents over whatever others write meanwhile; else says why it could not."""
        began = time.monotonic()
        pause = 0.0
        while time.monotonic() - began < (_LAST_PATIENCE if self._stopping else _PATIENCE):
            if why := self._find_bar():
                return f"Nothing was written. {why}"
            replayed = replay(self._document, intents)
            result = self._put(replayed.document, intents)
            if isinstance(result, Refused):
                return result.reason
            if not isinstance(result, Stale):
                self._report(Written(self._document, intents, replayed.lost))
                return ""
            # Somebody else wrote in between. They get a moment first: what is read must be fresh
            # when it is written.
            time.sleep(pause)
            self._read()
            pause = min(pause + _MOMENT, _LONGEST_MOMENT)
        return f"{self.path} is being written without pause. Nothing of yours was saved; try again."

    def _find_bar(self) -> str | None:
        """Why nothing can be written now."""
        state = self._state
        return state.reason if isinstance(state, Unreadable) else state.read_only

    def _put(self, document: Document, intents: tuple[Intent, ...]) -> SaveResult:
        """Saves a document over what the file is known to hold, and watches what that displaced."""
        before, state = self._document, self._state
        digest = state.digest if isinstance(state, Snapshot) else None
        result = save(self.path, document.source, digest)
        if not isinstance(result, Saved | Unchanged):
            return result
        self._document = document
        self._state = Snapshot(self.path, document.source, result.digest)
        for late in self._late:
            late.intents.extend(intents)
        if isinstance(result, Saved) and result.displaced is not None and digest is not None:
            until = time.monotonic() + LATE_PATIENCE
            self._late.append(LateWriter(result.displaced, before, digest, until, list(intents)))
        return result

    def _look_at_late_writers(self) -> None:
        now = time.monotonic()
        for late in list(self._late):
            source = late.look(now)
            if source is not None:
                self._take_over(late, source)
            if source is not None or now > late.until:
                self._late.remove(late)

    def _take_over(self, late: LateWriter, source: Source) -> None:
        """Puts a late writer's text where the writer meant it to be, with what came after."""
        current = self._document
        edits = diff_edits(late.base.text, source.text)
        moved = edits.rebase(diff_edits(late.base.text, current.text))
        if moved is None:
            merged = replay(Document.parse(source), late.intents).document
        else:
            merged = current.edited(moved)
        if isinstance(self._put(merged, ()), Saved | Unchanged):
            self._report(DiskText(merged, None))
        else:
            self._read()
