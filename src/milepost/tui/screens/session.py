"""A cockpit over one session: it shows what the session holds and hands on what happens."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message

from milepost.text import SourceDefect
from milepost.tui.commands import key_sign
from milepost.tui.pulse import absent_pulse, read_pulse
from milepost.tui.screens.reviewing import ReviewScreen
from milepost.tui.type_ahead import release_keys
from milepost.workspace.loading import PathState, Unreadable
from milepost.workspace.opening import open_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual.timer import Timer

    from milepost.document import Document
    from milepost.tui.checking import Checker, Outcome
    from milepost.tui.glyphs import Glyphs
    from milepost.workspace.clock import Clock
    from milepost.workspace.opening import Opening
    from milepost.workspace.session import Changed, Session, SessionEvent, Told

LINT_PAUSE = 0.03
"""Seconds without a change before the plan is checked."""
LINT_REST = 2.0
"""How many times as long as the last check took the next one waits: keys come before findings."""
FOLLOW_PAUSE = 0.1
"""Least seconds between two repaints for changes from outside: a storm stays bearable."""
_UNREADABLE = frozenset({SourceDefect.NOT_UTF8, SourceDefect.UTF16, SourceDefect.NUL})
"""Of these bytes a check would say nothing but nonsense."""


class Desk(NamedTuple):
    """What a plan's screen works with."""

    path: Path
    clock: Clock
    glyphs: Glyphs
    say_at_the_end: Callable[[str], None]
    """Says something when the screen has gone."""
    opening: Opening | None = None
    """What was read of the plan already."""


