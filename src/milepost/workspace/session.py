"""One open plan: what the screen shows, what the file holds, and how the two stay together."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from milepost.buffer import Buffer
from milepost.document import Document
from milepost.edits.checklist import former_tick, tick, untick
from milepost.plan.identity import find_item, key_of
from milepost.workspace.intent import Intent, aiming, replacing, replay, ticking, unticking
from milepost.workspace.keeper import FileKeeper
from milepost.workspace.opening import Opening, open_plan
from milepost.workspace.recovery import recover
from milepost.workspace.scribe import Absent, DiskText, NotWritten, Written
from milepost.workspace.store import PathState
from milepost.workspace.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from milepost.buffer import Aim, Reversal
    from milepost.edits.checklist import FormerTick
    from milepost.plan.canon import SectionKind
    from milepost.plan.identity import ItemKey
    from milepost.plan.model import ChecklistItem
    from milepost.text import EditSet
    from milepost.workspace.clock import Clock
    from milepost.workspace.intent import Resolve
    from milepost.workspace.keeper import Report
    from milepost.workspace.watcher import WatchHealth


_WATCHED_TOGGLES = 20


class Origin(Enum):
    """Who changed the document."""

    PERSON = "person"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Changed:
    """There is a new document; `edits` lead to it from the one before."""

    document: Document
    edits: EditSet
    origin: Origin


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the person: what happened, what is safe, what to do."""

    sentence: str
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Persisted:
    """All that the person did is in the file."""


SessionEvent = Changed | Told | Persisted


