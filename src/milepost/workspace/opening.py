"""The first look at a plan: all that its first frame needs, and nothing that its editing needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from milepost.document import Document
from milepost.workspace.loading import Snapshot, load

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.loading import LoadResult


class Opening(NamedTuple):
    """What a path held when it was opened; an empty document where it held no text."""

    loaded: LoadResult
    document: Document
    changed_at: datetime | None
    """When the file was last written, by its own account; only ever shown."""

    @property
    def read_only(self) -> str | None:
        """Why the text cannot be edited, as a sentence."""
        return self.loaded.read_only if isinstance(self.loaded, Snapshot) else None

    @property
    def absence(self) -> str | None:
        """Why there is no text, as a sentence."""
        return None if isinstance(self.loaded, Snapshot) else self.loaded.reason


def open_plan(path: Path, found: LoadResult | None = None) -> Opening:
    """Reads whatever is at `path`, unless it was `found` already. Never raises and never blocks."""
    loaded = found or load(path)
    source = loaded.source if isinstance(loaded, Snapshot) else ""
    return Opening(loaded, Document.parse(source), _last_change(path))


def _last_change(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
