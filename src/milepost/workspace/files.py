"""Reading and replacing the bytes of one file, as the operating system offers it.

Everything here raises `OSError`; `store` turns that into sentences.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.workspace.descriptors import (
    Displaced,
    is_open_for_writing,
    open_for_reading,
    read_descriptor,
)
from milepost.workspace.digest import digest_of
from milepost.workspace.exchange import swap_files
from milepost.workspace.rescue import common_start, keep_rescue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.workspace.digest import Digest
    from milepost.workspace.rescue import Rescue

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_TEMP_NAME = re.compile(r"\.milepost-[0-9]+-[0-9a-f]{8}\.tmp")
_NAME_TRIES = 8
_MOST_AUTHORS = 16
"""Each has to write between two system calls of ours."""

# What a file system answers that cannot do the thing at all, as opposed to failing at it.
_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_NOT_PERMITTED = frozenset({errno.EPERM, errno.EACCES})


class Outcome(Enum):
    """How a write ended, when no error was raised."""

    WRITTEN = auto()
    """The new bytes are in the file and on the disk."""
    UNSYNCED = auto()
    """The new bytes are in the file; the disk did not confirm the directory entry."""
    STALE = auto()
    """The file did not hold the expected bytes any more, or somebody was at work in it; nothing was
    written."""


class TornError(OSError):
    """A write in place failed half way and the old bytes could not be put back."""


def is_temp_name(name: str) -> bool:
    """Whether a file name is one of the temporary ones that saving makes."""
    return _TEMP_NAME.fullmatch(name) is not None


@dataclass(slots=True)
class Replacement:
    """How a file was replaced, and the files without a name that somebody may still write into."""

    outcome: Outcome
    displaced: Displaced | None = None
    """The file that was there before. Next to `STALE` it is one that a third author displaced, or
    that could not be put back."""
    withdrawn: tuple[Displaced, ...] = ()
    """The new file, which was in place for a moment and has been taken away again, or what others
    have made of it."""


def replace_file(
    target: Path, data: bytes, expected: Digest, *, spare_writers: bool = False
) -> Replacement:
    """Puts a new file with `data` in the place of `target`, which must not be a link.

    Mode, owner and extended attributes go over to the new file. Readers see the old bytes or the
    new ones, and so does whoever looks after a power cut. With `spare_writers`, a file that
    somebody has open for writing stays, where the system tells that. Raises `PermissionError` where
    the directory or the owner forbids it; the old file is then untouched.
    """
    status = target.stat()
    with _temporary(target.parent, 0o600) as (descriptor, temp):
        _write_all(descriptor, data)
        _copy_attributes(target, status, descriptor)
        os.fsync(descriptor)
        # Asked before the swap as well: what is taken away again was there for others to read, and
        # made of a text that its writer has not finished. Asked before the look at the text, which
        # is then what writers have left.
        if spare_writers and is_open_for_writing(target):
            return Replacement(Outcome.STALE)
        if _digest_on_disk(target) != expected:
            return Replacement(Outcome.STALE)
        ours = digest_of(data)
        replacement = _take_place(temp, target, (expected, ours), spare_writers=spare_writers)
    if replacement.outcome is Outcome.STALE:
        # Asked when our own descriptor is closed, which is one for writing.
        touched = (each for each in replacement.withdrawn if not _is_untouched(each, ours))
        replacement.withdrawn = tuple(touched)
        return replacement
    replacement.outcome = _sync_directory(target.parent)
    return replacement


def _take_place(
    temp: Path, target: Path, texts: tuple[Digest, Digest], *, spare_writers: bool
) -> Replacement:
    """Moves `temp` to `target`, unless somebody else wrote there first: then theirs stays.

    `texts` are the one that is expected there, and ours.
    """
    if not swap_files(temp, target):
        displaced = Displaced(target)
        temp.replace(target)
        return Replacement(Outcome.WRITTEN, displaced)
    displaced = Displaced(temp)
    # Somebody may have opened it since it was asked last. Asked first: what is read afterwards is
    # then what writers have left.
    is_busy = spare_writers and displaced.is_open_for_writing() is True
    if displaced.has(texts[0]) and not is_busy:
        return Replacement(Outcome.WRITTEN, displaced)
    if not _swaps_back(temp, target):
        return Replacement(Outcome.STALE, displaced)
    withdrawn = Displaced(temp)
    if withdrawn.has(texts[1]):
        return Replacement(Outcome.STALE, withdrawn=(withdrawn,))
    # Meanwhile there was a third author, whose text is newer than the one just put back.
    return Replacement(Outcome.STALE, displaced, _put_newest(temp, target, displaced, withdrawn))


def _put_newest(
    temp: Path, target: Path, placed: Displaced, newer: Displaced
) -> tuple[Displaced, ...]:
    """Puts what is in `temp`, a `newer` text, in the place of the one that we have `placed` there.

    Returns the newer texts that are not in place. With each swap there may be one more author.
    """
    newest = [newer]
    for _ in range(_MOST_AUTHORS):
        if not _swaps_back(temp, target):
            break
        found = Displaced(temp)
        if found.is_file(placed):
            return tuple(newest[:-1])
        placed = newest[-1]
        newest.append(found)
    return tuple(newest)


def _swaps_back(temp: Path, target: Path) -> bool:
    """False when somebody has taken the file away: they will write it anew.

    What is in `temp` is then in nobody's hand but ours.
    """
    try:
        return swap_files(temp, target)
    except FileNotFoundError:
        return False


def _is_untouched(withdrawn: Displaced, ours: Digest) -> bool:
    """Whether nobody has written into a file that was in place for a moment, or still may."""
    is_busy = withdrawn.is_open_for_writing()
    return not is_busy and withdrawn.has(ours)


def overwrite_file(
    target: Path,
    data: bytes,
    expected: Digest,
    *,
    is_rescued: bool = False,
    spare_writers: bool = False,
) -> Outcome:
    """Writes `data` into the very file that `target` is, keeping its inode and its other names.

    Only the bytes after the common beginning are touched, and they are put back when anything
    fails; `TornError` when even that was impossible. Both texts are kept elsewhere meanwhile,
    unless a whole text of the file `is_rescued` there already. With `spare_writers`, a file that
    somebody has open for writing stays, where the system tells that.
    """
    if spare_writers and is_open_for_writing(target):
        return Outcome.STALE
    descriptor = os.open(target, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        old = read_descriptor(descriptor)
        if digest_of(old) != expected:
            return Outcome.STALE
        head = common_start(old, data)
        # It stays when the file is torn, so that the next start can mend that.
        rescue = None if is_rescued else keep_rescue(target, old, data)
        if not _holds(descriptor, expected, rescue):
            return Outcome.STALE
        try:
            _write_tail(descriptor, data, head)
        except OSError as failure:
            _put_back(descriptor, old, head, failure)
            _drop(rescue)
            raise
        _drop(rescue)
    finally:
        os.close(descriptor)
    return Outcome.WRITTEN


def _holds(descriptor: int, expected: Digest, rescue: Rescue | None) -> bool:
    """Asks once more, as keeping both texts has taken a while; drops them unless it is so."""
    still = False
    try:
        still = digest_of(read_descriptor(descriptor)) == expected
    finally:
        if not still:
            _drop(rescue)
    return still


def _drop(rescue: Rescue | None) -> None:
    if rescue is not None:
        rescue.drop()


def create_file(target: Path, data: bytes) -> Outcome:
    """Makes a new file; `STALE` when somebody else made one first."""
    with _temporary(target.parent, 0o666) as (descriptor, temp):
        _write_all(descriptor, data)
        os.fsync(descriptor)
        try:
            _name(temp, target, data)
        except FileExistsError:
            return Outcome.STALE
    return _sync_directory(target.parent)


def clean_leftovers(path: Path) -> int:
    """Removes temporary files that a killed process left where `path` and its target are.

    A file that a living process writes is locked and stays. Returns how many were removed.
    """
    removed = 0
    for directory in {path.parent, Path(os.path.realpath(path)).parent}:
        try:
            temps = [file for file in directory.iterdir() if is_temp_name(file.name)]
        except OSError:
            continue  # A directory that cannot be listed has nothing that could be cleaned.
        removed += sum(_remove_abandoned(temp) for temp in temps)
    return removed


def _remove_abandoned(temp: Path) -> bool:
    try:
        with open_for_reading(temp) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            temp.unlink()
    except OSError:  # Locked, gone already, or not ours to remove: all of them may stay.
        return False
    return True


@contextmanager
def _temporary(directory: Path, mode: int) -> Iterator[tuple[int, Path]]:
    """A locked, empty file that is gone at the end, unless it was renamed."""
    for _ in range(_NAME_TRIES):
        temp = directory / f".milepost-{os.getpid()}-{os.urandom(4).hex()}.tmp"
        descriptor = os.open(temp, _CREATE, mode)
        try:
            if _claim(descriptor):
                yield descriptor, temp
                return
        finally:
            # What matters was synced before; an error here undoes nothing and would hide a cause.
            with suppress(OSError):
                temp.unlink()
            with suppress(OSError):
                os.close(descriptor)
    raise BlockingIOError(errno.EAGAIN, "another program removes the temporary files", directory)


def _claim(descriptor: int) -> bool:
    """Marks a temporary file as in use; false when a cleaner was faster.

    A lock rather than the process id in the name: it ends with the process, and it holds between
    containers that share a directory but not their process ids.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # No locks on this file system: then no cleaner can take one either.
        return True
    return os.fstat(descriptor).st_nlink > 0


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write_tail(descriptor: int, data: bytes, head: int) -> None:
    os.lseek(descriptor, head, os.SEEK_SET)
    _write_all(descriptor, data[head:])
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _put_back(descriptor: int, old: bytes, head: int, failure: OSError) -> None:
    try:
        os.lseek(descriptor, head, os.SEEK_SET)
        _write_all(descriptor, old[head:])
        os.ftruncate(descriptor, len(old))
    except OSError as error:
        raise TornError(failure.errno, failure.strerror) from error


