"""Saving one file, with every outcome as a value; what is saved was loaded by `loading`."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
from milepost.workspace.loading import (
    MAX_BYTES,
    LoadResult,
    PathState,
    Snapshot,
    Unreadable,
    is_locked,
    load,
)

if TYPE_CHECKING:
    from milepost.text import Source
    from milepost.workspace.descriptors import Displaced

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


@dataclass(frozen=True, slots=True)
class Saved:
    """The file holds the text.

    `durable` is false when the disk did not confirm that it would survive a power cut.
    """

    digest: Digest
    durable: bool = True
    displaced: Displaced | None = field(default=None, compare=False, repr=False)
    """The file that was replaced: for a look at what late writers do to it."""


class Unchanged(NamedTuple):
    """The file held exactly this text already and was not touched."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else wrote first, or is at it: nothing was saved; `now` is what the path holds.

    These files have no name any more, and somebody may still write into them.
    """

    now: LoadResult
    displaced: Displaced | None = field(default=None, compare=False, repr=False)
    """A file that was the plan, until another author's took its place at the same moment."""
    withdrawn: tuple[Displaced, ...] = field(default=(), compare=False, repr=False)
    """The new text, which somebody has opened in the moment that it was in place, or what others
    have made of it."""


class Refused(NamedTuple):
    """Nothing was saved; the sentence says why, what the file holds, and what to do."""

    reason: str


SaveResult = Saved | Unchanged | Stale | Refused


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


# The directory forbids it, or an owner that a new file could not have; or the file itself is
# mounted where it is, as containers do, and no other can take its place.
_NO_PLACE = frozenset({errno.EACCES, errno.EPERM, errno.EXDEV, errno.EBUSY})

# What went wrong, and what helps.
_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free some space and save again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and save again."),
    errno.EROFS: ("the file system is read-only", "Save a copy somewhere else."),
    errno.EACCES: ("this user may not write there", "Change the permissions and save again."),
    errno.EPERM: ("this user may not write there", "Change the permissions and save again."),
    errno.EIO: ("the disk reports an error", "Save a copy on another disk."),
}


def _is_expected(now: LoadResult, expected: Digest | None) -> bool:
    if isinstance(now, Snapshot):
        return now.digest == expected
    return expected is None and now.state is PathState.MISSING


def _write(path: Path, data: bytes, expected: Digest | None, *, spare_writers: bool) -> Replacement:
    target = Path(os.path.realpath(path))
    if expected is None:
        return Replacement(create_file(target, data))
    status = target.stat()
    if is_locked(target, status):
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
    # It may have been away for a moment, and be back as it was: `git checkout` does so.
    was_away = expected is not None and isinstance(error, FileNotFoundError)
    if was_away or not _is_expected(now, expected):
        return Stale(now)
    kept = "The file is as it was." if expected else "There is still no file."
    return Refused(f"{path} was not saved: {cause}. {kept} {advice}")
