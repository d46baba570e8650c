"""Following a plan from outside the editor: what its session tells, and a check each time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from milepost.lint.engine import lint
from milepost.workspace.session import Changed, Session, Told
from milepost.workspace.terms import LiveTerms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.workspace.clock import Clock
    from milepost.workspace.events import SessionEvent

SETTLING = 0.05
"""Seconds in which more writes of the same hand are waited for."""


class Version(NamedTuple):
    """A text of the plan that was read, and what a check of it found."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


class Follower:
    """Reads one plan again and again; writes nothing."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._clock = clock
        self._news = threading.Event()
        self._terms = LiveTerms(path)
        self._session = Session(path, clock, self._news.set, keeps_history=False)

    @property
    def absence(self) -> str | None:
        """Why there is no text, in a sentence; `None` when there is one."""
        return self._session.absence

    def first(self) -> Version:
        """How the plan stands, and the beginning of the watch."""
        self._session.start()
        return self._judge()

    def __iter__(self) -> Iterator[Version | Told]:
        """What happens from then on, without end; for the thread that asked for the first one."""
        while True:
            self._news.wait()
            self._news.clear()
            yield from self._take_in(self._session.receive())

    def _take_in(self, happened: tuple[SessionEvent, ...]) -> Iterator[Version | Told]:
        is_new = any(isinstance(event, Changed) for event in happened)
        for event in happened:
            if isinstance(event, Told):
                yield event
        if is_new:
            yield self._judge()

    def close(self) -> None:
        """Ends the watch."""
        self._session.close()

    def _judge(self) -> Version:
        standing = self._terms.look()
        self._session.name_sections(standing.terms.aliases)
        document = self._session.document
        if self._session.absence is not None and not document.text:
            return Version(document, ())
        found = lint(
            document,
            standing.terms.selection_for(document),
            now=self._clock.now(),
            repository=standing.repository,
        )
        return Version(document, found.diagnostics)
