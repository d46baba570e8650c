"""From a plan and a revision as they are typed to what the history has of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError
from milepost.document import Document
from milepost.report.history import stamp_of
from milepost.workspace.history import FILE_NAME, no_history, open_history
from milepost.workspace.loading import Snapshot, load
from milepost.workspace.state import state_dir

if TYPE_CHECKING:
    from milepost.text import Source
    from milepost.workspace.history import History
    from milepost.workspace.loading import LoadResult
    from milepost.workspace.versions import Lineage, Version

_DIGEST = re.compile(r"[0-9a-f]{4,32}")
_AGO = re.compile(r"([0-9]{1,6}) (minute|hour|day|week)s? ago")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?))?Z?")


@dataclass(frozen=True, slots=True)
class Recalled:
    """A plan as it is on the disk, and what was recorded of it."""

    path: Path
    loaded: LoadResult
    history: History
    lineage: Lineage | None
    """`None` when nothing was ever recorded."""
    versions: tuple[Version, ...]
    """Newest first."""

    @property
    def source(self) -> Source:
        """What the file holds; raises `UsageError` when it cannot be read."""
        if isinstance(self.loaded, Snapshot):
            return self.loaded.source
        raise UsageError(self.loaded.reason)

    @property
    def emptiness(self) -> str:
        """The sentence for a plan of which nothing is recorded."""
        return (
            f"Nothing is recorded of {self.path} yet. Milepost records a plan while it has it open."
        )

    def find(self, revision: str, now: datetime) -> Version:
        """The version that a person means; raises `UsageError`."""
        if not self.versions:
            raise UsageError(self.emptiness)
        if revision.startswith("@{") and revision.endswith("}"):
            return self._at(_moment(revision[2:-1].strip(), now))
        for version in self.versions:
            if revision == str(version.number):
                return version
        fitting = {
            version.digest: version
            for version in reversed(self.versions)
            if _DIGEST.fullmatch(revision) and version.digest.startswith(revision)
        }
        if len(fitting) > 1:
            raise UsageError(f"Several versions begin with {revision}: type more of the digest.")
        if not fitting:
            raise UsageError(
                f"There is no version {revision} of {self.path}. `milepost history {self.path}` "
                "lists them."
            )
        return next(iter(fitting.values()))

    def _at(self, moment: datetime) -> Version:
        for version in self.versions:
            if version.seen_at <= moment:
                return version
        began = stamp_of(self.versions[-1].seen_at)
        raise UsageError(f"The oldest version of {self.path} that is kept is from {began}.")

    def read(self, version: Version) -> Document:
        """The text of a version; raises `UsageError`."""
        source = self.history.text(version)
        if source is None:
            raise UsageError(f"Version {version.number} of {self.path} is not kept any more.")
        return Document.parse(source)


def recall(operand: str) -> Recalled:
    """Looks a plan up; one that was deleted is still known by its path."""
    path = Path(operand)
    loaded = load(path)
    folder = state_dir()
    # Who only asks leaves nothing behind.
    history = open_history(folder) if (folder / FILE_NAME).exists() else no_history()
    source = loaded.source if isinstance(loaded, Snapshot) else None
    lineage = history.find_lineage(path, source)
    versions = () if lineage is None else history.versions(lineage)
    return Recalled(path, loaded, history, lineage, versions)


def _moment(words: str, now: datetime) -> datetime:
    """The end of the minute, or of the day, that is meant; raises `UsageError`."""
    ago = _AGO.fullmatch(words)
    time = _TIME.fullmatch(words)
    try:
        if ago:
            return now - int(ago[1]) * timedelta(**{f"{ago[2]}s": 1})
        if time:
            moment = datetime.fromisoformat(f"{time[1]}T{time[2] or '00:00'}+00:00")
            last = timedelta(minutes=1) if time[2] else timedelta(days=1)
            return moment + last - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        pass  # It looks like a time and is none.
    raise UsageError(
        f"{words} is no time. Write @{{2026-01-31 09:30}}, which is UTC, or @{{2 hours ago}}."
    )
