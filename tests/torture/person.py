"""The person at the screen: a session that is used as the screen uses it, and all it says."""

from __future__ import annotations

import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unittest.mock import patch

from milepost.workspace.scribe import DiskText, NotWritten, Scribe, Written
from milepost.workspace.session import Changed, Origin, Session, Told
from support.clock import FakeClock

from .ledger import Takeover
from .texts import State, moment, states_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.text import Source
    from milepost.workspace.intent import Intent
    from milepost.workspace.keeper import Report
    from milepost.workspace.late import LateWriter
    from milepost.workspace.session import SessionEvent

    from .schedule import PersonStep

PERSONS_YEAR = 2026
_NAME = re.compile(r"Item ([A-Z]\d+)")
_SETTLING = 15.0
_LAST_WORDS = 0.3
"""Seconds for what is said of a version after it was shown."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text that was reported to be in the file."""

    at: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An intent that was shown as done: what it made of an item."""

    number: int
    at: float
    item: str
    state: State


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence for the person."""

    at: float
    sentence: str


@dataclass(slots=True)
class Record:
    """All that happened at the screen."""

    versions: list[Version] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    refused: int = 0
    answered: dict[int, str] = field(default_factory=dict)
    """What became of an intent, by its number."""
    doubly_answered: list[int] = field(default_factory=list)
    broken_promises: list[str] = field(default_factory=list)
    takeovers: list[Takeover] = field(default_factory=list)
    settled: bool = False
    is_closed_well: bool = False
    final: str = ""


class Person:
    """Acts by a schedule, listens in between, and keeps a record."""

    def __init__(self, path: Path) -> None:
        self.record = Record()
        self._path = path
        self._clock = FakeClock(moment(PERSONS_YEAR, 0))
        self._notified = threading.Event()
        self.session = Session(path, self._clock, self._notified.set)
        self._keeper = self.session._keeper
        self._forward = self._keeper._report
        vars(self._keeper)["_report"] = self._hear

    def play(self, steps: Sequence[PersonStep], start: float) -> None:
        """Does all steps, each at its time."""
        self.session.start()
        for step in steps:
            self._listen_until(lambda: False, start + step.at)
            self._act(step)

    def settle(self) -> None:
        """Waits until all is written and shown, and ends the session."""
        deadline = time.monotonic() + _SETTLING
        self._listen_until(self._is_settled, deadline)
        self.listen(_LAST_WORDS)
        self._listen_until(self._is_settled, deadline)
        self.record.settled = self._is_settled()
        self.record.is_closed_well = self.session.close()
        self.record.final = self._path.read_bytes().decode()

    def listen(self, seconds: float) -> None:
        """Takes in what happens meanwhile."""
        self._listen_until(lambda: False, time.monotonic() + seconds)

    def _is_settled(self) -> bool:
        quiet = self.session.saved and not self._keeper._scribe.has_late_writers
        return quiet and self.session.document.source.encode() == self._path.read_bytes()

    def _listen_until(self, condition: Callable[[], bool], deadline: float) -> None:
        while not condition() and (left := deadline - time.monotonic()) > 0:
            if self._notified.wait(min(left, 0.02)):
                self._notified.clear()
                self._take(self.session.receive())

    def _act(self, step: PersonStep) -> None:
        self._clock.advance(60.0)
        before = self.session._count
        if step.act == "toggle":
            document = self.session.document
            item = item_of(document, step.item)
            if item is None:
                self.record.refused += 1
                return
            events = self.session.toggle(item, document)
        else:
            events = self.session.undo() if step.act == "undo" else self.session.redo()
        self._take(events)
        if self.session._count == before:
            self.record.refused += 1

    def _take(self, events: Sequence[SessionEvent]) -> None:
        now = time.monotonic()
        for event in events:
            if isinstance(event, Told):
                self.record.words.append(Words(now, event.sentence))
            elif isinstance(event, Changed):
                self.record.shown.append(event.document.text)
                if event.origin is Origin.PERSON:
                    self._note_deed(event, now)

    def _note_deed(self, event: Changed, now: float) -> None:
        intent = self.session._pending[-1]
        before, after = states_of(intent.before.text), states_of(intent.after.text)
        changed = {name for name in after if after[name] != before.get(name)}
        assert len(changed) <= 1, (intent.label, changed)
        for item in changed:  # Undoing may find nothing left to be undone.
            self.record.deeds.append(Deed(intent.number, now, item, after[item]))

    def _hear(self, report: Report) -> None:
        """Notes a report on the keeper's thread, as the history would, before it is passed on."""
        now = time.monotonic()
        match report:
            case DiskText():
                self._see(now, "read", report.document)
            case Written():
                self._see(now, "written", report.document)
                landed = {intent.number for intent in report.landed}
                lost = {intent.number for intent in report.lost}
                for intent in report.intents:
                    missing = "lost" if intent.number in lost else "set aside"
                    self._answer(intent, "written" if intent.number in landed else missing)
                self._hold_to_word(report)
            case NotWritten():
                self._see(now, "not written", report.document)
                for intent in report.intents:
                    self._answer(intent, "not written")
        self._forward(report)

    def _see(self, at: float, kind: str, document: Document) -> None:
        self.record.versions.append(Version(at, kind, document.text))

    def _answer(self, intent: Intent, answer: str) -> None:
        if intent.number in self.record.answered:
            self.record.doubly_answered.append(intent.number)
        self.record.answered[intent.number] = answer

    def _hold_to_word(self, report: Written) -> None:
        """What is said to be written has to stand in the text that is said to be in the file."""
        states = states_of(report.document.text)
        last = {
            names.group(1): intent
            for intent in report.landed
            if (names := _NAME.search(intent.label))
        }
        for name, intent in last.items():
            wanted = states_of(intent.after.text).get(name)
            held = states.get(name)
            if wanted is None or held is None or wanted.done is not held.done:
                self.record.broken_promises.append(f"{intent.label}: {wanted}, but {held}")


def item_of(document: Document, name: str) -> ChecklistItem | None:
    """The item of this name, as a person would find it."""
    start = f"Item {name} "
    return next((item for item in document.plan.items if item.text.startswith(start)), None)


@contextmanager
def watch_takeovers(takeovers: list[Takeover]) -> Iterator[None]:
    """Notes what this process makes of the texts of late writers."""
    merge = Scribe._merged

    def merge_and_note(self: Scribe, late: LateWriter, source: Source) -> Document:
        result = merge(self, late, source)
        takeovers.append(Takeover(source.text, self.document.text, result.text))
        return result

    with patch.object(Scribe, "_merged", merge_and_note):
        yield
