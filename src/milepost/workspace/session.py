"""One open plan: what the screen shows, what the file holds, and how the two stay together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.buffer import Buffer
from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.identity import find_candidates, find_item, key_of
from milepost.workspace.conflict import Conflict, Conflicts
from milepost.workspace.events import (
    Alarm,
    Changed,
    Collided,
    Origin,
    Persisted,
    Recalled,
    SessionEvent,
    Told,
    shortened,
)
from milepost.workspace.intent import Intent, OnItem, replacing, replay, ticking, unticking
from milepost.workspace.keeper import Alarmed, Broken, FileKeeper, Held, Remarked
from milepost.workspace.memory import Memory, Remembered
from milepost.workspace.opening import Opening, open_plan
from milepost.workspace.recall import Recall
from milepost.workspace.recovery import recover
from milepost.workspace.scribe import Absent, DiskText, NotWritten, Written
from milepost.workspace.steps import (
    Step,
    absence_sentence,
    collide,
    held_sentence,
    is_failure,
    not_written_sentence,
    reversing,
    serious_sentences,
    settling_sentences,
)
from milepost.workspace.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from milepost.buffer import Reversal
    from milepost.edits.checklist import FormerTick
    from milepost.plan.changes import Changes
    from milepost.plan.identity import ItemKey
    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import ChecklistItem
    from milepost.text import EditSet
    from milepost.workspace.clock import Clock
    from milepost.workspace.intent import Resolve
    from milepost.workspace.keeper import Report
    from milepost.workspace.versions import Draft
    from milepost.workspace.watcher import WatchHealth

__all__ = [
    "Alarm",
    "Changed",
    "Collided",
    "Conflict",
    "Origin",
    "Persisted",
    "Recalled",
    "Session",
    "SessionEvent",
    "Told",
]


class Session:
    """Holds one plan open.

    Its owner calls everything from one thread. What happens on the disk is reported by `notify`,
    called from another thread; the owner then calls `receive`. A change the person makes is in
    `document` at once and in the file a moment later, carried over to what somebody else has
    written meanwhile. What both have changed is set aside in `conflicts`.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        notify: Callable[[], None],
        opening: Opening | None = None,
        *,
        keeps_history: bool = True,
    ) -> None:
        opening = opening or open_plan(path)
        self.path = path
        self._clock = clock
        self.read_only = opening.read_only
        self.absence = opening.absence
        self.changed_at = opening.changed_at
        """When the plan last changed, as far as one can tell; only ever shown."""
        recover(path)
        memory = Memory(path, clock, keeps_history=keeps_history)
        self._keeper = FileKeeper(path, opening, notify, memory, clock)
        self._recall = Recall(self._keeper, clock)
        self._conflicts = Conflicts()
        self._buffer = Buffer(self._keeper.document)
        self._watcher = Watcher(path, self._keeper.look, on_health=lambda _: notify())
        self._pending: list[Intent] = []
        self._count = 0
        self.last_words: tuple[str, ...] = ()
        """Serious sentences that nobody had heard when the session was closed."""
        self._former_ticks: dict[tuple[str, str, int], FormerTick] = {}

    @property
    def document(self) -> Document:
        """The plan as it is to be shown."""
        return self._buffer.document

    @property
    def health(self) -> WatchHealth:
        """How changes of the file are noticed."""
        return self._watcher.health

    @property
    def can_undo(self) -> bool:
        """Whether the person did something that can be taken back."""
        return self._buffer.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back that can be done again."""
        return self._buffer.can_redo

    @property
    def saved(self) -> bool:
        """Whether the file holds all that the person did, conflicts aside."""
        return not self._pending

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What the person has to decide, oldest first; the file has none of it."""
        return self._conflicts.open

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Texts that were typed and not saved, newest first; known when `Recalled` is told."""
        return self._recall.drafts

    @property
    def catch_up(self) -> Changes | None:
        """What has changed since the person looked; `None` for a plan they have never seen."""
        return self._recall.changes_to(self.document)

    def start(self) -> None:
        """Begins to watch the file and to write to it."""
        self._keeper.start()
        self._watcher.start()
        self._keeper.look()

    def close(self) -> bool:
        """Writes what is left and ends; false when not everything could be written.

        What could not, and conflicts that are open, are drafts of the next session.
        """
        self._watcher.stop()
        self._keeper.look()  # Somebody may have written over something a moment ago.
        for conflict in self._conflicts.open:
            self.save_draft(f"conflict: {conflict.label}", conflict.merge.text(conflict.mine))
        finished = self._keeper.stop()
        failed = any(map(is_failure, tuple(self._keeper.reports)))
        self.last_words = serious_sentences(self.receive())
        return finished and self.saved and not failed and not self._conflicts.open

    def toggle(self, item: ChecklistItem, shown: Document) -> tuple[SessionEvent, ...]:
        """Ticks an open item or opens a done one: the item the person saw in `shown`.

        When the plan has moved on since, the same item is found by its identity, or nothing is
        done and the answer says so, with the items that may have been meant.
        """
        if refusal := self._find_refusal():
            return (refusal,)
        document = self.document
        if shown is not document:
            key = key_of(shown.plan, item)
            found = find_item(document.plan, key)
            if found is None or found.done is not item.done:
                meant = find_candidates(document.plan, key) if found is None else ()
                what = f"“{shortened(item.text)}” has just changed; nothing was ticked."
                return (Told(what, candidates=meant),)
            item = found
        key = key_of(document.plan, item)
        aim, name = OnItem(key), shortened(item.text)
        if item.done:
            self._former_ticks[key.place] = former_tick(document, item)
            edits, resolve = untick(document, item), unticking(document, item)
            return self._perform(Step(f"Untick “{name}”", resolve, aim, key), edits)
        now, former = self._clock.now(), self._former_ticks.pop(key.place, None)
        edits = tick(document, item, now, former=former)
        resolve = ticking(document, item, now, former)
        return self._perform(Step(f"Tick “{name}”", resolve, aim, key), edits)

    def change(
        self, label: str, resolve: Resolve, shown: Document | None = None
    ) -> tuple[SessionEvent, ...]:
        """Makes a change such as `workspace.editing` describes, and writes it.

        `resolve` may have been made for an older document, `shown`. Where somebody else has
        changed the same words since, the change is set aside as a conflict; where it finds no
        place, nothing is changed and the answer says so. `label` names it there and when undone.
        """
        if refusal := self._find_refusal():
            return (refusal,)
        edits = resolve(self.document)
        if edits is not None:
            return self._perform(Step(label, resolve), edits) if edits else ()
        mine = None if shown is None else resolve(shown)
        if shown is not None and mine is not None:
            collision = collide(shown.text, mine.apply(shown.text), self.document.text)
            if collision is not None:
                return (Collided.over(self._conflicts.set_aside(label, *collision)),)
        return (Told(f"{label} is not possible here; nothing was changed."),)

    def replace(self, label: str, edits: EditSet, shown: Document) -> tuple[SessionEvent, ...]:
        """Makes edits of the text that the person saw in `shown`, merged with what came since."""
        return self.change(label, replacing(shown.text, edits), shown)

    def decide(self, conflict: Conflict, decisions: Sequence[str]) -> tuple[SessionEvent, ...]:
        """Writes what the person wants in place of each hunk of a conflict.

        When the file has moved on meanwhile it is merged again, which may give another conflict.
        Raises `ValueError` unless there is one decision for each hunk.
        """
        edits = conflict.decided(decisions)
        if refusal := self._find_refusal():
            return (refusal,)
        if not self._conflicts.settle(conflict):
            return (Told(f"{conflict.label} is decided already."),)
        theirs = Document.parse(conflict.theirs, aliases=self.document.aliases)
        return self.replace(f"Decide: {conflict.label}", edits, theirs)

    def drop(self, conflict: Conflict) -> tuple[SessionEvent, ...]:
        """Gives the person's side of a conflict up; the file stays as it is."""
        self._conflicts.settle(conflict)
        return ()

    def mend(self, alarm: Alarm) -> tuple[SessionEvent, ...]:
        """Puts right what an alarm is about, as far as that can still be done."""
        if alarm.mend is None:
            return (Told("There is nothing that could be done about that here."),)
        if refusal := self._find_refusal():
            return (refusal,)
        edits = alarm.mend.resolve(self.document)
        if edits is None:
            return (Told(f"{alarm.mend.label} is not possible: that place has changed since."),)
        aim = None if alarm.key is None else OnItem(alarm.key)
        step = Step(alarm.mend.label, alarm.mend.resolve, aim, alarm.key)
        return self._perform(step, edits) if edits else ()

    def undo(self) -> tuple[SessionEvent, ...]:
        """Takes the person's last step back."""
        return self._reverse(self._buffer.undo, "Undo", "There is nothing to undo.")

    def redo(self) -> tuple[SessionEvent, ...]:
        """Does the step again that was undone last."""
        return self._reverse(self._buffer.redo, "Redo", "There is nothing to do again.")

    def save_draft(self, place: str, text: str) -> None:
        """Keeps what is being typed at a place; an editor calls this at least once a second."""
        self._recall.save_draft(place, text, self.document)

    def drop_draft(self, place: str) -> None:
        """Forgets the draft of a place: it was saved, or is not wanted."""
        self._recall.drop_draft(place)

    def holds_draft(self, place: str) -> bool:
        """Whether what was typed at a place is there the next time; known when this is closed."""
        return self._keeper.holds_draft(place)

    def mark_seen(self) -> None:
        """The person has seen the plan as it is shown: `catch_up` begins anew."""
        self._recall.see(self.document)

    def name_sections(self, aliases: Mapping[str, SectionKind]) -> tuple[SessionEvent, ...]:
        """Reads the plan with the project's own names of standard sections from now on."""
        if aliases == self.document.aliases:
            return ()
        self._keeper.name_sections(aliases)
        edits = self._buffer.adopt(Document.parse(self.document.source, aliases=aliases))
        return (Changed(self.document, edits, Origin.OUTSIDE),)

    def receive(self) -> tuple[SessionEvent, ...]:
        """Takes in what the disk side has found out since the last call."""
        events: list[SessionEvent] = []
        while self._keeper.reports:
            events.extend(self._take_in(self._keeper.reports.popleft()))
        return tuple(events)

    def _find_refusal(self) -> Told | None:
        if self.absence is not None:
            return Told(f"Nothing was changed. {self.absence}", serious=True)
        if self.read_only is not None:
            return Told(self.read_only, serious=True)
        return None

    def _perform(self, step: Step, edits: EditSet) -> tuple[SessionEvent, ...]:
        before = self.document
        after = self._buffer.apply(edits, expected=before.revision, label=step.label, aim=step.aim)
        self._submit(step, before)
        return (Changed(after, edits, Origin.PERSON),)

    def _submit(self, step: Step, before: Document) -> None:
        self.changed_at = self._clock.now()
        self._count += 1
        intent = step.intent(self._count, before, self.document)
        self._pending.append(intent)
        self._keeper.save(intent)

    def _reverse(
        self, reverse: Callable[[], Reversal | None], verb: str, nothing: str
    ) -> tuple[SessionEvent, ...]:
        if refusal := self._find_refusal():
            return (refusal,)
        reversal = reverse()
        if reversal is None:
            return (Told(nothing),)
        label = f"{verb}: {reversal.step.label}"
        if reversal.edits is None:
            return (Told(f"{label} is not possible: that place has changed since."),)
        self._submit(reversing(label, reversal, self.document), reversal.before)
        return (Changed(self.document, reversal.edits, Origin.PERSON), Told(label))

    def _take_in(self, report: Report) -> Iterable[SessionEvent]:
        match report:
            case DiskText() | Written() | NotWritten():
                yield from self._take_in_text(report)
            case Held():
                yield Told(held_sentence(report, self.absence), serious=True)
            case Absent():
                self.absence = report.reason
                yield Told(absence_sentence(report, has_text=bool(self.document.text)))
            case Alarmed():
                for alarm in report.alarms:
                    yield from self._heed(alarm)
            case Remembered():
                self._recall.learn(report)
                yield Recalled(report.drafts)
            case Remarked():
                yield Told(report.sentence)
            case Broken():
                raise report.error

    def _take_in_text(self, report: DiskText | Written | NotWritten) -> Iterable[SessionEvent]:
        if not isinstance(report, DiskText):
            self._drop(report.intents)
        yield from self._follow(report.document)
        match report:
            case DiskText():
                yield from self._settle(report.read_only)
            case NotWritten():
                yield Told(not_written_sentence(report), serious=True)
            case Written():
                for intent in report.lost:
                    meant = self._candidates_for(intent.sought)
                    yield Told(intent.lost_sentence, serious=True, candidates=meant)
                for each in report.collided:
                    conflict = self._conflicts.set_aside(each.intent.label, each.merge, each.theirs)
                    yield Collided.over(conflict)
                if self.saved:
                    yield Persisted()

    def _heed(self, alarm: Alarm) -> Iterable[SessionEvent]:
        """Tells an alarm, or does at once what the configuration wants done about it."""
        if alarm.key is not None and alarm.former is not None:
            self._former_ticks[alarm.key.place] = alarm.former  # Ticked again, it is as it was.
            if alarm.mend is not None and self._recall.wants_again(alarm.mend.label):
                yield from self.mend(alarm)
                yield Told(f"{alarm.mend.label}: somebody else had written over it.")
                return
        yield alarm

    def _candidates_for(self, key: ItemKey | None) -> tuple[ChecklistItem, ...]:
        return () if key is None else find_candidates(self.document.plan, key)

    def _settle(self, read_only: str | None) -> Iterable[SessionEvent]:
        """Says so when the file is back, or when it can or cannot be edited any more."""
        before = self.absence, self.read_only
        self.absence, self.read_only = None, read_only
        yield from map(Told, settling_sentences(self.path.name, before, read_only))

    def _drop(self, intents: tuple[Intent, ...]) -> None:
        numbers = {intent.number for intent in intents}
        self._pending = [intent for intent in self._pending if intent.number not in numbers]

    def _follow(self, on_disk: Document) -> Iterable[SessionEvent]:
        """Shows what the disk holds plus what is still on its way there."""
        if on_disk.aliases != self.document.aliases:  # Read before the sections were named.
            on_disk = Document.parse(on_disk.source, aliases=self.document.aliases)
        target = replay(on_disk, self._pending).document
        if target.source != self.document.source:
            edits = self._buffer.adopt(target)
            self.changed_at = self._clock.now()
            yield Changed(self.document, edits, Origin.OUTSIDE)
