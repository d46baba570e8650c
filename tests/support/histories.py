"""Histories to test with: their times, their texts, and a plan that goes through them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from milepost.text import Source
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.workspace.history import History
    from milepost.workspace.versions import Lineage

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def after(minutes: float) -> datetime:
    """A time on that day."""
    return NOON + timedelta(minutes=minutes)


def keep(
    history: History,
    lineage: Lineage,
    text: str,
    *,
    minutes: float = 0,
    author: Author = Author.OUTSIDE,
    intents: Sequence[str] = (),
) -> bool:
    """Records a text."""
    return history.record(lineage, Source(text), author, intents, after(minutes))


def texts(history: History, lineage: Lineage) -> list[str | None]:
    """The texts that are kept, newest first."""
    sources = [history.text(version) for version in history.versions(lineage)]
    return [None if source is None else source.text for source in sources]


def script(body: str, *arguments: str | Path) -> list[str]:
    """A command that runs Python code in a process of its own."""
    return [sys.executable, "-c", body, *map(str, arguments)]
