"""What the history has of one plan, to be looked at. Nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.memory import READER
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from milepost.text import Source
    from milepost.workspace.history import History
    from milepost.workspace.versions import Lineage, Version

MOST_STEPS = 60
"""Versions that are looked at one by one; of those before them the last one counts."""


class Step(NamedTuple):
    """A text that the plan had, and who wrote it when."""

    source: Source
    own: bool
    """Whether it was the person, in an editor of Milepost."""
    at: datetime


class Unseen(NamedTuple):
    """What the person saw last, and all that came after it, oldest first."""

    seen: Source
    steps: tuple[Step, ...] = ()


class Past:
    """Reads the history of the plan at `path`. Each call may wait for the disk; none raises.

    `wanted` is false in a run that keeps no history. Nothing is opened before the first call.
    """

    def __init__(self, path: Path, *, wanted: bool = True) -> None:
        self._path = path
        self._wanted = wanted
        self._history: History | None = None
        self._absence = ""

    def versions(self) -> tuple[Version, ...]:
        """All versions that are kept, newest first."""
        found = self._find()
        return () if found is None else found[0].versions(found[1])

    def text(self, version: Version) -> Source | None:
        """The text of a version; `None` when it is not kept any more."""
        return None if self._history is None else self._history.text(version)

    def unseen(self) -> Unseen | None:
        """What the person has not seen yet; `None` where nothing is known of what they saw."""
        found = self._find()
        if found is None:
            return None
        history, lineage = found
        baseline = history.baseline(lineage, READER)
        if baseline is None:
            return None
        versions = history.versions(lineage)
        alike = [each for each in versions if each.digest == baseline.digest]
        seen = next((each for each in alike if each.seen_at <= baseline.at), None)
        seen = seen or next(iter(alike), None)
        source = None if seen is None else history.text(seen)
        if seen is None or source is None:
            return None
        newer = [each for each in reversed(versions) if each.number > seen.number][-MOST_STEPS:]
        texts = ((each, history.text(each)) for each in newer)
        return Unseen(
            source,
            tuple(
                Step(text, each.author is Author.PERSON, each.seen_at)
                for each, text in texts
                if text is not None
            ),
        )

    @property
    def emptiness(self) -> str:
        """Why there is nothing to look at and what to do about it, once it was looked for."""
        return self._absence or (
            f"Nothing is recorded of {self._path.name} yet. Its first version is kept as soon as "
            "the file is at rest; come back in a moment."
        )

    @property
    def remark(self) -> str:
        """What is wrong with the history, as a sentence; else empty."""
        return "" if self._history is None else self._history.remark

    def close(self) -> None:
        """Ends it."""
        history, self._history = self._history, None
        if history is not None:
            history.close()

    def _find(self) -> tuple[History, Lineage] | None:
        if self._history is None:
            self._history = self._open()
        if self._history is None:
            return None
        lineage = self._history.find_lineage(self._path)
        return None if lineage is None else (self._history, lineage)

    def _open(self) -> History | None:
        from milepost.workspace.config import Config, load_config
        from milepost.workspace.history import FILE_NAME, open_history
        from milepost.workspace.state import state_dir

        config = load_config(self._path)
        self._absence = ""
        if not self._wanted:
            self._absence = (
                "This run keeps no history, because of `--no-history`. Start without it, and "
                "every version from then on can be looked at here."
            )
        elif not isinstance(config, Config):
            self._absence = (
                "No history is kept while the configuration has a mistake; it may have meant to "
                "switch it off. `milepost config` says what is wrong."
            )
        elif not config.keeps_history:
            self._absence = (
                "The configuration switches the history off (`history = false`). Without that "
                "line, every version from then on can be looked at here."
            )
        if self._absence or not (state_dir() / FILE_NAME).exists():
            return None
        return open_history(state_dir())
