"""What a file holds, and changes on their way into it: for a single thread, without waiting."""

from __future__ import annotations

import time
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

from milepost.document import Document
from milepost.text.carry import carry_edits
from milepost.text.diff import diff_edits
from milepost.workspace.clock import SystemClock
from milepost.workspace.digest import digest_of
from milepost.workspace.intent import Collision, Intent, replay
from milepost.workspace.late import PATIENCE as LATE_PATIENCE
from milepost.workspace.late import LateWriter, joined
from milepost.workspace.lock import hold_lock
from milepost.workspace.reading import read_stable
from milepost.workspace.store import (
    PathState,
    Refused,
    Saved,
    Snapshot,
    Stale,
    Unchanged,
    Unreadable,
    save,
)
from milepost.workspace.versions import When

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from milepost.plan.kinds import SectionKind
    from milepost.text import Source
    from milepost.workspace.clock import Clock
    from milepost.workspace.descriptors import Displaced
    from milepost.workspace.opening import Opening
    from milepost.workspace.store import LoadResult, SaveResult

_PATIENCE = 20.0
"""Seconds for which a save starts over because somebody else wrote in between."""
_LAST_PATIENCE = 3.0
"""The same when the program is about to end."""
_SPARING = 1.0
"""Seconds for which a save leaves a file alone that somebody has open for writing."""
_LAST_SPARING = 0.3
"""The same when the program is about to end."""
_ABSENCE = 1.0
"""Seconds for which a save waits for a file that has gone: some writers delete it before they
write it anew."""
_LAST_ABSENCE = 0.3
"""The same when the program is about to end."""
_PASSING = frozenset({PathState.MISSING, PathState.VANISHED, PathState.UNSETTLED})
_MOMENT = 0.005
_LONGEST_MOMENT = 0.05
_LATE_TRIES = 20


class DiskText(NamedTuple):
    """Somebody else wrote the file, or it came back: this is what it holds."""

    document: Document
    read_only: str | None


class Written(NamedTuple):
    """The intents are in the file, less those that were lost or have collided.

    `changed` is false when the file held it all already and was not touched, `durable` when the
    disk did not confirm that it would survive a power cut.
    """

    document: Document
    intents: tuple[Intent, ...]
    lost: tuple[Intent, ...]
    changed: bool = True
    durable: bool = True
    collided: tuple[Collision, ...] = ()

    @property
    def landed(self) -> tuple[Intent, ...]:
        """The intents that are in the file."""
        out = {intent.number for intent in self.lost}
        out |= {collision.intent.number for collision in self.collided}
        return tuple(intent for intent in self.intents if intent.number not in out)


class NotWritten(NamedTuple):
    """The intents could not be saved; the file holds `document`."""

    document: Document
    intents: tuple[Intent, ...]
    reason: str
    may_pass: bool = False
    """Whether it may well succeed a little later."""


class Absent(NamedTuple):
    """There is no text at the path now; the sentence says why."""

    state: PathState
    reason: str


class Doubled(NamedTuple):
    """Lines of a late writer stand behind those that others have made of the same meanwhile."""

    lines: tuple[str, ...]


Finding = DiskText | Written | NotWritten | Absent | Doubled


class _Bar(NamedTuple):
    """Why intents cannot be written."""

    reason: str
    may_pass: bool = False


_NO_BAR = _Bar("")


