"""Loading and saving one file, with every outcome as a value."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from milepost.text import Source
from milepost.workspace.descriptors import Displaced, open_for_reading, read_descriptor
from milepost.workspace.digest import Digest, digest_of
from milepost.workspace.files import (
    Outcome,
    Replacement,
    TornError,
    clean_leftovers,
    create_file,
    overwrite_file,
    replace_file,
)

__all__ = [
    "MAX_BYTES",
    "Digest",
    "LoadResult",
    "PathState",
    "Refused",
    "SaveResult",
    "Saved",
    "Snapshot",
    "Stale",
    "Unchanged",
    "Unreadable",
    "clean_leftovers",
    "digest_of",
    "load",
    "save",
]

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


@dataclass(frozen=True, slots=True)
class Snapshot:
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


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path without a text, and one sentence: what is there and what can be done about it."""

    path: Path
    state: PathState
    reason: str


LoadResult = Snapshot | Unreadable


@dataclass(frozen=True, slots=True)
class Saved:
    """The file holds the text.

    `durable` is false when the disk did not confirm that it would survive a power cut.
    """

    digest: Digest
    durable: bool = True
    displaced: Displaced | None = field(default=None, compare=False, repr=False)
    """The file that was replaced: for a look at what late writers do to it."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file held exactly this text already and was not touched."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else wrote first, or is at it: nothing was saved; `now` is what the path holds.

    The two files have no name any more, and somebody may still write into them.
    """

    now: LoadResult
    displaced: Displaced | None = field(default=None, compare=False, repr=False)
    """A file that was the plan, until another author's took its place at the same moment."""
    withdrawn: Displaced | None = field(default=None, compare=False, repr=False)
    """The new text, which somebody has opened in the moment that it was in place."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was saved; the sentence says why, what the file holds, and what to do."""

    reason: str


SaveResult = Saved | Unchanged | Stale | Refused


def load(path: Path) -> LoadResult:
    """Reads the file at `path`, following links. Never raises and never blocks on a pipe."""
    result = _attempt(path)
    for _ in range(_TRIES - 1):
        if isinstance(result, Snapshot) or result.state not in _PASSING:
            break
        result = _attempt(path)
    return result


def save(
    path: Path, source: Source, expected: Digest | None, *, spare_writers: bool = False
) -> SaveResult:
    """Writes `source` to `path` if the file still holds the bytes named by `expected`.

    `expected` is `None` for a file that must not exist yet. Equal bytes are not written. A link
    stays a link and its target is replaced. With `spare_writers`, nothing is saved while somebody
    has the file open for writing, where the system tells that. Never raises; unless the sentence
    of `Refused` says otherwise, the file holds the old text or the new one, whole.
    """
    now = load(path)
    if not _is_expected(now, expected):
        return Stale(now)
    try:
        data = source.encode()
    except UnicodeEncodeError:
        return Refused(f"{path} was not saved: the text holds characters that UTF-8 cannot store.")
    digest = digest_of(data)
    if digest == expected:
        return Unchanged(digest)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES >> 20
        return Refused(f"{path} was not saved: the text is larger than {limit} MiB. Split it.")
    try:
        done = _write(path, data, expected, spare_writers=spare_writers)
    except OSError as error:
        return _refusal(path, error, expected)
    if done.outcome is Outcome.STALE:
        return Stale(load(path), done.displaced, done.withdrawn)
    return Saved(digest, done.outcome is Outcome.WRITTEN, done.displaced)


_PASSING = frozenset({PathState.VANISHED, PathState.UNSETTLED})

# The directory forbids it, or an owner that a new file could not have; or the file itself is
# mounted where it is, as containers do, and no other can take its place.
_NO_PLACE = frozenset({errno.EACCES, errno.EPERM, errno.EXDEV, errno.EBUSY})

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

# What went wrong, and what helps.
_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free some space and save again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and save again."),
    errno.EROFS: ("the file system is read-only", "Save a copy somewhere else."),
    errno.EACCES: ("this user may not write there", "Change the permissions and save again."),
    errno.EPERM: ("this user may not write there", "Change the permissions and save again."),
    errno.EIO: ("the disk reports an error", "Save a copy on another disk."),
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
    if _is_locked(path, status):
        return f"{path} is shown read-only: change its permissions to edit it."
    return None


def _is_locked(path: Path, status: os.stat_result) -> bool:
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


def _is_expected(now: LoadResult, expected: Digest | None) -> bool:
    if isinstance(now, Snapshot):
        return now.digest == expected
    return expected is None and now.state is PathState.MISSING


def _write(path: Path, data: bytes, expected: Digest | None, *, spare_writers: bool) -> Replacement:
    target = Path(os.path.realpath(path))
    if expected is None:
        return Replacement(create_file(target, data))
    status = target.stat()
    if _is_locked(target, status):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    if status.st_nlink > 1:  # A new file would part from its other names.
        return Replacement(overwrite_file(target, data, expected, spare_writers=spare_writers))
    try:
        return replace_file(target, data, expected, spare_writers=spare_writers)
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise
        return Replacement(overwrite_file(target, data, expected, spare_writers=spare_writers))


def _refusal(path: Path, error: OSError, expected: Digest | None) -> SaveResult:
    cause, advice = _CAUSES.get(
        error.errno or 0, (error.strerror or "unknown error", "Try again, or save a copy.")
    )
    if isinstance(error, TornError):
        return Refused(
            f"{path} was saved only in part ({cause}), and its old text could not be put back: "
            "save a copy somewhere else now."
        )
    now = load(path)
    if not _is_expected(now, expected):
        return Stale(now)
    kept = "The file is as it was." if expected else "There is still no file."
    return Refused(f"{path} was not saved: {cause}. {kept} {advice}")
