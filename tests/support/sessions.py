"""A plan that is open, and what its owner hears of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from milepost.text import EditSet, Span
from milepost.workspace.session import (
    Alarm,
    Changed,
    Origin,
    Persisted,
    Recalled,
    Session,
    Told,
)
from support.clock import FakeClock
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.workspace.session import SessionEvent


PLAN = """\
# Move the greenhouse log to one file

## Progress

- [x] (2026-03-03 08:10Z) Read the seven log files.
- [x] (2026-03-03 08:52Z) Write `tools/gather.py`.
- [ ] Run it on the logs of last year.
- [ ] Point the sensors at the one file.
- [ ] Remove the seven files.

## Decision Log

- Decision: keep the old files for a month.
  Rationale: the gardener compares them.
"""
STAMP = "(2026-03-04 09:30Z)"


class Owner:
    """Holds a session as a screen does: acts, listens, and shows the latest document."""

    def __init__(
        self, path: Path, clock: FakeClock | None = None, *, keeps_history: bool = True
    ) -> None:
        self.path = path
        self.clock = clock or FakeClock()
        self.notified = threading.Event()
        self.events: list[SessionEvent] = []
        self.session = Session(path, self.clock, self.notified.set, keeps_history=keeps_history)

    def __enter__(self) -> Self:
        self.session.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    @property
    def shown(self) -> Document:
        return self.session.document

    @property
    def text(self) -> str:
        return self.shown.text

    @property
    def disk(self) -> str:
        return self.path.read_bytes().decode()

    @property
    def told(self) -> list[str]:
        return [event.sentence for event in self.events if isinstance(event, Told)]

    @property
    def alarms(self) -> list[Alarm]:
        return [event for event in self.events if isinstance(event, Alarm)]

    @property
    def origins(self) -> list[Origin]:
        return [event.origin for event in self.events if isinstance(event, Changed)]

    def item(self, wording: str, shown: Document | None = None) -> ChecklistItem:
        document = shown or self.shown
        return next(item for item in document.plan.items if item.text.startswith(wording))

    def toggle(self, wording: str, shown: Document | None = None) -> None:
        document = shown or self.shown
        self.events += self.session.toggle(self.item(wording, document), document)

    def replace(self, old: str, new: str, shown: Document | None = None) -> None:
        """Puts other words in place of some that stand once in the text."""
        document = shown or self.shown
        start = document.text.index(old)
        edits = EditSet.replace(Span(start, start + len(old)), new)
        self.events += self.session.replace(f"Edit {old!r}", edits, document)

    def wait_for_alarm(self) -> Alarm:
        self.wait_until(lambda: bool(self.alarms), "an alarm")
        return self.alarms[-1]

    def wait_until_remembered(self) -> None:
        self.wait_until(
            lambda: any(isinstance(event, Recalled) for event in self.events),
            "what is known from earlier sessions",
        )

    def undo(self) -> None:
        self.events += self.session.undo()

    def redo(self) -> None:
        self.events += self.session.redo()

    def listen(self) -> None:
        self.events += self.session.receive()

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Listens until something has come true."""

        def heard() -> bool:
            self.listen()
            return condition()

        wait_for(heard, what)

    def wait_until_saved(self) -> None:
        self.wait_until(lambda: self.session.saved, "all is saved")

    def wait_until_shown(self, text: str) -> None:
        self.wait_until(lambda: self.text == text, f"{text!r} is shown")

    def wait_until_told(self, words: str) -> None:
        self.wait_until(lambda: any(words in each for each in self.told), f"{words!r} is told")

    def has_persisted(self) -> bool:
        return any(isinstance(event, Persisted) for event in self.events)


def ticked(text: str, wording: str, stamp: str = STAMP) -> str:
    """The text with the item that begins so ticked."""
    assert f"- [ ] {wording}" in text
    return text.replace(f"- [ ] {wording}", f"- [x] {stamp} {wording}")
