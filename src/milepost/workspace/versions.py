"""What a history can tell, as values."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from milepost.plan.model import ItemState
    from milepost.workspace.digest import Digest

KEPT_FOR = timedelta(days=180)
"""Versions that are older go, the newest of each plan excepted."""
KEPT_BYTES = 128 * 1024 * 1024
"""Compressed texts of all plans; beyond that the oldest go."""

Place = tuple[str, str, int]
"""An item's section, wording and rank, as `ItemKey.place` has them."""


class Author(Enum):
    """Who wrote a version."""

    PERSON = "person"
    """The person, in an editor of Milepost."""
    MILEPOST = "milepost"
    """A command of Milepost, such as `fix` or `restore`."""
    OUTSIDE = "outside"
    """Any other program."""


class When(NamedTuple):
    """Something was read or written between two moments, both aware and in UTC."""

    since: datetime
    at: datetime


class Lineage(NamedTuple):
    """One plan through all its moves. `number` is 0 where nothing is recorded."""

    number: int
    path: Path
    """Where it is now, or was when it was last seen; links are resolved."""


class Version(NamedTuple):
    """One text that a plan had at rest.

    `number` counts from 1 within the lineage, is never given twice, and grows with time.
    """

    lineage: int
    number: int
    digest: Digest
    size: int
    """Bytes of the file."""
    seen_at: datetime
    """When it was first read or written; aware, in UTC."""
    author: Author
    intents: tuple[str, ...] = ()
    """Labels of what the author did, where that is known."""


class ItemSeen(NamedTuple):
    """A state in which an item was found.

    `former` is its place before, when it had another one; `state` is `None` when only that is
    new.
    """

    place: Place
    state: ItemState | None
    former: Place | None = None


class Observation(NamedTuple):
    """An item changed its state between `since` and `at`.

    `since` is `None` when the change was watched as it happened.
    """

    place: Place
    state: ItemState
    at: datetime
    since: datetime | None = None


class Draft(NamedTuple):
    """Text that was typed and not saved; `place` is whatever its editor finds it by."""

    place: str
    base: Digest
    """What the file held when the typing began."""
    text: str
    at: datetime


class Baseline(NamedTuple):
    """What a reader saw last, and when."""

    digest: Digest
    at: datetime
