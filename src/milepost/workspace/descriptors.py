"""Files that are open, and who else has them open."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from milepost.workspace.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.workspace.digest import Digest

# Without O_NONBLOCK a named pipe would hold the caller until somebody writes into it.
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_CHUNK = 1 << 16


@contextmanager
def open_for_reading(path: Path) -> Iterator[int]:
    """A descriptor that never blocks, whatever kind of file `path` is."""
    descriptor = os.open(path, _READ)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read_descriptor(descriptor: int, limit: int | None = None) -> bytes:
    """All bytes from the start of an open file, or a little more than `limit` of them."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces: list[bytes] = []
    size = 0
    # The claimed size lets one call fetch everything, but growing files and /proc claim wrongly.
    chunk = min(os.fstat(descriptor).st_size, limit or sys.maxsize) + _CHUNK
    while piece := os.read(descriptor, chunk):
        pieces.append(piece)
        size += len(piece)
        if limit is not None and size > limit:
            break
    return b"".join(pieces)


class Displaced:
    """The file that a save has put out of its place, held open.

    A writer that opened it before the save may still be writing into it: what it wrote would be
    lost with the file's last name. It is let go when nobody holds this object any more.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, _READ)

    def read(self) -> bytes:
        """What the file holds now."""
        return read_descriptor(self._descriptor)

    def has(self, digest: Digest) -> bool:
        """Whether it holds the text of this digest; a directory holds none."""
        try:
            return digest_of(self.read()) == digest
        except IsADirectoryError:
            return False

    def is_file(self, other: Displaced) -> bool:
        """Whether it is the same file as another one, whatever it holds by now."""
        return os.path.samestat(os.fstat(self._descriptor), os.fstat(other._descriptor))

    def is_open_for_writing(self) -> bool | None:
        """Whether anybody could still write into it; `None` where the system does not tell."""
        return _has_writers(self._descriptor)

    def __del__(self) -> None:
        # Without a descriptor where opening failed.
        with suppress(AttributeError, OSError):
            os.close(self._descriptor)


def is_open_for_writing(path: Path) -> bool | None:
    """Whether anybody has the file at `path` open for writing; `None` where nobody can tell."""
    try:
        with open_for_reading(path) as descriptor:
            return _has_writers(descriptor)
    except OSError:
        return None


if sys.platform == "linux":

    def _has_writers(descriptor: int) -> bool | None:
        """Asks for a read lease, which nobody gets while somebody has the file open for writing.

        Who opens it for writing just then waits until the lease is given back, which is at once.
        The system would tell us of that by a signal that ends a process; another one is ignored.
        """
        from signal import SIGURG  # Loaded when it is first asked.

        try:
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, SIGURG)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as error:
            return True if error.errno == errno.EAGAIN else None
        return False

else:

    def _has_writers(descriptor: int) -> bool | None:
        """There is no such question here."""
        del descriptor
        return None
