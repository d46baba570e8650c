"""The side of a session that talks to the disk, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from math import inf
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.events import shortened
from milepost.workspace.intent import Intent
from milepost.workspace.memory import Remembered
from milepost.workspace.pace import Pace
from milepost.workspace.scribe import (
    Absent,
    DiskText,
    Doubled,
    Finding,
    NotWritten,
    Scribe,
    Written,
)
from milepost.workspace.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.kinds import SectionKind
    from milepost.workspace.clock import Clock
    from milepost.workspace.events import Alarm
    from milepost.workspace.memory import Memory
    from milepost.workspace.opening import Opening
    from milepost.workspace.versions import When

_LATE_LOOKS = 0.25
"""Seconds between two looks at what a save has displaced."""
_UNCONFIRMED = (
    "What you do is in the file, but the disk does not confirm that it would survive a power cut."
)
_SETTLING = 0.25
"""Seconds after the start at which the text that was opened counts as one at rest."""
_AGAIN = 1.0
"""Seconds between two tries to keep what another process does not let be kept."""
_MOST_TRIES = 10
"""As often the history is asked for before it is done without."""


class Broken(NamedTuple):
    """The keeper failed by a mistake of ours; the owner raises the error where it can be seen."""

    error: Exception


class Held(NamedTuple):
    """The intents cannot be written now; they are kept and tried again by themselves."""

    document: Document
    intents: tuple[Intent, ...]
    reason: str


class Alarmed(NamedTuple):
    """A version by somebody else has lost something."""

    alarms: tuple[Alarm, ...]


class Remarked(NamedTuple):
    """Something is wrong that keeps nobody from working."""

    sentence: str


Report = DiskText | Written | NotWritten | Absent | Held | Alarmed | Remembered | Remarked | Broken

Task = Callable[["Memory", "Document"], None]
"""Something to be done with the memory, given what the file holds."""


class FileKeeper:
    """Reads and writes one file.

    It alone knows what the file holds. Everything it finds out goes to `reports`; `notify` is
    called, on the keeper's thread, whenever there is something new. A change that comes alone is
    written at once; those that follow in quick succession, or while somebody else is writing, are
    written together. What cannot be written for now is held until it can. Every version is shown
    to the witness and given to the memory, after it was reported.
    """

    def __init__(
        self,
        path: Path,
        opening: Opening,
        notify: Callable[[], None],
        memory: Memory | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.path = path
        self.reports: deque[Report] = deque()
        self._notify = notify
        self._scribe = Scribe(path, opening, self._report_finding, clock)
        self._pace = Pace()
        self._aliases = opening.document.aliases
        self._waiting: list[Intent] = []
        self._is_holding = False
        self._is_confirmed = True
        self._memory = memory
        self._remark = ""
        self._begins_at = inf
        self._tries = 0
        self._news: deque[tuple[Finding, When]] = deque()
        self._witness = Witness(opening.document)
        self._tasks: list[Task] = []
        self._jobs: SimpleQueue[Intent | Task | None] = SimpleQueue()
        self._look_wanted = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    @property
    def document(self) -> Document:
        """What the file held when it was last read or written."""
        return self._scribe.document

    def start(self) -> None:
        """Begins to work; jobs handed in before wait until then."""
        self._begins_at = time.monotonic() + _SETTLING
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

    def remember(self, task: Task) -> None:
        """Asks for something to be done with the memory; nothing is without one."""
        self._jobs.put(task)

    def holds_draft(self, place: str) -> bool:
        """Whether the newest draft of a place is kept; to be asked when this has ended."""
        return self._memory is not None and self._memory.holds(place)

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
            is_last = self._stopping  # What is asked for from here on gets another round.
            self._scribe.name_sections(self._aliases)
            if self._look_wanted.is_set():
                self._look_wanted.clear()
                self._scribe.read()
            self._begin_to_remember()
            if self._is_due():
                intents, self._waiting = tuple(self._waiting), []
                self._scribe.write(intents)
                if not self._waiting:
                    self._pace.note_written(time.monotonic())
            self._scribe.look_at_late_writers()
            self._think()
            if is_last and self._jobs.empty() and not self._waiting:
                if self._memory is not None:
                    self._memory.close()
                return

    def _take(self) -> None:
        """Waits for a job, or until something is due, and takes all that have gathered."""
        jobs: list[Intent | Task | None] = []
        with suppress(Empty):
            jobs.append(self._jobs.get(timeout=self._longest_wait()))
        while not self._jobs.empty():
            jobs.append(self._jobs.get())
        intents = [job for job in jobs if isinstance(job, Intent)]
        self._tasks += [job for job in jobs if job is not None and not isinstance(job, Intent)]
        if intents:
            self._pace.ask(time.monotonic())
            self._waiting += intents

    def _is_due(self) -> bool:
        """Whether there is something to write, and this is the time."""
        if not self._waiting or self._stopping:
            return bool(self._waiting)
        away = self._is_holding and not self._scribe.has_text
        return not away and not self._pace.delay(time.monotonic())

    def _longest_wait(self) -> float | None:
        """Seconds; `None` when nothing will be due."""
        now = time.monotonic()
        waits = [_LATE_LOOKS] if self._scribe.has_late_writers else []
        if self._waiting and not (self._is_holding and not self._scribe.has_text):
            waits.append(self._pace.delay(now))
        if self._memory is not None and self._begins_at < inf:
            waits.append(max(0.0, self._begins_at - now))
        if self._memory is not None and self._memory.wants_again:
            waits.append(_AGAIN)
        return min(waits, default=None)

    def _begin_to_remember(self) -> None:
        """Opens the memory as soon as the text is known to be at rest, or is to be replaced."""
        early = self._stopping or self._waiting or self._news
        if self._memory is None or (not early and time.monotonic() < self._begins_at):
            return
        if self._begins_at == inf:
            return
        self._begins_at = inf
        if not early:
            self._scribe.read()  # It is at rest if it still is what was opened.
        self._tries += 1
        insists = bool(early or self._news) or self._tries == _MOST_TRIES
        document = self._scribe.document if self._scribe.has_text else None
        remembered = self._memory.begin(document, insists=insists)
        if remembered is None:
            self._begins_at = time.monotonic() + _AGAIN
        else:
            self._report(remembered)

    def _think(self) -> None:
        """Looks at what was reported, and keeps it; nobody waits for that."""
        while self._news:
            finding, when = self._news[0]
            if isinstance(finding, DiskText):
                alarms = self._witness.saw(finding.document)
                if alarms:
                    self._report(Alarmed(alarms))
            elif isinstance(finding, Written):
                self._witness.saved(finding.document, finding.landed)
            if self._memory is not None:
                _keep(self._memory, finding, when)
            self._news.popleft()  # Now it was looked at, and said what there is to say.
        if self._memory is None:
            self._tasks.clear()
            return
        if self._begins_at < inf:
            return  # Tasks wait for the memory: before it has begun it keeps nothing.
        tasks, self._tasks = self._tasks, []
        self._memory.try_again(self._scribe.document)
        for task in tasks:
            task(self._memory, self._scribe.document)
        if self._memory.remark != self._remark:
            self._remark = self._memory.remark
            self._report(Remarked(self._remark))

    def _report_finding(self, finding: Finding) -> None:
        if isinstance(finding, Doubled):
            self._report(Remarked(doubling_sentence(finding)))
            return
        if isinstance(finding, DiskText):
            self._pace.note_change(time.monotonic())
        if isinstance(finding, Written):
            self._is_holding = False
        if isinstance(finding, NotWritten) and finding.may_pass and not self._stopping:
            self._hold(finding)
            return
        self._report(finding)
        self._news.append((finding, self._scribe.when))
        if isinstance(finding, Written) and finding.changed:
            self._note_durability(confirmed=finding.durable)

    def _note_durability(self, *, confirmed: bool) -> None:
        """Says so once when the disk stops to confirm what is written."""
        before, self._is_confirmed = self._is_confirmed, confirmed
        if before and not confirmed:
            self._report(Remarked(_UNCONFIRMED))

    def _hold(self, finding: NotWritten) -> None:
        """Keeps intents to be tried again, and says so once."""
        self._waiting = [*finding.intents, *self._waiting]
        self._pace.put_off(time.monotonic())
        if not self._is_holding:
            self._report(Held(finding.document, finding.intents, finding.reason))
        self._is_holding = True

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self._notify()


def doubling_sentence(doubled: Doubled) -> str:
    """What to say when two authors have changed the same lines and both are kept."""
    first, *others = doubled.lines
    more = f" and {len(others)} more" if others else ""
    return (
        f"Two others have changed the same lines: “{shortened(first)}”{more} was written late and "
        "stands behind what is newer. Look whether one of them can go."
    )


def _keep(memory: Memory, finding: Finding, when: When) -> None:
    match finding:
        case DiskText():
            memory.was_read(finding.document, when)
        case Written():
            if finding.changed:
                memory.was_saved(finding.document, finding.landed, when)
        case NotWritten() if finding.intents:
            memory.keep_unwritten(finding.intents[-1], finding.document)
        case Absent():
            memory.went_absent()
