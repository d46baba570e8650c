"""Writing one change into a plan and being done, as a verb of the command line does.

It is the way of an open session without its screen: the file is written only over what it is known
to hold, and when somebody else has written it meanwhile, the change is carried over to their text.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from milepost.workspace.loading import PathState, Snapshot, Unreadable
from milepost.workspace.opening import Opening, open_plan
from milepost.workspace.reading import PAUSE, read_stable
from milepost.workspace.recovery import recover
from milepost.workspace.scribe import NotWritten, Scribe, Written
from milepost.workspace.versions import When

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.document import Document
    from milepost.workspace.deeds import Deeds
    from milepost.workspace.intent import Intent
    from milepost.workspace.scribe import Finding

_LOOKS = 8
"""How often a file that does not hold what was asked for is read again: it may be half written."""
_RESTLESS = 1.0
"""Seconds after which a file that does not come to rest is taken as it is."""
_CUT_LOOKS = 5
"""How many readings must agree that a text has no end: writers pause."""
_PASSING = frozenset({PathState.MISSING, PathState.VANISHED, PathState.UNSETTLED})
_LATE_PATIENCE = 2.0
"""Seconds for which a late writer is waited for that is known to be there."""
_BLIND_PATIENCE = 0.06
"""The same where the system does not tell whether there is one."""
_LATE_LOOKS = 0.005


@dataclass(frozen=True)
class Refusal:
    """Why a change is not made: a whole sentence. Subclasses may say more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """The file holds the change, and with it `document`.

    `changed` is false when the file held it all before and was not touched, `durable` when the
    disk did not confirm that the change would survive a power cut.
    """

    document: Document
    intent: Intent
    changed: bool
    durable: bool


@dataclass(frozen=True, slots=True)
class NotWrote:
    """The file is as others left it; `refusal` when the change was not to be made at all."""

    document: Document
    reason: str
    refusal: Refusal | None = None


def prepare_intent(
    path: Path, make: Callable[[Document], Intent | Refusal]
) -> tuple[Opening, Intent] | NotWrote:
    """Reads the plan at `path` and asks for the change to it. Writes nothing, never raises.

    A file that does not hold what is asked for is read again a moment later, because somebody
    may be in the midst of writing it.
    """
    until = time.monotonic() + _RESTLESS
    opening = _open_at_rest(path, until)
    answer = _ask(opening, make)
    agreed = 1
    for _ in range(_LOOKS):
        needed = 2 if opening.document.text.endswith(("\n", "\r")) else _CUT_LOOKS
        if agreed >= needed or not isinstance(answer, NotWrote) or not _may_pass(opening, answer):
            break
        time.sleep(PAUSE)
        before, opening = opening, _open_at_rest(path, until)
        if _digest_of(before) == _digest_of(opening):
            agreed += 1
        else:
            answer, agreed = _ask(opening, make), 1
    return answer


def write_intent(
    path: Path, make: Callable[[Document], Intent | Refusal], deeds: Deeds | None = None
) -> Wrote | NotWrote:
    """Makes one change in the plan at `path`, and returns when it is on the disk. Never raises.

    `deeds` hears of all that the file held meanwhile; the caller closes it.

    Waits for writers that had the file open when it was replaced, so that nothing of theirs is
    lost: not at all where the system tells that there are none, else some hundredths of a second,
    and no longer than two seconds.
    """
    recover(path)
    began = datetime.now(UTC)
    prepared = prepare_intent(path, make)
    if isinstance(prepared, NotWrote):
        return prepared
    opening, intent = prepared
    found: list[Finding] = []

    def report(finding: Finding) -> None:
        found.append(finding)
        if deeds is not None:
            deeds.notice(finding, scribe.when)

    if deeds is not None and intent.after.source != intent.before.source:
        deeds.read(intent.before, When(began, datetime.now(UTC)))
    scribe = Scribe(path, opening, report)
    scribe.write((intent,))
    answer = _answer(found, intent)
    _see_off_late_writers(scribe)
    return answer


def _open_at_rest(path: Path, until: float) -> Opening:
    """Reads the plan when nobody is in the midst of writing it, as far as that can be had."""
    found = read_stable(path, None)
    while found is None and time.monotonic() < until:
        found = read_stable(path, None)
    return open_plan(path, found)


def _ask(
    opening: Opening, make: Callable[[Document], Intent | Refusal]
) -> tuple[Opening, Intent] | NotWrote:
    document = opening.document
    if bar := opening.absence or opening.read_only:
        return NotWrote(document, bar)
    made = make(document)
    if isinstance(made, Refusal):
        return NotWrote(document, made.reason, made)
    return opening, made


def _may_pass(opening: Opening, answer: NotWrote) -> bool:
    loaded = opening.loaded
    if isinstance(loaded, Unreadable):
        return loaded.state in _PASSING
    return answer.refusal is not None


def _digest_of(opening: Opening) -> str:
    loaded = opening.loaded
    return loaded.digest if isinstance(loaded, Snapshot) else loaded.reason


def _answer(found: list[Finding], intent: Intent) -> Wrote | NotWrote:
    written = next(each for each in reversed(found) if isinstance(each, Written | NotWritten))
    if isinstance(written, NotWritten):
        return NotWrote(written.document, written.reason)
    if not written.landed:
        return NotWrote(written.document, intent.lost_sentence)
    return Wrote(written.document, intent, written.changed, written.durable)


def _see_off_late_writers(scribe: Scribe) -> None:
    began = time.monotonic()
    scribe.look_at_late_writers()
    while scribe.has_late_writers:
        known = scribe.knows_of_late_writers
        if time.monotonic() - began > (_LATE_PATIENCE if known else _BLIND_PATIENCE):
            return
        time.sleep(_LATE_LOOKS)
        scribe.look_at_late_writers()
