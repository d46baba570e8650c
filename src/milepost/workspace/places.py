"""Where on the disk a path leads, and what can be seen there without reading."""

from __future__ import annotations

import stat
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_MAX_LINKS = 40


class Signature(NamedTuple):
    """What `stat` says of a file: a hint to read it again, never proof that it is the same."""

    content: tuple[int, ...]
    """Device, inode, size and time of the last write; the error number alone without a file."""
    attributes: tuple[int, ...] = ()
    """Mode, owner and the time these changed."""

    @property
    def is_absent(self) -> bool:
        """Whether there was no file to be asked about."""
        return not self.attributes


class Ground(NamedTuple):
    """The directories in which a change of one path can show: its own, and its link targets'.

    `lack` is a sentence when one of them cannot be watched because it is not there, else empty.
    """

    directories: tuple[str, ...]
    names: frozenset[str]
    own_names: frozenset[str]
    identities: tuple[tuple[int, int] | None, ...]
    lack: str

    @classmethod
    def find(cls, path: Path) -> Ground:
        """Follows the links of an absolute `path` as they are now."""
        steps = _follow_links(path)
        identities = {step.parent: _identify(step.parent) for step in steps}
        lost = [directory for directory, identity in identities.items() if identity is None]
        return cls(
            directories=tuple(str(directory) for directory in identities if directory not in lost),
            names=frozenset(fold_name(step.name) for step in steps),
            own_names=frozenset(fold_name(directory.name) for directory in identities),
            identities=tuple(identities.values()),
            lack=f"The directory {lost[0]} is not there; it is looked for." if lost else "",
        )


def fold_name(name: str) -> str:
    """A file name in the one form that disks which ignore case and composition agree on."""
    return unicodedata.normalize("NFC", name).casefold()


def read_signature(path: Path) -> Signature:
    """The signature of what `path` leads to now."""
    try:
        status = path.stat()
    except OSError as error:
        return Signature((error.errno or -1,))
    return Signature(
        (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns),
        (status.st_mode, status.st_uid, status.st_gid, status.st_ctime_ns),
    )


def _follow_links(path: Path) -> list[Path]:
    """The path, and what each link on the way leads to; a loop is cut."""
    steps: list[Path] = []
    for _ in range(_MAX_LINKS):
        steps.append(path)
        try:
            path = path.parent / path.readlink()
        except OSError:  # Not a link: the way ends here.
            break
    return steps


def _identify(directory: Path) -> tuple[int, int] | None:
    try:
        status = directory.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
