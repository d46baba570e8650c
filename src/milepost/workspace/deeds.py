"""What a command does to a plan, told to those who keep account of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.document import Document
    from milepost.workspace.clock import Clock
    from milepost.workspace.history import History
    from milepost.workspace.recorder import HistoryRecorder
    from milepost.workspace.scribe import Finding
    from milepost.workspace.versions import When

_PATIENCE = 1.0
"""Seconds to wait for another process that writes to the history: many commands may run at once."""
_PRUNED_EVERY = 64
"""Versions after which a command looks for those that the history can do without."""


class Deeds:
    """Keeps in the history what one command reads and writes of the plan at `path`.

    The history is opened with the first text, if the configuration wants one. Nothing here raises,
    and nothing keeps the command from writing: `close` tells what went wrong. With `is_person` the
    agent is told of what was done; one that gives commands itself need not be.
    """

    def __init__(self, path: Path, clock: Clock, *, is_person: bool) -> None:
        self._path = path
        self._clock = clock
        self._is_person = is_person
        self._noticed: list[tuple[Finding, When]] = []
        self._history: History | None = None
        self._recorder: HistoryRecorder | None = None

    def read(self, document: Document, when: When) -> None:
        """The file held this when it was read, and is about to be written."""
        self._open().was_read(document, when)

    def wrote(self, document: Document, labels: Sequence[str], when: When) -> None:
        """The file holds this by the command, whose steps have these labels."""
        from milepost.workspace.versions import Author

        self._open().was_saved(document, labels, Author.MILEPOST, when)
        if self._is_person:
            from milepost.workspace.mailbox import post
            from milepost.workspace.memory import deed_of

            for label in labels:
                post(self._path, deed_of(label), when.at)

    def notice(self, finding: Finding, when: When) -> None:
        """Takes note of what a scribe has read or written, until it has finished."""
        self._noticed.append((finding, when))

    def close(self) -> str:
        """Keeps what was noticed, and ends; a sentence on what is wrong with the history."""
        if self._noticed:
            self._keep_noticed()
        if self._history is None or self._recorder is None:
            return ""
        self._recorder.close(prunes=self._is_time_to_prune(self._history))
        return self._history.remark

    def _keep_noticed(self) -> None:
        from milepost.workspace.scribe import DiskText, Written

        for finding, when in self._noticed:
            if isinstance(finding, DiskText):
                self.read(finding.document, when)
            elif isinstance(finding, Written) and finding.changed:
                labels = [intent.label for intent in finding.landed]
                self.wrote(finding.document, labels, when)

    def _open(self) -> HistoryRecorder:
        if self._recorder is None:
            # Deferred: most commands change nothing.
            from milepost.workspace.config import load_config
            from milepost.workspace.recorder import open_recorder

            self._history, self._recorder = open_recorder(
                self._path, self._clock, load_config(self._path), patience=_PATIENCE
            )
        return self._recorder

    def _is_time_to_prune(self, history: History) -> bool:
        lineage = history.find_lineage(self._path)
        newest = () if lineage is None else history.versions(lineage, limit=1)
        return any(each.number % _PRUNED_EVERY == 0 for each in newest)
