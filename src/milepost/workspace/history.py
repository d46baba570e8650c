"""What is remembered of plans: every text they had, who wrote it, and what was seen to change."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from milepost.text import Source
from milepost.workspace.digest import digest_of
from milepost.workspace.history_rows import (
    VERSIONS,
    Reading,
    deflate,
    enter_lineage,
    enter_observations,
    fetching,
    find_lineage,
    has_lineage,
    inflate,
    read_baseline,
    read_draft,
    read_observation,
    read_version,
    write_time,
)
from milepost.workspace.versions import (
    KEPT_BYTES,
    KEPT_FOR,
    Author,
    Baseline,
    Draft,
    ItemSeen,
    Lineage,
    Observation,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path
    from sqlite3 import Connection

    from milepost.workspace.database import Database

T = TypeVar("T")

FILE_NAME = "history.db"
LARGEST = 4_000_000
"""Bytes of the largest text that is kept; no plan comes near."""


def open_history(folder: Path, patience: float | None = None) -> History:
    """The history in `folder`, usually `state_dir()`.

    `patience` is how many seconds one call may wait for another process that is writing.
    Never raises. A file that is damaged or of a newer Milepost is moved aside; where none can be
    kept, the history knows nothing; either way `remark` says so.
    """
    # SQLite is loaded when it is first used.
    from milepost.workspace.database import BUSY_FOR, Database

    database = Database(folder / FILE_NAME, BUSY_FOR if patience is None else patience)
    if database.open():
        return History(database)
    database.close()
    return History(None, database.remark)


def no_history(remark: str = "") -> History:
    """A history that knows nothing and records nothing."""
    return History(None, remark)


class History:
    """What is remembered of plans.

    Nothing here raises: what cannot be read is not there, what cannot be written is not kept, and
    `remark` says why. Safe to call from several threads, beside other processes.
    """

    def __init__(self, database: Database | None, remark: str = "") -> None:
        self._database = database
        self._remark = remark

    @property
    def is_kept(self) -> bool:
        """Whether there is a place where versions are kept, be it reached at the moment or not."""
        return self._database is not None

    @property
    def remark(self) -> str:
        """A sentence on what went wrong, to be shown once; empty as long as nothing did."""
        return self._remark if self._database is None else self._database.remark

    @property
    def is_free(self) -> bool:
        """Whether no other process keeps this one from writing at the moment."""
        return self._database is None or self._change(lambda _: True, otherwise=False)

    def lineage(self, path: Path, source: Source | None = None) -> Lineage:
        """The lineage of the plan at `path`, which holds `source`; a new one if need be.

        A plan that was moved is known again by its text, or by its name in a folder for finished
        plans. Number 0 where nothing is recorded.
        """
        from milepost.workspace.lineage import real_path  # Needed once per plan.

        place = real_path(path)
        number = self._change(lambda connection: enter_lineage(connection, place, source), 0)
        return Lineage(number, place)

    def find_lineage(self, path: Path, source: Source | None = None) -> Lineage | None:
        """The same without writing anything; `None` for a plan that was never seen."""
        from milepost.workspace.lineage import real_path

        place = real_path(path)
        number = self._ask(lambda connection: find_lineage(connection, place, source), None)
        return None if number is None else Lineage(number, place)

    def record(
        self,
        lineage: Lineage,
        source: Source,
        author: Author,
        intents: Sequence[str],
        at: datetime,
        since: datetime | None = None,
    ) -> bool:
        """Keeps a version, unless it is the newest one already.

        It was read or written between `since` and `at`. False when it could not be kept now: ask
        for the lineage again, and try once more.
        """
        if self._database is None:
            return True
        try:
            data = source.encode()
        except UnicodeEncodeError:  # No file has ever held it.
            return True
        if len(data) > LARGEST:
            return True
        times = (write_time(at), write_time(since or at))
        reading = Reading(lineage.number, data, author, json.dumps(list(intents)), *times)
        return self._change(reading.enter, otherwise=False)

    def versions(self, lineage: Lineage, limit: int | None = None) -> tuple[Version, ...]:
        """The versions that are kept, newest first, at most `limit`."""
        most = -1 if limit is None else limit
        read = partial(read_version, lineage.number)
        return self._rows(VERSIONS, read, lineage.number, most)

    def text(self, version: Version) -> Source | None:
        """The exact text of a version; `None` when it is not kept any more."""
        rows = self._rows("SELECT body FROM content WHERE digest = ?", tuple, version.digest)
        data = inflate(rows[0][0]) if rows else None
        intact = data is not None and digest_of(data) == version.digest
        return Source.decode(data) if data is not None and intact else None

    def observe(
        self,
        lineage: Lineage,
        seen: Sequence[ItemSeen],
        at: datetime,
        since: datetime | None = None,
    ) -> None:
        """Keeps that states of items changed between `since` and `at`."""
        times = (write_time(at), None if since is None else write_time(since))
        if seen:
            self._change(
                lambda connection: enter_observations(connection, lineage.number, seen, times), None
            )

    def observed(self, lineage: Lineage) -> tuple[Observation, ...]:
        """All changes of states, oldest first; items that were reworded have their new place."""
        query = "SELECT place, state, at, since FROM observation WHERE lineage = ? ORDER BY id"
        return self._rows(query, read_observation, lineage.number)

    def save_draft(self, lineage: Lineage, draft: Draft) -> bool:
        """Keeps a draft instead of the one that its place had; false when that was not possible."""
        body = deflate(draft.text.encode("utf-8", "surrogatepass"))
        row = (lineage.number, draft.place, draft.base, body, write_time(draft.at))
        return self._write("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", *row)

    def drafts(self, lineage: Lineage) -> tuple[Draft, ...]:
        """The drafts of a plan, newest first."""
        query = "SELECT place, base, body, at FROM draft WHERE lineage = ? ORDER BY at DESC, place"
        drafts = self._rows(query, read_draft, lineage.number)
        return tuple(draft for draft in drafts if draft is not None)

    def draft(self, lineage: Lineage, place: str) -> Draft | None:
        """The draft of a place."""
        return next((each for each in self.drafts(lineage) if each.place == place), None)

    def drop_draft(self, lineage: Lineage, place: str) -> None:
        """Forgets the draft of a place."""
        self._write("DELETE FROM draft WHERE lineage = ? AND place = ?", lineage.number, place)

    def baseline(self, lineage: Lineage, reader: str) -> Baseline | None:
        """What this reader has seen last."""
        query = "SELECT digest, at FROM baseline WHERE lineage = ? AND reader = ?"
        return next(iter(self._rows(query, read_baseline, lineage.number, reader)), None)

    def set_baseline(self, lineage: Lineage, reader: str, baseline: Baseline) -> None:
        """Remembers what this reader has seen; that version is kept as long."""
        row = (lineage.number, reader, baseline.digest, write_time(baseline.at))
        self._write("INSERT OR REPLACE INTO baseline VALUES (?, ?, ?, ?)", *row)

    def prune(
        self, now: datetime, max_age: timedelta = KEPT_FOR, max_bytes: int = KEPT_BYTES
    ) -> int:
        """Drops old versions, then the oldest until the rest is small enough; says how many.

        The newest version of every lineage stays, and what somebody has seen last.
        """
        from milepost.workspace.retention import drop_old, drop_surplus

        def drop(connection: Connection) -> int:
            return drop_old(connection, write_time(now - max_age)) + drop_surplus(
                connection, max_bytes
            )

        dropped = self._change(drop, 0)
        if dropped:
            self._tidy()
        return dropped

    def forget(self, lineage: Lineage) -> None:
        """Drops all that is known of a plan, in a way that leaves no trace in the file."""
        from milepost.workspace.retention import drop_orphans

        def drop(connection: Connection) -> None:
            connection.execute("DELETE FROM lineage WHERE id = ?", (lineage.number,))
            drop_orphans(connection)

        self._change(drop, None)
        self._tidy()

    def close(self) -> None:
        """Ends it; nothing is recorded after that."""
        if self._database is not None:
            self._database.close()

    def _ask(self, work: Callable[[Connection], T], otherwise: T) -> T:
        return otherwise if self._database is None else self._database.ask(work, otherwise)

    def _rows(
        self, query: str, read: Callable[[tuple[Any, ...]], T], *values: str | int
    ) -> tuple[T, ...]:
        return self._ask(fetching(query, read, *values), ())

    def _change(self, work: Callable[[Connection], T], otherwise: T) -> T:
        return otherwise if self._database is None else self._database.change(work, otherwise)

    def _write(self, statement: str, *values: str | int | bytes) -> bool:
        """Writes a row of a lineage, unless that was forgotten; whether it is written."""

        def write(connection: Connection) -> bool:
            is_there = has_lineage(connection, values[0])
            if is_there:
                connection.execute(statement, values)
            return is_there

        return self._change(write, otherwise=False)

    def _tidy(self) -> None:
        if self._database is not None:
            self._database.tidy()
