"""Reading a file that somebody may be in the middle of writing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from milepost.workspace.store import LoadResult, Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from milepost.text import Source

PAUSE = 0.06
"""Seconds between two readings that must agree."""

_READINGS = 8
_AGREEING = 4
"""How often a reading that looks half written must be repeated: writers pause, and those that
truncate do so often."""
_TAIL = 80
"""Characters by which the end of a text is found in another."""


def read_stable(
    path: Path,
    previous: Source | None,
    *,
    wait: Callable[[float], object] = time.sleep,
    read: Callable[[Path], LoadResult] = load,
) -> LoadResult | None:
    """Reads `path`, and reads it again while what is there looks half written.

    `previous` is the last text that counted, if there was one. A reading counts at once when it
    looks whole. A text that does not has to be the same in four more readings, `PAUSE` seconds
    apart; that there is none, in one more. `None` means that the file did not come to rest (after
    half a second): keep what you have, the next event brings the rest. `wait` is called with
    seconds.
    """
    seen = read(path)
    agreed = 0
    for _ in range(_READINGS):
        if not looks_torn(seen, previous):
            return seen
        wait(PAUSE)
        again = read(path)
        agreed = agreed + 1 if _agree(seen, again) else 0
        seen = again
        if agreed >= (_AGREEING if isinstance(seen, Snapshot) else 1):
            return seen
    return None


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