class Scribe:
    """Reads and writes one file.

    It alone knows what the file holds. Everything it finds out goes to `report`.
    """

    def __init__(
        self,
        path: Path,
        opening: Opening,
        report: Callable[[Finding], None],
        clock: Clock | None = None,
    ) -> None:
        self.path = path
        self.hurried = False
        """Whether the program is about to end, so that there is little time left."""
        self._report = report
        self._clock = clock or SystemClock()
        self._since = self._clock.now()
        self._state = opening.loaded
        self._document = opening.document
        self._late: list[LateWriter] = []

    @property
    def document(self) -> Document:
        """What the file held when it was last read or written."""
        return self._document

    @property
    def has_late_writers(self) -> bool:
        """Whether somebody may still be writing into a file that a save has displaced."""
        return bool(self._late)

    @property
    def knows_of_late_writers(self) -> bool:
        """Whether the system tells, or their first words, that there are some."""
        return any(late.is_known for late in self._late)

    def name_sections(self, aliases: Mapping[str, SectionKind]) -> None:
        """From now on, reads the file with the project's own names of standard sections."""
        if aliases != self._document.aliases:
            self._document = Document.parse(self._document.source, aliases=aliases)

    @property
    def when(self) -> When:
        """When the file came to hold what is just being reported.

        Others may have written again meanwhile, and told the history so.
        """
        return When(self._since, self._clock.now())

    @property
    def has_text(self) -> bool:
        """Whether there was a text at the path when it was last looked at."""
        return isinstance(self._state, Snapshot)

    def read(self) -> None:
        """Looks at the file; what is new there is reported."""
        previous = self._document.source
        self._since = self._clock.now()
        found = read_stable(self.path, previous if previous.text else None)
        if found is not None:
            self._accept(found)

    def write(self, intents: tuple[Intent, ...]) -> None:
        """Brings intents into the file, over whatever others write meanwhile, and reports."""
        bar = self._try_to_write(intents)
        if bar.reason:
            self._report(NotWritten(self._document, intents, bar.reason, bar.may_pass))

    def look_at_late_writers(self) -> None:
        """Takes over what was written into files that saves have displaced."""
        now = time.monotonic()
        for late in list(self._late):
            source = late.look(now)
            if source is not None:
                self._take_over(late, source)
            if late.over or now > late.until:
                self._late.remove(late)

    def _accept(self, found: LoadResult) -> None:
        before, self._state = self._state, found
        if isinstance(found, Unreadable):
            if isinstance(before, Snapshot) or before.state is not found.state:
                self._report(Absent(found.state, found.reason))
            return
        if not isinstance(before, Snapshot) or before.digest != found.digest:
            self._document = Document.parse(found.source, aliases=self._document.aliases)
        elif before.read_only == found.read_only:
            return
        self._report(DiskText(self._document, found.read_only))

    def _try_to_write(self, intents: tuple[Intent, ...]) -> _Bar:
        """Writes the intents over whatever others write meanwhile; else says why it could not."""
        began = time.monotonic()
        pause = 0.0
        fresh = True
        while (left := began + self._patience() - time.monotonic()) > 0:
            with hold_lock(self.path, left) as ours:
                if not ours:
                    return _Bar(
                        f"Another Milepost has not finished writing {self.path}. "
                        "Nothing of yours was saved; try again.",
                        may_pass=True,
                    )
                if not fresh:
                    self.read()
                held = time.monotonic() - began < self._absence() and self._may_come_back()
                answer = None if held else self._write_once(intents, began)
            if answer is not None:
                return answer
            # Somebody else wrote in between. They get a moment first: what is read must be fresh
            # when it is written.
            fresh = False
            time.sleep(pause)
            pause = min(pause + _MOMENT, _LONGEST_MOMENT)
        return _Bar(self._unresting(), may_pass=True)

    def _unresting(self) -> str:
        return f"{self.path} is being written without pause. Nothing of yours was saved; try again."

    def _patience(self) -> float:
        return _LAST_PATIENCE if self.hurried else _PATIENCE

    def _is_sparing(self, began: float) -> bool:
        return time.monotonic() - began < (_LAST_SPARING if self.hurried else _SPARING)

    def _absence(self) -> float:
        return _LAST_ABSENCE if self.hurried else _ABSENCE

    def _may_come_back(self) -> bool:
        return isinstance(self._state, Unreadable) and self._state.state in _PASSING

    def _write_once(self, intents: tuple[Intent, ...], began: float) -> _Bar | None:
        """No bar when all went well, else why not; `None` when somebody else wrote first."""
        state = self._state
        if isinstance(state, Unreadable):
            return _Bar(f"Nothing was written. {state.reason}", may_pass=True)
        if state.read_only:
            return _Bar(f"Nothing was written. {state.read_only}")
        replayed = replay(self._document, intents)
        sparing = self._is_sparing(began)
        result = self._put(replayed.document, intents, spare_writers=sparing)
        if isinstance(result, Refused):
            return _Bar(result.reason)
        if isinstance(result, Stale):
            return None
        changed = isinstance(result, Saved)
        durable = not isinstance(result, Saved) or result.durable
        self._report(
            Written(self._document, intents, replayed.lost, changed, durable, replayed.collided)
        )
        return _NO_BAR

    def _put(
        self, document: Document, intents: tuple[Intent, ...], *, spare_writers: bool = False
    ) -> SaveResult:
        """Saves a document over what the file is known to hold, and watches what that displaced."""
        before, state = self._document, self._state
        digest = state.digest if isinstance(state, Snapshot) else None
        self._since = self._clock.now()
        result = save(self.path, document.source, digest, spare_writers=spare_writers)
        if isinstance(result, Stale):
            self._watch(result.displaced, before, ())
            # Each was made of what stood there when it came: ours, or the text before it, in turn.
            for each, base in zip(result.withdrawn, cycle((document, before))):
                self._watch(each, base, ())
        if not isinstance(result, Saved | Unchanged):
            return result
        self._document = document
        self._state = Snapshot(self.path, document.source, result.digest)
        for late in self._late:
            late.intents.extend(intents)
        if isinstance(result, Saved):
            self._watch(result.displaced, before, intents)
        return result

    def _watch(
        self, displaced: Displaced | None, base: Document, intents: tuple[Intent, ...]
    ) -> None:
        """Looks from now on at a file that has lost its place, when it held `base`."""
        if displaced is not None:
            until = time.monotonic() + LATE_PATIENCE
            digest = digest_of(base.source.encode())
            self._late.append(LateWriter(displaced, base, digest, until, list(intents)))

    def _take_over(self, late: LateWriter, source: Source) -> None:
        """Puts a late writer's text where the writer meant it to be, with what came after."""
        # Without the lock, if need be: this text is nowhere else.
        with hold_lock(self.path, self._patience()):
            began = time.monotonic()
            for tries in range(_LATE_TRIES):
                self._wait_for_return(began)
                merged = self._merged(late, source)
                result = self._put(merged, (), spare_writers=tries < _LATE_TRIES // 2)
                if isinstance(result, Saved | Unchanged):
                    self._report(DiskText(merged, None))
                    if late.collided:
                        gone = late.collided
                        self._report(Written(merged, (), (), changed=False, collided=gone))
                    if late.beside:
                        self._report(Doubled(late.beside))
                    return
                self.read()
                if isinstance(result, Refused):
                    self._report(NotWritten(self._document, (), result.reason))
                    return
                time.sleep(_MOMENT)
            self._report(NotWritten(self._document, (), self._unresting()))

    def _wait_for_return(self, began: float) -> None:
        """Waits for a file that has gone, and may be back in a moment with another text."""
        while self._may_come_back() and time.monotonic() - began < self._absence():
            time.sleep(_MOMENT)
            self.read()

    def _merged(self, late: LateWriter, source: Source) -> Document:
        """The late text with all that came after.

        It wins over what only the person did since; what others wrote since is kept beside it.
        """
        current = self._document
        edits = diff_edits(late.base.text, source.text)
        carried = carry_edits(late.base.text, edits, current.text)
        late.collided, late.beside = (), ()
        if carried is not None:
            return current.edited(carried) if carried else current
        replayed = replay(Document.parse(source, aliases=current.aliases), late.intents)
        late.collided = replayed.collided
        since = replay(late.base, late.intents).document
        if since.text == current.text:
            return replayed.document
        both = joined(since.text, current.text, replayed.document.text, current.source.newline)
        late.beside = both.beside
        return Document.parse(current.source.with_text(both.text), aliases=current.aliases)
