"""The plan's screen: one session and what its keys do."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from functools import cached_property
from shlex import quote
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from milepost.plan.query import item_at
from milepost.text import SourceDefect
from milepost.tui.commands import COMMANDS, sequences
from milepost.tui.pulse import absent_pulse, read_pulse
from milepost.tui.screens.reviewing import ReviewScreen
from milepost.tui.widgets.row_list import RowList
from milepost.workspace.opening import open_plan
from milepost.workspace.store import PathState, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual import events
    from textual.timer import Timer

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.text import Span
    from milepost.tui.checking import Checker, Outcome
    from milepost.tui.glyphs import Glyphs
    from milepost.workspace.clock import Clock
    from milepost.workspace.opening import Opening
    from milepost.workspace.session import Changed, Session, SessionEvent

LINT_PAUSE = 0.03
"""Seconds without a change before the plan is checked."""
FOLLOW_PAUSE = 0.1
"""Least seconds between two repaints for changes from outside: a storm stays bearable."""
_UNREADABLE = frozenset({SourceDefect.NOT_UTF8, SourceDefect.UTF16, SourceDefect.NUL})
"""Of these bytes a check would say nothing but nonsense."""
_SEARCH_KEYS = frozenset(key for each in COMMANDS if each.id == "search.start" for key in each.keys)


class PlanScreen(ReviewScreen):
    """Shows one plan and keeps it in step with the file."""

    class SessionNotified(Message):
        """The session has something to take in."""

        def can_replace(self, message: Message) -> bool:
            """One of them in the queue is enough."""
            return isinstance(message, PlanScreen.SessionNotified)

    def __init__(
        self,
        path: Path,
        clock: Clock,
        glyphs: Glyphs,
        say_at_the_end: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(glyphs, path.name)
        self._path = path
        self._say_at_the_end = say_at_the_end
        self._opening = open_plan(path)
        self._clock = clock
        self._started = False
        self._sequences = sequences()
        self._prefix = ""
        self._followed = float("-inf")
        self._follow_timer: Timer | None = None
        self._pulse_timer: Timer | None = None

    @cached_property
    def session(self) -> Session:
        """The open plan. What it takes to watch and write is loaded after the first frame."""
        from milepost.workspace.session import Session

        return Session(self._path, self._clock, self._notify, self._opening)

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
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """What need not delay the first frame."""
        if not gc.isenabled():
            # What is there now stays to the end: no collection need look at it again.
            gc.freeze()
            gc.enable()
        self.session.start()
        self._started = True
        self._check(self.session.document)
        self.refresh_keys()

    def on_unmount(self) -> None:
        """Writes what is left."""
        if "session" not in vars(self):
            return  # Nobody has asked for it: there is nothing to write.
        if not self._started:
            self.session.start()
        if not self.session.close():
            self._say_at_the_end(
                f"Not all that you did could be written to {self._path}: look at it before you go"
                " on."
            )

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
                    self.tell(event.sentence, serious=event.serious)
        self.header.health = self.session.health.mode.value
        self._show_state()
        if self.header.diagnostics is None:  # Perhaps now there is something to check.
            self._check(self.session.document)
        self.refresh_keys()

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
        await asyncio.sleep(LINT_PAUSE)
        outcome = await asyncio.to_thread(self._lint, document)
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

    # Availability

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is: for keys, footer and palette."""
        match action:
            case "toggle_item":
                return self._item_at_cursor() is not None
            case "go_to":
                return self._destination() is not None
            case "undo":
                return self._started and self.session.can_undo
            case "redo":
                return self._started and self.session.can_redo
            case "explain":
                return bool(self.findings_at_cursor())
            case "next_finding" | "previous_finding":
                return bool(self.findings.diagnostics)
            case "next_match" | "previous_match":
                return self.reader.match_count > 0
        return True

    def is_offered(self, action: str) -> bool:
        """Leaves out what a file that cannot be written would only answer with a refusal."""
        locked = self._is_locked and action in {"toggle_item", "undo", "redo"}
        return not locked and super().is_offered(action)

    def _item_at_cursor(self) -> ChecklistItem | None:
        if self.active == "rail":
            return self.rail.selected
        if self.active == "reader":
            return item_at(self.document.plan, self.reader.cursor_offset)
        return None

    def _destination(self) -> tuple[str, Span] | None:
        """Where `enter` leads: a pane and a place in the plan."""
        plan = self.document.plan
        match self.active:
            case "rail":
                item = self.rail.selected
                return None if item is None else ("reader", item.span)
            case "findings":
                finding = self.findings.selected
                return None if finding is None else ("reader", finding.span)
            case "outline":
                key = self.outline.cursor
                known = key is not None and key < len(plan.sections)
                return ("reader", plan.sections[key].heading) if known and key is not None else None
        item = item_at(plan, self.reader.cursor_offset)
        return ("rail", item.span) if item is not None and item.in_progress else None

    # Keys of two parts

    def action_prefix(self, key: str) -> None:
        """Waits for the second part of a key."""
        self._prefix = key

    def on_key(self, event: events.Key) -> None:
        """Resolves the second part of a key before anything else sees it."""
        prefix, self._prefix = self._prefix, ""
        command = self._sequences.get((prefix, event.key)) if prefix else None
        if command is not None:
            self.run_command(command.action)
        elif self.search_bar is not None:
            if not self.search_bar.catch(event):
                return
        elif event.key in _SEARCH_KEYS:
            # Here and not as a binding, which runs later: the next keys are for the search bar.
            self.action_search()
        else:
            return
        event.stop()
        event.prevent_default()

    def run_command(self, action: str) -> None:
        """Runs a command's action, as its key would."""
        self.call_later(self.run_action, action)

    # Commands on the plan

    def action_toggle_item(self) -> None:
        """Ticks or unticks the item under the cursor."""
        item = self._item_at_cursor()
        shown = self.reader.document if self.active == "reader" else self.rail.document
        if item is not None and shown is not None:
            self._handle(self.session.toggle(item, shown))

    def action_undo(self) -> None:
        """Takes the last step back."""
        self._handle(self.session.undo())

    def action_redo(self) -> None:
        """Does it again."""
        self._handle(self.session.redo())

    # Commands that move

    def action_go_to(self) -> None:
        """Goes where the cursor's entry stands."""
        destination = self._destination()
        if destination is None:
            return
        pane, span = destination
        if pane == "rail":
            item = item_at(self.session.document.plan, span.start)
            if item is not None:
                self.rail.move_to(item.index)
        else:
            self.reader.go_to(span)
        self.focus_pane(pane)

    @on(RowList.Chosen)
    def _on_chosen(self) -> None:
        self.action_go_to()

    # The program

    def action_next_theme(self) -> None:
        """The next set of colours."""
        self.call_later(self.app.run_action, "app.next_theme")

    def action_palette(self) -> None:
        """Every command by name."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """All keys."""
        from milepost.tui.screens.help import HelpScreen  # rarely wanted

        self.app.push_screen(HelpScreen(self._glyphs))

    def action_quit_program(self) -> None:
        """Leaves."""
        self.app.exit(0)