def _digest_on_disk(target: Path) -> Digest:
    with open_for_reading(target) as descriptor:
        return digest_of(read_descriptor(descriptor))


def _copy_attributes(target: Path, status: os.stat_result, descriptor: int) -> None:
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        os.fchown(descriptor, status.st_uid, status.st_gid)
    if sys.platform == "linux":
        for name in _listed(target):
            _copy_attribute(target, name, descriptor)
    # Last, because a change of owner takes some mode bits away.
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


if sys.platform == "linux":

    def _listed(target: Path) -> list[str]:
        try:
            return os.listxattr(target)
        except OSError as error:
            if error.errno in _UNSUPPORTED | _NOT_PERMITTED:
                return []
            raise

    def _copy_attribute(target: Path, name: str, descriptor: int) -> None:
        try:
            os.setxattr(descriptor, name, os.getxattr(target, name))
        except OSError as error:
            # Security labels are set by the kernel; the ones it refuses to take are its own.
            if error.errno not in _UNSUPPORTED | _NOT_PERMITTED | {errno.ENODATA}:
                raise


def _name(temp: Path, target: Path, data: bytes) -> None:
    """Gives a finished file its name, which nobody may have taken."""
    try:
        target.hardlink_to(temp)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _UNSUPPORTED | _NOT_PERMITTED:
            raise
        _write_new(target, data)  # No hard links here (FAT, some network and phone storage).


def _write_new(target: Path, data: bytes) -> None:
    descriptor = os.open(target, _CREATE, 0o666)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    except OSError:
        target.unlink()
        raise
    finally:
        os.close(descriptor)


def _sync_directory(directory: Path) -> Outcome:
    try:
        descriptor = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        supported = error.errno not in _UNSUPPORTED | _NOT_PERMITTED
        return Outcome.UNSYNCED if supported else Outcome.WRITTEN
    return Outcome.WRITTEN
