"""Reading a file that somebody may be in the middle of writing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from milepost.workspace.descriptors import is_open_for_writing
from milepost.workspace.loading import LoadResult, Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.text import Source

PAUSE = 0.06
"""Seconds between two readings of a text that looks half written."""

_GLANCE = 0.015
"""The same of one that looks whole, and that somebody has open for writing."""
_READINGS = 8
_AGREEING = 4
"""How often a reading must be repeated where the system does not tell whether somebody has the
file open for writing: writers pause, and those that truncate do so often."""
_TAIL = 80
"""Characters by which the end of a text is found in another."""


def read_stable(
    path: Path,
    previous: Source | None,
    *,
    wait: Callable[[float], object] = time.sleep,
    read: Callable[[Path], LoadResult] = load,
    is_busy: Callable[[Path], bool | None] = is_open_for_writing,
) -> LoadResult | None:
    """Reads `path`, and reads it again while what is there looks half written.

    `previous` is the last text that counted, if there was one. A new text counts when nobody has
    the file open for writing and another reading agrees with it: at once, or `PAUSE` seconds later
    when it does not end a line as it used to. Where the system does not tell who writes, a text
    counts at once that looks whole. More readings have to agree, for up to half a second, while
    somebody has the file open, on one that looks half written where the system does not tell, and
    on one that is empty. `None` means that the file did not come to rest: keep what you have, the
    next event brings the rest. `wait` is called with seconds.
    """
    seen = read(path)
    agreed = 0
    for _ in range(_READINGS):
        busy = _is_busy(seen, previous, is_busy)
        # Without a former text nobody can say of an unfinished one that it is whole.
        torn = looks_torn(seen, previous) or bool(busy and previous is None)
        if busy is None and not torn:
            return seen
        wait(_pause(seen, busy=busy, torn=torn))
        again = read(path)
        agreed = agreed + 1 if _agree(seen, again) else 0
        seen = again
        if agreed >= _needed(seen, busy=busy, torn=torn):
            return seen
    return None


def _is_busy(
    seen: LoadResult, previous: Source | None, is_busy: Callable[[Path], bool | None]
) -> bool | None:
    """Whether somebody is at work on a text that is new."""
    if not isinstance(seen, Snapshot) or seen.source == previous:
        return None
    return is_busy(seen.path)


def _needed(seen: LoadResult, *, busy: bool | None, torn: bool) -> int:
    """How many further readings have to agree with one."""
    if not isinstance(seen, Snapshot):
        return 1
    if busy:
        return _READINGS if torn else _AGREEING
    return 1 if busy is False and seen.source.text else _AGREEING


def _pause(seen: LoadResult, *, busy: bool | None, torn: bool) -> float:
    if busy is False and (not torn or _ends_a_line(seen)):
        return 0.0
    return PAUSE if torn else _GLANCE


def _ends_a_line(seen: LoadResult) -> bool:
    return isinstance(seen, Snapshot) and seen.source.text.endswith(("\n", "\r"))


def looks_torn(seen: LoadResult, previous: Source | None) -> bool:
    """Whether a reading may have caught a writer between its first and its last step.

    Writers that truncate leave an empty or a short file, mostly cut in the middle of a line;
    those that delete and create again leave none.
    """
    if not isinstance(seen, Snapshot):
        return previous is not None
    text = seen.source.text
    if previous is None:
        return not text
    if len(text) * 2 < len(previous.text) or looks_cut(text, previous.text):
        return True
    if previous.text.endswith(("\n", "\r")) and not text.endswith(("\n", "\r")):
        return True
    return _last_line(previous.text) not in text


def _last_line(text: str) -> str:
    """The last line that is not blank."""
    text = text.rstrip()
    return text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]


def looks_cut(text: str, previous: str) -> bool:
    """Whether `text` ends in the midst of what `previous` says: rather cut off than shortened."""
    if len(text) >= len(previous):
        return False
    tail = text[-_TAIL:]
    at = previous.rfind(tail) if tail else 0
    return at >= 0 and bool(previous[at + len(tail) :].strip())


def _agree(first: LoadResult, second: LoadResult) -> bool:
    if isinstance(first, Snapshot) and isinstance(second, Snapshot):
        return first.digest == second.digest
    if isinstance(first, Snapshot) or isinstance(second, Snapshot):
        return False
    return first.state is second.state
