"""Where a plan went that is no longer at its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.workspace.discovery import SHELVES
from milepost.workspace.lineage import is_shelving
from milepost.workspace.loading import Snapshot, load
from milepost.workspace.recognition import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.text import Source

_ALIKE = 0.8
"""The share of a plan's lines that the same plan still has after it was moved."""


def find_moved(path: Path, source: Source) -> Path | None:
    """The file that is the plan now which was at `path` and read `source`.

    It was renamed in its folder, or put into a folder for finished plans, or taken out of one.
    Under another name it has the same text; under its own, most of it. `None` where there is no
    such file, or more than one. Never raises.
    """
    place = path.absolute()
    found = [each for each in _renamed(place) if _source_of(each) == source]
    found += [each for each in _shelved(place) if _is_alike(source, _source_of(each))]
    return found[0] if len(found) == 1 else None


def _renamed(path: Path) -> Iterator[Path]:
    for each in _entries(path.parent):
        if each.name.lower().endswith(SUFFIXES) and not each.name.startswith("."):
            yield each


def _shelved(path: Path) -> Iterator[Path]:
    """The places for a plan of this name where putting away or taking out would lead."""
    around = {path.parent, path.parent.parent}
    folders = {folder for place in around for folder in _entries(place)} | around
    if path.parent.name.casefold() not in SHELVES:
        folders = {folder for folder in folders if folder.name.casefold() in SHELVES}
    for folder in sorted(folders):
        if is_shelving(path, folder / path.name):
            yield folder / path.name


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # It is gone as well, or nobody may look into it.
        return []


def _source_of(path: Path) -> Source | None:
    loaded = load(path)
    return loaded.source if isinstance(loaded, Snapshot) else None


def _is_alike(source: Source, other: Source | None) -> bool:
    if other is None:
        return False
    lines = set(source.text.split("\n"))
    return len(lines.intersection(other.text.split("\n"))) >= _ALIKE * len(lines)