class Session:
    """Holds one plan open.

    Its owner calls everything from one thread. What happens on the disk is reported by `notify`,
    called from another thread; the owner then calls `receive`. A change the person makes is in
    `document` at once and in the file a moment later; when somebody else has written meanwhile,
    it is carried over to their text.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        notify: Callable[[], None],
        opening: Opening | None = None,
    ) -> None:
        opening = opening or open_plan(path)
        self.path = path
        self._clock = clock
        self.read_only = opening.read_only
        self.absence = opening.absence
        self.changed_at = opening.changed_at
        """When the plan last changed, as far as one can tell; only ever shown."""
        recover(path)
        self._keeper = FileKeeper(path, opening, notify)
        self._buffer = Buffer(self._keeper.document)
        self._watcher = Watcher(path, self._keeper.look, on_health=lambda _: notify())
        self._pending: list[Intent] = []
        self._count = 0
        self._former_ticks: dict[tuple[str, str, int], FormerTick] = {}
        self._toggled: deque[tuple[ItemKey, bool]] = deque(maxlen=_WATCHED_TOGGLES)

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
        """Whether the file holds all that the person did."""
        return not self._pending

    def start(self) -> None:
        """Begins to watch the file and to write to it."""
        self._keeper.start()
        self._watcher.start()
        self._keeper.look()

    def close(self) -> bool:
        """Writes what is left and ends; false when not everything could be written."""
        self._watcher.stop()
        finished = self._keeper.stop()
        reports = tuple(self._keeper.reports)
        self.receive()
        failed = any(
            isinstance(report, NotWritten) or (isinstance(report, Written) and report.lost)
            for report in reports
        )
        return finished and self.saved and not failed

    def toggle(self, item: ChecklistItem, shown: Document) -> tuple[SessionEvent, ...]:
        """Ticks an open item or opens a done one: the item the person saw in `shown`.

        When the plan has moved on since, the same item is found by its identity, or nothing is
        done and the answer says so.
        """
        if refusal := self._find_refusal():
            return (refusal,)
        document = self.document
        if shown is not document:
            found = find_item(document.plan, key_of(shown.plan, item))
            if found is None or found.done is not item.done:
                return (Told(f"“{_short(item.text)}” has just changed; nothing was ticked."),)
            item = found
        key = key_of(document.plan, item)
        self._toggled.append((key, not item.done))
        if item.done:
            self._former_ticks[key.place] = former_tick(document, item)
            edits, resolve = untick(document, item), unticking(document, item)
            return self._perform(
                f"Untick “{_short(item.text)}”", aiming(document, item), edits, resolve
            )
        now, former = self._clock.now(), self._former_ticks.pop(key.place, None)
        edits = tick(document, item, now, former=former)
        resolve = ticking(document, item, now, former)
        return self._perform(f"Tick “{_short(item.text)}”", aiming(document, item), edits, resolve)

    def change(self, label: str, resolve: Resolve) -> tuple[SessionEvent, ...]:
        """Makes a change such as `workspace.editing` describes, and writes it.

        `resolve` may have been made from an older document. Where it finds no place, nothing is
        changed and the answer says so; `label` names it there, and when it is undone.
        """
        if refusal := self._find_refusal():
            return (refusal,)
        edits = resolve(self.document)
        if edits is None:
            return (Told(f"{label} is not possible here; nothing was changed."),)
        return self._perform(label, None, edits, resolve) if edits else ()

    def undo(self) -> tuple[SessionEvent, ...]:
        """Takes the person's last step back."""
        return self._find_refusal_or(self._buffer.undo, "Undo", "There is nothing to undo.")

    def redo(self) -> tuple[SessionEvent, ...]:
        """Does the step again that was undone last."""
        return self._find_refusal_or(self._buffer.redo, "Redo", "There is nothing to do again.")

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

    def _perform(
        self, label: str, aim: Aim | None, edits: EditSet, resolve: Resolve
    ) -> tuple[SessionEvent, ...]:
        before = self.document
        after = self._buffer.apply(edits, expected=before.revision, label=label, aim=aim)
        self.changed_at = self._clock.now()
        self._submit(label, resolve, before)
        return (Changed(after, edits, Origin.PERSON),)

    def _submit(self, label: str, resolve: Resolve, before: Document) -> None:
        self._count += 1
        intent = Intent(self._count, label, resolve, before, self.document)
        self._pending.append(intent)
        self._keeper.save(intent)

    def _find_refusal_or(
        self, reverse: Callable[[], Reversal | None], verb: str, nothing: str
    ) -> tuple[SessionEvent, ...]:
        if refusal := self._find_refusal():
            return (refusal,)
        before = self.document
        reversal = reverse()
        if reversal is None:
            return (Told(nothing),)
        label = f"{verb}: {reversal.step.label}"
        if reversal.edits is None:
            return (Told(f"{label} is not possible: that place has changed since."),)
        self.changed_at = self._clock.now()
        resolve = replacing(before.text, reversal.edits, reversal.step.aim)
        self._submit(label, resolve, before)
        return (Changed(self.document, reversal.edits, Origin.PERSON), Told(label))

    def _take_in(self, report: Report) -> Iterable[SessionEvent]:
        match report:
            case DiskText():
                yield from self._follow(report.document)
                yield from self._settle(report.read_only)
            case Written():
                self._drop(report.intents)
                yield from self._follow(report.document)
                for intent in report.lost:
                    yield Told(intent.lost_sentence, serious=True)
                if self.saved:
                    yield Persisted()
            case NotWritten():
                self._drop(report.intents)
                yield from self._follow(report.document)
                yield Told(report.reason, serious=True)
            case Absent():
                self.absence = report.reason
                yield Told(_absence_sentence(report, has_text=bool(self.document.text)))
            case _:
                raise report.error

    def _settle(self, read_only: str | None) -> Iterable[SessionEvent]:
        """Says so when the file is back, or when it can or cannot be edited any more."""
        absence, self.absence = self.absence, None
        before, self.read_only = self.read_only, read_only
        if absence is not None:
            yield Told(f"{self.path.name} is there now.")
        if read_only is not None and read_only != before:
            yield Told(read_only)
        elif before is not None and read_only is None:
            yield Told(f"{self.path.name} can be edited now.")

    def _drop(self, intents: tuple[Intent, ...]) -> None:
        numbers = {intent.number for intent in intents}
        self._pending = [intent for intent in self._pending if intent.number not in numbers]

    def _follow(self, on_disk: Document) -> Iterable[SessionEvent]:
        """Shows what the disk holds plus what is still on its way there."""
        if on_disk.aliases != self.document.aliases:  # Read before the sections were named.
            on_disk = Document.parse(on_disk.source, aliases=self.document.aliases)
        target = replay(on_disk, self._pending).document
        if target.source != self.document.source:
            before = self.document
            edits = self._buffer.adopt(target)
            self.changed_at = self._clock.now()
            yield Changed(self.document, edits, Origin.OUTSIDE)
            yield from self._witness(before)

    def _witness(self, before: Document) -> Iterable[SessionEvent]:
        """Says which of the person's toggles somebody else has taken back, perhaps unawares."""
        for key, done in dict(self._toggled).items():
            old = find_item(before.plan, key)
            new = find_item(self.document.plan, key)
            if old is None or new is None or old.done is not done or new.done is done:
                continue
            if done:  # Ticked again, it gets its time back.
                self._former_ticks[key.place] = former_tick(before, old)
            yield Told(
                f"“{_short(new.text)}” is {'open' if done else 'done'} again: somebody else has "
                "written over your change. Toggle it once more to have it back.",
                serious=True,
            )


def _absence_sentence(report: Absent, *, has_text: bool) -> str:
    if report.state in (PathState.MISSING, PathState.NO_DIRECTORY) and has_text:
        return (
            "The file has been deleted or moved. What you see is its last text; "
            "it is followed again as soon as it is back."
        )
    return report.reason


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
