"""Which plan it is that lies at a path, when plans are moved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Candidate(NamedTuple):
    """A lineage that a plan may belong to."""

    number: int
    path: Path
    has_text: bool
    """Whether one of its versions has the plan's text."""


def real_path(path: Path) -> Path:
    """The absolute path with links resolved, as far as there are any; never raises."""
    return Path(os.path.realpath(path))


def choose_lineage(path: Path, candidates: Iterable[Candidate]) -> int | None:
    """The lineage that was moved to `path`; the first that fits, best the latest seen.

    One whose own file is still there was copied and not moved. A text that is known counts most;
    a plan that went into a folder for finished ones, or came out of it, may have changed on the
    way as long as it kept its name.
    """
    gone = [each for each in candidates if not os.path.lexists(each.path)]
    known = [each for each in gone if each.has_text]
    same_name = [each for each in known if each.path.name == path.name]
    shelved = [each for each in gone if is_shelving(each.path, path)]
    chosen = next(iter((*same_name, *known, *shelved)), None)
    return None if chosen is None else chosen.number


def is_shelving(old: Path, new: Path) -> bool:
    """Whether a plan goes from `old` to `new` when it is put among the finished ones, or back."""
    shelf, other = (new, old) if _is_on_shelf(new) else (old, new)
    if old.name != new.name or not _is_on_shelf(shelf) or _is_on_shelf(other):
        return False
    return shelf.parent.parent in (other.parent, other.parent.parent)


def _is_on_shelf(path: Path) -> bool:
    from milepost.workspace.discovery import SHELVES  # Only asked for when a plan is new.

    return path.parent.name.casefold() in SHELVES
