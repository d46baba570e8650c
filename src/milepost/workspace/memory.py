"""What outlives a session of a plan: its history, drafts, and what the person has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from milepost.document import Document
    from milepost.workspace.clock import Clock
    from milepost.workspace.history import History
    from milepost.workspace.intent import Intent
    from milepost.workspace.recorder import HistoryRecorder
    from milepost.workspace.versions import Draft, Lineage, When

READER = "editor"
"""Whose baseline it is that moves with what the person has seen."""

UNWRITTEN = "unwritten"
"""The place of the draft that is the whole text, with what could not be written."""


class Remembered(NamedTuple):
    """What is known from earlier sessions."""

    drafts: tuple[Draft, ...] = ()
    """Texts that were typed and not saved, newest first."""
    seen: Document | None = None
    """The version that the person saw last; `None` for a plan they have never seen."""
    sticky_ticks: bool = False
    """Whether the configuration wants ticks to be made again that somebody overwrites."""


class Memory:
    """Remembers one plan; everything is called from one thread, which may wait for the disk.

    Nothing is loaded or opened before the first call. Nothing here raises: what cannot be kept is
    not kept, and `remark` says why.
    """

    def __init__(self, path: Path, clock: Clock, *, keeps_history: bool = True) -> None:
        self._path = path
        self._clock = clock
        self._keeps_history = keeps_history
        self._history: History | None = None
        self._recorder: HistoryRecorder | None = None
        self._held: set[str] = set()
        """Places of drafts that are kept."""
        self._unkept: dict[str, Draft] = {}
        """What could not be kept, by place; it is tried again."""

    @property
    def remark(self) -> str:
        """What is wrong with the history, as a sentence to be shown once; else empty."""
        return "" if self._history is None else self._history.remark

    def begin(self, document: Document | None, *, insists: bool = True) -> Remembered | None:
        """Opens the history; `document` is what the file holds, `None` without a text.

        Without insisting, `None` while another process keeps it to itself: ask again later.
        """
        from milepost.workspace.config import Config, load_config
        from milepost.workspace.recorder import open_recorder

        config = load_config(self._path)
        history, recorder = open_recorder(
            self._path, self._clock, config, is_wanted=self._keeps_history
        )
        if not insists and not history.is_free:
            history.close()
            return None
        self._history, self._recorder = history, recorder
        if document is not None:
            recorder.was_read(document)
        drafts: tuple[Draft, ...] = ()
        seen = None
        if (lineage := self._lineage(document)) is not None:
            drafts = history.drafts(lineage)
            self._held.update(draft.place for draft in drafts)
            seen = self._find_seen(history, lineage, document)
        if seen is None and document is not None:
            self.see(document)
        return Remembered(drafts, seen, isinstance(config, Config) and config.sticky_ticks)

    def was_read(self, document: Document, when: When) -> None:
        """Somebody else wrote this, and the file is at rest."""
        self._ask(lambda recorder: recorder.was_read(document, when))

    def was_saved(self, document: Document, intents: Iterable[Intent], when: When) -> None:
        """The person's intents are in the file, which holds this; an agent is told of them."""
        from milepost.workspace.mailbox import post

        labels = [intent.label for intent in intents]
        self._ask(lambda recorder: recorder.was_saved(document, labels, when=when))
        for label in labels:
            post(self._path, deed_of(label), when.at)

    def went_absent(self) -> None:
        """There is no text at the path."""
        self._ask(lambda recorder: recorder.went_absent())

    def keep_unwritten(self, intent: Intent, document: Document) -> None:
        """Keeps the text that the person saw when what they did could not be written."""
        from milepost.workspace.versions import Draft

        base = digest_of(intent.before.source.encode())
        draft = Draft(UNWRITTEN, base, intent.after.text, self._clock.now())
        self.save_draft(draft, document)

    def save_draft(self, draft: Draft, document: Document) -> None:
        """Keeps a text that is being typed, instead of the one its place had."""
        self._held.discard(draft.place)
        lineage = self._lineage(document)
        if self._history is not None and lineage is not None:
            if self._history.save_draft(lineage, draft):
                self._held.add(draft.place)
                self._unkept.pop(draft.place, None)
            elif self._history.is_kept:
                self._unkept[draft.place] = draft

    @property
    def wants_again(self) -> bool:
        """Whether there is a draft that could not be kept so far."""
        return bool(self._unkept)

    def try_again(self, document: Document) -> None:
        """Keeps what could not be kept before."""
        for draft in tuple(self._unkept.values()):
            self.save_draft(draft, document)

    def holds(self, place: str) -> bool:
        """Whether the newest draft of a place is kept."""
        return place in self._held and place not in self._unkept

    def drop_draft(self, place: str, document: Document) -> None:
        """Forgets what was typed at a place: it was saved, or is not wanted."""
        self._held.discard(place)
        self._unkept.pop(place, None)
        if self._history is not None and (lineage := self._lineage(document)) is not None:
            self._history.drop_draft(lineage, place)

    def see(self, document: Document) -> None:
        """The person has seen this version."""
        if self._history is None or (lineage := self._lineage(document)) is None:
            return
        from milepost.workspace.versions import Baseline

        digest = digest_of(document.source.encode())
        self._history.set_baseline(lineage, READER, Baseline(digest, self._clock.now()))

    def close(self) -> None:
        """Ends it."""
        if self._recorder is not None:
            self._recorder.close()
        if self._history is not None:
            self._history.close()

    def _lineage(self, document: Document | None) -> Lineage | None:
        if self._history is None:
            return None
        if document is None:
            return self._history.find_lineage(self._path)
        return self._history.lineage(self._path, document.source)

    def _find_seen(
        self, history: History, lineage: Lineage, document: Document | None
    ) -> Document | None:
        baseline = history.baseline(lineage, READER)
        if baseline is None:
            return None
        if document is not None and digest_of(document.source.encode()) == baseline.digest:
            return document
        versions = history.versions(lineage)
        found = next((each for each in versions if each.digest == baseline.digest), None)
        source = None if found is None else history.text(found)
        if source is None:
            return None
        from milepost.document import Document

        return (
            Document.parse(source)
            if document is None
            else Document.parse(source, aliases=document.aliases)
        )

    def _ask(self, tell: Callable[[HistoryRecorder], None]) -> None:
        if self._recorder is not None:
            tell(self._recorder)


_DEEDS = {
    "Tick": "ticked",
    "Untick": "opened",
    "Undo:": "took back:",
    "Redo:": "did again:",
    "Add": "added",
    "Edit": "edited",
    "Split": "split",
    "Start": "started",
    "Delete": "deleted",
    "Move": "moved",
    "Reword": "reworded",
    "Restore": "restored",
    "Bring": "brought",
    "Open": "opened",
    "Decide:": "decided:",
    "Record": "recorded",
    "Note": "noted",
    "Fix": "fixed",
}


def deed_of(label: str) -> str:
    """What the person did, in the past tense, by the label of the step."""
    verb, _, rest = label.partition(" ")
    if verb in _DEEDS:
        rest = deed_of(rest) if verb in ("Undo:", "Redo:") else rest
        return f"{_DEEDS[verb]} {rest}".rstrip()
    return label[:1].lower() + label[1:]
