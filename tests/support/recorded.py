"""A plan with a past, for the verbs that look into it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author
from support.histories import NOON

if TYPE_CHECKING:
    from milepost.workspace.versions import Version

OPEN = """\
# Paint the fence

## Progress

- [ ] Sand the posts.
- [ ] Paint them.

## Decision Log

- Decision: paint it green.

## Plan of Work

Sand, then paint.
"""
SANDED = OPEN.replace("[ ] Sand", "[x] Sand")
BLUE = SANDED.replace("green", "blue").replace("Sand, then", "Sand it, then")
PAST = (
    (OPEN, Author.OUTSIDE, ()),
    (SANDED, Author.PERSON, ("Tick “Sand the posts.”",)),
    (BLUE, Author.OUTSIDE, ()),
)


def remember(path: Path = Path("plan.md")) -> None:
    """Gives a plan three versions, an hour after each other, and the file the last of them."""
    with closing(open_history(state_dir())) as history:
        lineage = history.lineage(path)
        for hour, (text, author, intents) in enumerate(PAST):
            at = NOON + timedelta(hours=hour)
            assert history.record(lineage, Source(text), author, intents, at)
        assert not history.remark
    path.write_bytes(BLUE.encode())


def remember_more(*texts: str, path: Path = Path("plan.md")) -> None:
    """Gives it later versions, and the file the last of them."""
    with closing(open_history(state_dir())) as history:
        lineage = history.lineage(path)
        for hour, text in enumerate(texts, len(PAST)):
            at = NOON + timedelta(hours=hour)
            assert history.record(lineage, Source(text), Author.OUTSIDE, (), at)
    path.write_bytes(texts[-1].encode())


def recorded(path: Path = Path("plan.md")) -> tuple[Version, ...]:
    """The versions of a plan, newest first."""
    with closing(open_history(state_dir())) as history:
        lineage = history.find_lineage(path)
        return () if lineage is None else history.versions(lineage)
