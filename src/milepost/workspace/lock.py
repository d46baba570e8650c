"""One writer at a time among the Milepost processes that have the same plan open.

The lock keeps nobody's words safe: that is done by looking at what a save displaces. It keeps
processes from starting over because of each other, and it closes the gap that is left where files
cannot be swapped. So where there can be no lock, plans are written without one.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from milepost.workspace.digest import digest_of
from milepost.workspace.state import make_state_dir, state_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_MOMENT = 0.001
_LONGEST_MOMENT = 0.02


@contextmanager
def hold_lock(path: Path, patience: float, folder: Path | None = None) -> Iterator[bool]:
    """Keeps other Milepost processes from writing the plan at `path` meanwhile.

    Gives false when one of them did not let go within `patience` seconds; true as well where the
    state directory, or `folder` in its place, takes no locks. Paths that lead to one file share
    one lock. It is let go at the end, or with the process. Never raises.
    """
    descriptor = _open(_place_of(path, state_dir() if folder is None else folder))
    if descriptor is None:
        yield True
        return
    try:
        yield _wait(descriptor, time.monotonic() + patience)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _place_of(path: Path, folder: Path) -> Path:
    # A file of its own, because the plan's inode is another one after every save.
    return folder / "locks" / f"{digest_of(os.fsencode(os.path.realpath(path)))}.lock"


def _open(place: Path) -> int | None:
    with suppress(OSError):
        return os.open(place, _OPEN, 0o600)
    try:  # The first time there is no folder yet.
        make_state_dir(place.parent.parent)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(place, _OPEN, 0o600)
    except OSError:
        return None


def _wait(descriptor: int, until: float) -> bool:
    moment = _MOMENT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(moment)
            moment = min(moment * 2, _LONGEST_MOMENT)
        except OSError:  # No locks on this file system.
            return True
        else:
            return True
