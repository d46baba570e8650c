"""Small files in the state directory that several processes add to and take from."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from milepost.workspace.state import make_state_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
_TRIES = 16


class ShelfFile:
    """A file that no other process adds to or takes from as long as it is held."""

    def __init__(self, place: Path, descriptor: int) -> None:
        self._place = place
        self._descriptor = descriptor

    def read(self) -> bytes:
        """All that it holds."""
        return os.pread(self._descriptor, os.fstat(self._descriptor).st_size, 0)

    def append(self, data: bytes) -> None:
        """Adds to its end; on an error it holds what it held."""
        size = os.fstat(self._descriptor).st_size
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            os.ftruncate(self._descriptor, size)
            raise

    def rewrite(self, data: bytes) -> None:
        """Puts `data` in the place of what it holds."""
        os.ftruncate(self._descriptor, 0)
        self.append(data)

    def remove(self) -> None:
        """Takes the file away; who waits for it finds that it is gone."""
        self._place.unlink()


@contextmanager
def hold_file(place: Path, *, makes: bool) -> Iterator[ShelfFile | None]:
    """Waits for the file at `place` to be free and holds it.

    Gives `None` when there is none and it is not to be made. `place` lies two folders below what
    is closed to others. Raises `OSError`.
    """
    descriptor = _open(place, makes=makes)
    if descriptor is None:
        yield None
        return
    try:
        yield ShelfFile(place, descriptor)
    finally:
        os.close(descriptor)


def _open(place: Path, *, makes: bool) -> int | None:
    """A locked descriptor of the file that has the name at this moment."""
    if makes:
        make_state_dir(place.parent.parent)
        place.parent.mkdir(mode=0o700, exist_ok=True)
    for _ in range(_TRIES):
        try:
            descriptor = os.open(place, _OPEN | (os.O_CREAT if makes else 0), 0o600)
        except FileNotFoundError:
            if makes:
                raise
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                return descriptor
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)  # Taken away by whoever held it before: there may be a new one.
    raise BlockingIOError(f"{place} is taken away all the time")