class SessionScreen(ReviewScreen):
    """Shows one plan and keeps it in step with the file."""

    keeps_history = True
    """Whether this run keeps a history. Without one, what was seen is known for this run alone."""

    class SessionNotified(Message):
        """The session has something to take in."""

        def can_replace(self, message: Message) -> bool:
            """One of them in the queue is enough."""
            return isinstance(message, SessionScreen.SessionNotified)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.glyphs, desk.path.name)
        self._path = desk.path
        self._say_at_the_end = desk.say_at_the_end
        self._opening = desk.opening or open_plan(desk.path)
        self._clock = desk.clock
        self._started = False
        self._check_took = 0.0
        self._followed = float("-inf")
        self._follow_timer: Timer | None = None
        self._pulse_timer: Timer | None = None

    @cached_property
    def session(self) -> Session:
        """The open plan. What it takes to watch and write is loaded after the first frame."""
        from milepost.workspace.session import Session

        keeps = self.keeps_history
        return Session(self._path, self._clock, self._notify, self._opening, keeps_history=keeps)

    @property
    def document(self) -> Document:
        """The plan as it is shown."""
        return self.session.document if self._started else self._opening.document

    def on_mount(self) -> None:
        """Shows the plan as it was read, then begins to watch."""
        opening = self._opening
        self._show_state()
        self.show_document(opening.document)
        if opening.absence is not None:
            self.tell(opening.absence)
        elif opening.read_only is not None:
            self.tell(opening.read_only, serious=True)
        self.watch(self.app, "app_focus", self._look_again, init=False)

    def on_screen_resume(self) -> None:
        """Goes on behind the first frame, which Textual draws with this message."""
        if not self._started:
            self.call_later(self._begin)

    def _begin(self) -> None:
        """What need not delay the first frame."""
        if self._started:
            return
        if not gc.isenabled():
            # What is there now stays to the end: no collection need look at it again.
            gc.freeze()
            gc.enable()
        self.session.start()
        self._started = True
        self._check(self.session.document)
        self.refresh_keys()
        release_keys(self.app)

    def on_unmount(self) -> None:
        """Writes what is left."""
        if "session" not in vars(self):
            return  # Nobody has asked for it: there is nothing to write.
        if not self._started:
            self.session.start()
        is_written = self.session.close()
        for sentence in self.session.last_words:
            self._say_at_the_end(f"{self._path}: {sentence}")
        if self.session.conflicts:
            self._say_at_the_end(
                f"What you and others wrote in the same place of {self._path} is not decided: the "
                "file has theirs."
            )
        if not is_written and not (self.session.conflicts and self.session.saved):
            self._say_at_the_end(
                f"Not all that you did could be written to {self._path}: look at it before you go"
                " on."
            )
        self.take_leave()

    def take_leave(self) -> None:
        """Says what there is to be said when nothing can happen any more."""

    # The session

    def _notify(self) -> None:
        # The session's threads may find out something when the application is gone already.
        with suppress(RuntimeError):
            self.post_message(self.SessionNotified())

    @on(SessionNotified)
    def _on_session_notified(self) -> None:
        wait = self._followed + FOLLOW_PAUSE - self._clock.monotonic()
        if wait <= 0:
            self._take_in()
        elif self._follow_timer is None:
            self._follow_timer = self.set_timer(wait, self._take_in)

    def _take_in(self) -> None:
        self._follow_timer = None
        self._followed = self._clock.monotonic()
        self._handle(self.session.receive())

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        """Shows what the session says has happened."""
        from milepost.workspace.session import Changed, Told

        for event in happened:
            match event:
                case Changed():
                    self._show(event)
                    self._check(event.document)
                case Told():
                    self.hear(event)
        self.header.health = self.session.health.mode.value
        self._show_state()
        if self.header.diagnostics is None:  # Perhaps now there is something to check.
            self._check(self.session.document)
        self.refresh_keys()

    def hear(self, told: Told) -> None:
        """Says a sentence of the session's."""
        self.tell(told.sentence, serious=told.serious)

    def _show(self, change: Changed) -> None:
        self.show_document(change.document, change.edits)

    @property
    def _file(self) -> Session | Opening:
        """What is known of the file."""
        return self.session if self._started else self._opening

    def _show_state(self) -> None:
        """Shows whether there is a file, whether it can be edited, and what to do without one."""
        self.reader.empty_hint = self.rail.empty_hint = self._empty_hint(self._file.absence)
        self.header.locked = self._is_locked and self._file.absence is None
        self._beat()

    @property
    def _is_locked(self) -> bool:
        return self._file.absence is not None or self._file.read_only is not None

    def _empty_hint(self, absence: str | None) -> str:
        if absence is None:
            return f"{self._path.name} is empty. It is shown as soon as somebody writes to it."
        loaded = self._opening.loaded
        missing = isinstance(loaded, Unreadable) and loaded.state is PathState.MISSING
        if not missing or absence != self._opening.absence:
            return absence
        keys = next((each.keys for each in self.commands if each.id == "file.begin"), ())
        if keys:
            return f"{absence} To begin with a skeleton, press {key_sign(keys[0])}."
        from shlex import quote  # Loaded where somebody has unbound the key.

        return f'{absence} To begin with a skeleton: milepost init {quote(str(self._path))} "Title"'

    def _beat(self) -> None:
        file = self._file
        pulse = read_pulse(file.changed_at, self._clock.now())
        if file.absence is not None:
            pulse = absent_pulse(had_text=bool(file.document.text), known=bool(file.changed_at))
        self.header.pulse = pulse
        if self._pulse_timer is not None:
            self._pulse_timer.stop()
        self._pulse_timer = self.set_timer(pulse.next_in, self._beat)

    # Checking

    def _look_again(self) -> None:
        """Checks once more when the person comes back: the files around the plan may differ."""
        if self._started and self.app.app_focus:
            self._check(self.session.document)

    # Described, as Textual would otherwise describe it by writing out the whole document.
    @work(group="lint", name="lint", description="check the plan", exclusive=True)
    async def _check(self, document: Document) -> None:
        """Checks a document off the screen's thread; results for an older one are dropped."""
        if document.source.defect in _UNREADABLE or (self.session.absence and not document.text):
            self.show_findings(document, None)
            return
        await asyncio.sleep(max(LINT_PAUSE, LINT_REST * self._check_took))
        began = self._clock.monotonic()
        outcome = await asyncio.to_thread(self._lint, document)
        self._check_took = self._clock.monotonic() - began
        if document is not self.session.document or not self.is_attached:
            return
        if outcome.diagnostics is None:
            self._handle(self.session.name_sections(outcome.aliases))
            return
        self._remark(outcome.remarks)
        self.show_findings(document, outcome.diagnostics)

    @cached_property
    def _checker(self) -> Checker:
        from milepost.tui.checking import Checker  # the first frame does not wait for rules

        return Checker(self._path, self._clock)

    def _lint(self, document: Document) -> Outcome:
        return self._checker.check(document)

    def _remark(self, remarks: tuple[str, ...]) -> None:
        """Says what is not followed when that is new; the findings go on saying it."""
        if remarks != self.findings.remarks:
            self.findings.remarks = remarks
            if remarks:
                self.tell(" ".join(remarks), serious=True)
