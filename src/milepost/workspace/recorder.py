"""What the side of a session that talks to the disk tells the history."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from milepost.document import Document
from milepost.workspace.digest import digest_of
from milepost.workspace.versions import KEPT_BYTES, KEPT_FOR, Author, ItemSeen, Lineage, When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.plan.model import Plan
    from milepost.workspace.clock import Clock
    from milepost.workspace.config import Config, ConfigError
    from milepost.workspace.history import History

NO_HISTORY = "MILEPOST_NO_HISTORY"
"""The variable of the environment that, set to anything, switches the history off."""
_MOST_WAITING = 8
"""Versions that wait to be kept when another process does not let go of the history."""


class _Seen(NamedTuple):
    """A version and where it came from."""

    document: Document
    author: Author
    intents: tuple[str, ...]
    when: When


class HistoryRecorder:
    """Keeps the history of one plan up to date; everything is called from one thread.

    The history is opened with the first call, on that thread, and closed by `close`. Nothing here
    raises or reports: `remark` says what went wrong, once it has.
    """

    def __init__(self, open_history: Callable[[], History], path: Path, clock: Clock) -> None:
        self._open_history = open_history
        self._path = path
        self._clock = clock
        self._history: History | None = None
        self._lineage: Lineage | None = None
        self._last: Document | None = None
        self._waiting: deque[_Seen] = deque(maxlen=_MOST_WAITING)
        self.kept_for = KEPT_FOR
        """How long versions are kept."""
        self.kept_bytes = KEPT_BYTES
        """How much room the texts of all plans may take."""

    @property
    def remark(self) -> str:
        """What is wrong with the history, as a sentence to be shown once; else empty."""
        return "" if self._history is None else self._history.remark

    def was_read(self, document: Document, when: When | None = None) -> None:
        """The file is at rest and holds this, or held it when it was read.

        Somebody else wrote it, or it was just opened.
        """
        self._keep(_Seen(document, Author.OUTSIDE, (), when or self._now()))

    def was_saved(
        self,
        document: Document,
        intents: Sequence[str],
        author: Author = Author.PERSON,
        when: When | None = None,
    ) -> None:
        """The file holds this by a save of ours; `intents` are the labels of what was done."""
        self._keep(_Seen(document, author, tuple(intents), when or self._now()))

    def went_absent(self) -> None:
        """There is no text at the path: what comes there next may be another plan."""
        self._lineage = None

    def close(self, *, prunes: bool = True) -> None:
        """Ends the history, if it was opened; what it can do without goes first, if wanted."""
        if self._history is not None:
            self._flush(self._history)
            if prunes:
                self._history.prune(self._clock.now(), self.kept_for, self.kept_bytes)
            self._history.close()

    def _now(self) -> When:
        now = self._clock.now()
        return When(now, now)

    def _keep(self, seen: _Seen) -> None:
        self._waiting.append(seen)
        if self._history is None:
            self._history = self._open_history()
        self._flush(self._history)

    def _flush(self, history: History) -> None:
        """Records what waits, oldest first, until something cannot be kept."""
        while self._waiting:
            seen = self._waiting[0]
            if self._lineage is None:
                self._begin(history, seen)
            if self._lineage is None or not self._record(history, self._lineage, seen):
                self._lineage = None
                return
            self._waiting.popleft()

    def _begin(self, history: History, seen: _Seen) -> None:
        """Finds the lineage, and what has changed since its newest version."""
        lineage = history.lineage(self._path, seen.document.source)
        self._last = None
        if history.is_kept and not lineage.number:
            return  # Another process does not let go of it: that was waiting enough.
        self._lineage = lineage
        newest = next(iter(history.versions(lineage, limit=1)), None)
        if newest is not None and newest.digest == digest_of(seen.document.source.encode()):
            self._last = seen.document
            return
        former = None if newest is None else history.text(newest)
        if newest is None or former is None:
            return
        self._last = Document.parse(former, aliases=seen.document.aliases)
        self._observe(history, lineage, seen, since=newest.seen_at)

    def _record(self, history: History, lineage: Lineage, seen: _Seen) -> bool:
        source = seen.document.source
        if not history.record(lineage, source, seen.author, seen.intents, *reversed(seen.when)):
            return False
        self._observe(history, lineage, seen)
        return True

    def _observe(
        self, history: History, lineage: Lineage, seen: _Seen, since: datetime | None = None
    ) -> None:
        before, self._last = self._last, seen.document
        if before is not None and before.source.text != seen.document.source.text:
            states = observe_items(before.plan, seen.document.plan)
            history.observe(lineage, states, seen.when.at, since)


def open_recorder(
    path: Path,
    clock: Clock,
    config: Config | ConfigError,
    *,
    is_wanted: bool = True,
    patience: float | None = None,
) -> tuple[History, HistoryRecorder]:
    """The history and a recorder of the plan at `path`, as the configuration wants them.

    One with mistakes may have meant to switch the history off: then nothing is recorded, nor
    where the environment or the caller does not want it. `patience` is that of `open_history`.
    """
    from datetime import timedelta

    from milepost.workspace.config import Config
    from milepost.workspace.history import no_history, open_history
    from milepost.workspace.state import state_dir

    settings = config if isinstance(config, Config) and config.keeps_history else None
    is_wanted = is_wanted and settings is not None and not os.environ.get(NO_HISTORY)
    history = open_history(state_dir(), patience) if is_wanted else no_history()
    recorder = HistoryRecorder(lambda: history, path, clock)
    if settings is not None:
        recorder.kept_for = timedelta(days=settings.history_days)
        recorder.kept_bytes = settings.history_megabytes * 1_000_000
    return history, recorder


def observe_items(before: Plan, after: Plan) -> tuple[ItemSeen, ...]:
    """The items that have another state or place than before, and the new ones."""
    from milepost.plan.pairing import pair_items, places_of  # Loaded with the first change.

    pairing = pair_items(before, after)
    old, new = places_of(before), places_of(after)
    seen = []
    for pair in pairing.pairs:
        place, former = new[pair.after.index], old[pair.before.index]
        state = None if pair.before.state is pair.after.state else pair.after.state
        if state is not None or place != former:
            seen.append(ItemSeen(place, state, None if place == former else former))
    seen += [ItemSeen(new[item.index], item.state) for item in pairing.added]
    return tuple(seen)
