"""Loading one file, with every outcome as a value."""

from __future__ import annotations

import errno
import os
import stat
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from milepost.text import Source
from milepost.workspace.descriptors import open_for_reading, read_descriptor
from milepost.workspace.digest import Digest, digest_of

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are not opened: the largest plan known is a three-hundredth of this."""

_TRIES = 5


class PathState(Enum):
    """Why there is no text to be had at a path; the value is the sentence for people."""

    MISSING = "There is no file at {path}: create it, or wait until an agent writes it."
    NO_DIRECTORY = "The directory of {path} does not exist: create it, or check the spelling."
    DIRECTORY = "{path} is a directory: name a file inside it."
    NOT_REGULAR = "{path} is not a regular file but {kind}: name a Markdown file instead."
    FORBIDDEN = "This user may not read {path}: change its permissions, or open a copy of it."
    TOO_LARGE = "{path} is larger than {limit} MiB, too large for a plan: split it first."
    VANISHED = "{path} went away while it was read: it is read again once it is back."
    UNSETTLED = "{path} keeps changing while it is read: it is read again when the writer pauses."
    LINK_LOOP = "{path} is a link that leads back to itself: point it at a file."
    FAILED = "{path} could not be read ({cause}): check the path and the disk, then try again."


class Snapshot(NamedTuple):
    """One whole reading of a file.

    `read_only` is `None` for a file that can be edited, else the sentence that says why not.
    """

    path: Path
    source: Source
    digest: Digest
    read_only: str | None = None

    @property
    def writable(self) -> bool:
        """Whether the text can be edited and saved."""
        return self.read_only is None


class Unreadable(NamedTuple):
    """A path without a text, and one sentence: what is there and what can be done about it."""

    path: Path
    state: PathState
    reason: str


LoadResult = Snapshot | Unreadable


def load(path: Path) -> LoadResult:
    """Reads the file at `path`, following links. Never raises and never blocks on a pipe."""
    result = _attempt(path)
    for _ in range(_TRIES - 1):
        if isinstance(result, Snapshot) or result.state not in _PASSING:
            break
        result = _attempt(path)
    return result


_PASSING = frozenset({PathState.VANISHED, PathState.UNSETTLED})

_STATES = {
    errno.ENOTDIR: PathState.NO_DIRECTORY,
    errno.EACCES: PathState.FORBIDDEN,
    errno.EPERM: PathState.FORBIDDEN,
    errno.ELOOP: PathState.LINK_LOOP,
    errno.ESTALE: PathState.VANISHED,
}

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _attempt(path: Path) -> LoadResult:
    try:
        # Looked at before it is opened: to open a device can already do something to it.
        unfit = _find_unfit(path, path.stat())
        return unfit or _read(path)
    except OSError as error:
        return _failed(path, error)
    except ValueError as error:  # A NUL or a lone surrogate in the path itself.
        return _unreadable(path, PathState.FAILED, cause=str(error))


def _read(path: Path) -> LoadResult:
    with open_for_reading(path) as descriptor:
        before = os.fstat(descriptor)
        if unfit := _find_unfit(path, before):
            return unfit
        data = read_descriptor(descriptor, MAX_BYTES)
        after = os.fstat(descriptor)
    if len(data) > MAX_BYTES:
        return _unreadable(path, PathState.TOO_LARGE)
    if not after.st_nlink:
        return _unreadable(path, PathState.VANISHED)
    # Times only ever ask for another reading; whether a text is new is up to its digest.
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return _unreadable(path, PathState.UNSETTLED)
    source = Source.decode(data)
    return Snapshot(path, source, digest_of(data), _find_bar(path, after, source))


def _find_unfit(path: Path, status: os.stat_result) -> Unreadable | None:
    kind = stat.S_IFMT(status.st_mode)
    if kind == stat.S_IFDIR:
        return _unreadable(path, PathState.DIRECTORY)
    if kind != stat.S_IFREG:
        return _unreadable(path, PathState.NOT_REGULAR, kind=_KINDS.get(kind, "something else"))
    if status.st_size > MAX_BYTES:
        return _unreadable(path, PathState.TOO_LARGE)
    return None


def _find_bar(path: Path, status: os.stat_result, source: Source) -> str | None:
    """Why the file cannot be edited, if so."""
    if source.defect is not None:
        return f"{path} is shown read-only: {source.defect.value}."
    if is_locked(path, status):
        return f"{path} is shown read-only: change its permissions to edit it."
    return None


def is_locked(path: Path, status: os.stat_result) -> bool:
    """Whether a file is not to be written, by its `status` or for this user."""
    # A file without any write bit was protected on purpose, and root is asked to respect that.
    if not stat.S_IMODE(status.st_mode) & 0o222:
        return True
    # One that is taken away at this moment cannot be written either, but it is not protected: it
    # may be made anew between two questions, so the first is asked once more.
    return not os.access(path, os.W_OK) and path.exists() and not os.access(path, os.W_OK)


def _failed(path: Path, error: OSError) -> Unreadable:
    if error.errno == errno.ENOENT:
        parent = Path(os.path.realpath(path)).parent
        return _unreadable(path, PathState.MISSING if parent.is_dir() else PathState.NO_DIRECTORY)
    state = _STATES.get(error.errno or 0, PathState.FAILED)
    return _unreadable(path, state, cause=error.strerror or "unknown error")


def _unreadable(path: Path, state: PathState, **facts: str) -> Unreadable:
    return Unreadable(path, state, state.value.format(path=path, limit=MAX_BYTES >> 20, **facts))
