"""The files around a plan, as they are on the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.repository import normalise_path
from milepost.workspace.descriptors import open_for_reading, read_descriptor

if TYPE_CHECKING:
    from milepost.repository import Repository

MAX_READ = 1_000_000
"""Bytes of the largest file that is read."""

_FAILURES = (OSError, ValueError, RuntimeError)
"""Not there, closed to this user, no path at all, links in a circle, or no text."""


class DiskRepository(NamedTuple):
    """Looks at the disk anew with every question.

    What a link leads to outside the root is absent.
    """

    root: str
    folder: str
    real_root: Path
    """The root with its links resolved."""

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        return stat.S_ISREG(self._mode(path))

    def is_folder(self, path: str) -> bool:
        """Whether there is such a folder."""
        return stat.S_ISDIR(self._mode(path))

    def read(self, path: str) -> str | None:
        """The text of a file of UTF-8 and at most `MAX_READ` bytes, without byte order mark."""
        try:
            place = self._place(path)
            data = None if place is None else _read_regular(place)
            return None if data is None else data.decode("utf-8-sig")
        except _FAILURES:
            return None

    def _mode(self, path: str) -> int:
        try:
            place = self._place(path)
            return 0 if place is None else place.stat().st_mode
        except _FAILURES:
            return 0

    def _place(self, path: str) -> Path | None:
        """Where `path` leads, its links resolved; None outside the root."""
        inner = normalise_path(path)
        if inner is None:
            return None
        place = (self.real_root / inner).resolve()
        return place if place.is_relative_to(self.real_root) else None


def find_repository(plan: Path, root: Path | None = None) -> Repository | None:
    """The repository of a plan; never raises.

    Its root is `root` where that is given, else the nearest folder upward that holds `.git`: as
    the path is written or, failing that, with its links resolved. None when there is no such
    folder, and when the plan does not lie below `root`.
    """
    try:
        for place in (plan.absolute(), plan.resolve()):
            folder = Path(os.path.normpath(place.parent))
            above = _root_above(folder) if root is None else Path(os.path.normpath(root.absolute()))
            if above is not None and folder.is_relative_to(above):
                inner = folder.relative_to(above).as_posix()
                shown = above.as_posix().rstrip("/")
                return DiskRepository(shown, "" if inner == "." else inner, above.resolve())
    except _FAILURES:
        return None
    return None


def _root_above(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def _read_regular(place: Path) -> bytes | None:
    """All bytes of a file; None for what is no file, or a larger one."""
    with open_for_reading(place) as descriptor:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = read_descriptor(descriptor, MAX_READ)
    return data if len(data) <= MAX_READ else None
