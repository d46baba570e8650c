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


def read_stable(
    path: Path,
    previous: Source | None,
    *,
    wait: Callable[[float], object] = time.sleep,
    read: Callable[[Path], LoadResult] = load,
) -> LoadResult | None:
    """Reads `path`, and reads it again while what is there looks half written.

    `previous` is the last text that counted, if there was one. A reading counts at once when it
    looks whole, else only when a second one, `PAUSE` seconds later, agrees with it. `None` means
    that the file did not come to rest (after half a second): keep what you have, the next event
    brings the rest. `wait` is called with seconds.
    """
    seen = read(path)
    for _ in range(_READINGS):
        if not looks_torn(seen, previous):
            return seen
        wait(PAUSE)
        again = read(path)
        if _agree(seen, again):
            return again
        seen = again
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
    if len(text) * 2 < len(previous.text):
        return True
    return previous.text.endswith(("\n", "\r")) and not text.endswith(("\n", "\r"))


def _agree(first: LoadResult, second: LoadResult) -> bool:
    if isinstance(first, Snapshot) and isinstance(second, Snapshot):
        return first.digest == second.digest
    if isinstance(first, Snapshot) or isinstance(second, Snapshot):
        return False
    return first.state is second.state
