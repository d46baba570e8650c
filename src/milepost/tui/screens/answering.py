"""What the person has to answer: alarms, and words that two have changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from milepost.tui.screens.drafting import DRAFT_PAUSE, DraftingScreen
from milepost.tui.screens.mending import MendingScreen
from milepost.tui.type_ahead import hold_keys_for

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from milepost.document import Document
    from milepost.tui.screens.session import Desk
    from milepost.tui.widgets.alarm_bar import AlarmBar
    from milepost.tui.widgets.conflict_pane import ConflictPane
    from milepost.workspace.conflict import Conflict
    from milepost.workspace.events import Alarm, Changed, Told

_BESIDE_A_CONFLICT = frozenset(
    {"pane", "next_pane", "previous_pane", "palette", "help", "quit_program", "zoom", "next_theme"}
    | {"close_front", "open_conflict", "undo", "redo", "prefix"}
)
"""What keys do besides deciding while they go to a conflict."""


class AnsweringScreen(DraftingScreen, MendingScreen):
    """A screen that keeps what is to be answered in sight until it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.alarm_bar: AlarmBar | None = None
        """There as long as there are alarms."""
        self.conflict_pane: ConflictPane | None = None
        """There while a conflict is shown; one that is put off is still to be decided."""
        self._words: tuple[str, str] | None = None
        self._words_timer: Timer | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense with what is open."""
        match action:
            case "mend_alarm":
                return self.alarm_bar is not None and self.alarm_bar.alarms[0].mend is not None
            case "open_conflict":
                return self._started and bool(self.session.conflicts) and not self._is_deciding
            case "close_front" if self.conflict_pane is not None or self.alarm_bar is not None:
                return True
        return super().check_action(action, parameters)

    @property
    def _is_deciding(self) -> bool:
        return self.conflict_pane is not None and self.conflict_pane.has_keys

    def rests(self, action: str) -> bool:
        """Whether a command has to wait: while a conflict is decided, few keys do anything else."""
        return self._is_deciding and action not in _BESIDE_A_CONFLICT

    def hear(self, told: Told) -> None:
        """Says a sentence; keeps those that want an answer."""
        from milepost.workspace.events import Alarm, Collided  # There from the session on.

        match told:
            case Alarm():
                self._raise_alarm(told)
            case Collided():
                self._show_conflict()
            case _:
                super().hear(told)

    def action_close_front(self) -> None:
        """Closes what is in front: a preview, then an alarm, then a conflict."""
        if self._fix is not None:
            self.close_fix()
        elif self.alarm_bar is not None:
            self._settle_alarm()
        elif self.conflict_pane is not None:
            self._put_conflict_off()

    # Alarms

    def _raise_alarm(self, alarm: Alarm) -> None:
        from milepost.tui.widgets.alarm_bar import AlarmBar  # Loaded with the first one.

        known: tuple[Alarm, ...] = ()
        if self.alarm_bar is None:
            self.alarm_bar = AlarmBar()
            self.alarm_bar.glyphs = self._glyphs
            self.alarm_bar.mend_key = self.key_of("alarm.mend")
            self.alarm_bar.close_key = self.key_of("front.close")
            self.mount(self.alarm_bar, before="#foot")
        else:
            # The same once more: what was offered before is about an older text.
            known = tuple(each for each in self.alarm_bar.alarms if each.sentence != alarm.sentence)
        self.alarm_bar.alarms = (*known, alarm)
        self._tell_when()
        self.refresh_keys()

    def _tell_when(self) -> None:
        if self.alarm_bar is not None:
            self.alarm_bar.later = not self.check_action("close_front", ())

    def action_mend_alarm(self) -> None:
        """Does what the first alarm offers."""
        if self.alarm_bar is None or self.alarm_bar.alarms[0].mend is None:
            return
        alarm = self.alarm_bar.alarms[0]
        happened = self.session.mend(alarm)
        self._settle_alarm()
        self._handle(happened)
        if not happened:
            self.tell("Nothing to do: the plan says so again already.")

    def _settle_alarm(self) -> None:
        """The first alarm is answered."""
        if self.alarm_bar is not None:
            self._keep_alarms(self.alarm_bar.alarms[1:])

    def _keep_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        bar = self.alarm_bar
        if bar is None:
            return
        bar.alarms = alarms
        if not alarms:
            bar.remove()
            self.alarm_bar = None
        self.refresh_keys()

    def _show(self, change: Changed) -> None:
        super()._show(change)
        if self.alarm_bar is not None:
            self._drop_settled(self.alarm_bar.alarms, change.document)

    @work(group="alarms", name="alarms", exclusive=True, description="see which alarms are over")
    async def _drop_settled(self, alarms: tuple[Alarm, ...], document: Document) -> None:
        """Lets go of alarms whose loss is made good; finding that out may take as long as that."""
        over = await asyncio.to_thread(_find_over, alarms, document)
        if self.is_attached and self.alarm_bar is not None and over:
            left = [each for each in self.alarm_bar.alarms if id(each) not in over]
            self._keep_alarms(tuple(left))

    # Conflicts

    def _show_state(self) -> None:
        super()._show_state()
        if self._started:
            self.header.conflicts = len(self.session.conflicts)

    def _show_conflict(self, *, with_keys: bool = False) -> None:
        """Shows the oldest conflict; the keys stay where they are unless the person asked."""
        from milepost.tui.widgets.conflict_pane import ConflictPane  # Loaded with the first one.

        conflicts = self.session.conflicts
        self.header.conflicts = len(conflicts)
        if not conflicts:
            self._close_conflict()
            return
        if self.conflict_pane is None:
            self.conflict_pane = ConflictPane(self._glyphs, self.wishes)
            self.conflict_pane.text.open_key = self.key_of("conflict.open")
            before = "#foot" if self.alarm_bar is None else self.alarm_bar
            self.mount(self.conflict_pane, before=before)
        self.conflict_pane.show(conflicts[0], len(conflicts))
        if with_keys:
            self.close_fix()
            self.fall_silent()  # It may have been said that the conflict waits.
            hold_keys_for(self.conflict_pane.key_taker, self.app)
            self.call_after_refresh(self.conflict_pane.take_keys)
        self.refresh_keys()

    def action_open_conflict(self) -> None:
        """Shows the oldest conflict, to be decided by key."""
        self._show_conflict(with_keys=True)

    def _close_conflict(self) -> None:
        pane, self.conflict_pane = self.conflict_pane, None
        if pane is not None:
            if pane.has_keys:
                self.active_pane.focus()
            pane.remove()
        self.refresh_keys()

    def _put_conflict_off(self) -> None:
        self._close_conflict()
        number = len(self.session.conflicts)
        what = "The conflict waits" if number == 1 else f"{number} conflicts wait"
        self.tell(f"{what}: {self.key_of('conflict.open')} shows it again. Nothing is written.")

    def _on_conflict_pane_put_off(self) -> None:
        self._put_conflict_off()

    def _on_conflict_pane_written(self, event: ConflictPane.Written) -> None:
        self._words = (_draft_of(event.conflict), event.text)
        if self._words_timer is None:
            self._words_timer = self.set_timer(DRAFT_PAUSE, self._keep_words)

    def _keep_words(self) -> None:
        self._words_timer = None
        if self._words is not None:
            self.session.save_draft(*self._words)

    def _on_conflict_pane_decided(self, event: ConflictPane.Decided) -> None:
        had_keys = self.conflict_pane is not None and self.conflict_pane.has_keys
        if self._words is not None:
            self._words = None
            self.session.drop_draft(_draft_of(event.conflict))
        happened = self.session.decide(event.conflict, event.decisions)
        self._handle(happened)
        if not happened:
            self.drop_decided(event.conflict)  # What others wrote stays.
        if self.session.conflicts:
            self._show_conflict(with_keys=had_keys)
        else:
            self._close_conflict()
            self.tell(f"Decided. {self.key_of('time.undo')} takes it back.")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Says which keys there are when they go to a conflict, or come back from one."""
        self._tell_when()
        self.refresh_keys()

    def on_resize(self, event: events.Resize) -> None:
        """A conflict takes as many lines as the width asks for."""
        if self.conflict_pane is not None:
            self.conflict_pane.fit_height()


def _find_over(alarms: tuple[Alarm, ...], document: Document) -> set[int]:
    """The alarms, by identity, of which the plan says again by now what they missed."""
    mends = [(id(alarm), alarm.mend.resolve(document)) for alarm in alarms if alarm.mend]
    return {number for number, edits in mends if edits is not None and not edits}


def _draft_of(conflict: Conflict) -> str:
    """The place under which words for a conflict are kept, as the session names it."""
    return f"conflict: {conflict.label}"
