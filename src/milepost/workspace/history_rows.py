"""What stands in the tables of a history, and how it is read and written within a transaction."""

from __future__ import annotations

import json
import os
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from milepost.plan.model import ItemState
from milepost.workspace.digest import Digest, digest_of
from milepost.workspace.history_schema import DamagedError
from milepost.workspace.versions import Author, Baseline, Draft, Observation, Place, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from sqlite3 import Connection

    from milepost.text import Source
    from milepost.workspace.versions import ItemSeen

T = TypeVar("T")

_ECHO = 2_000_000
"""Microseconds within which two processes that read the same text have seen one version."""
_LEVEL = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANKS = {Author.OUTSIDE: 0, Author.MILEPOST: 1, Author.PERSON: 2}

VERSIONS = """
    SELECT number, digest, size, seen_at, author, intents
    FROM version JOIN content ON content.id = version.content
    WHERE lineage = ? ORDER BY number DESC LIMIT ?
"""


_Row = tuple[int, str, int, int, str, str]
"""Of `VERSIONS`."""


class Reading(NamedTuple):
    """A version that may be new."""

    lineage: int
    data: bytes
    author: Author
    intents: str
    at: int
    since: int

    def enter(self, connection: Connection) -> bool:
        """Keeps it if it is new; false when its lineage was forgotten."""
        if not has_lineage(connection, self.lineage):
            return False
        digest = digest_of(self.data)
        newest = connection.execute(VERSIONS, (self.lineage, 1)).fetchone()
        if newest is not None and newest[1] != digest and self.since < newest[3]:
            newest = self._find_echo(connection, digest)
        if newest is not None and newest[1] == digest:
            self._claim(connection, newest)
        else:
            self._add(connection, digest)
        return True

    def _claim(self, connection: Connection, newest: _Row) -> None:
        """Names the author when somebody who did not know has read the version first."""
        with taking_nonsense_for_damage():
            is_same_writing = abs(self.at - newest[3]) <= _ECHO
            is_new = _RANKS[self.author] > _RANKS[Author(newest[4])]
        if is_same_writing and is_new:
            connection.execute(
                "UPDATE version SET author = ?, intents = ? WHERE lineage = ? AND number = ?",
                (self.author.value, self.intents, self.lineage, newest[0]),
            )

    def _find_echo(self, connection: Connection, digest: Digest) -> _Row | None:
        """What another process has recorded of the same, and more, while this one was slow.

        That is a version of about the same time, or the one that the file still held then.
        """
        row: _Row | None = connection.execute(
            "SELECT number, digest, size, seen_at, author, intents "
            "FROM version JOIN content ON content.id = version.content "
            "WHERE lineage = :lineage AND digest = :digest AND (abs(seen_at - :at) <= :echo "
            "OR number = (SELECT max(number) FROM version WHERE lineage = :lineage "
            "AND seen_at <= :at)) ORDER BY number DESC LIMIT 1",
            {"lineage": self.lineage, "digest": digest, "at": self.since, "echo": _ECHO},
        ).fetchone()
        return row

    def _add(self, connection: Connection, digest: Digest) -> None:
        """Adds it as the newest, but for those that faster processes have recorded since."""
        later = connection.execute(
            "SELECT number FROM version WHERE lineage = ? AND seen_at > ? AND seen_at <= ? "
            "ORDER BY number",
            (self.lineage, self.at, self.at + _ECHO),
        ).fetchall()
        self._count(connection)
        connection.execute(
            "INSERT INTO version SELECT id, last_number, ?, ?, ?, ? FROM lineage WHERE id = ?",
            (
                _content(connection, digest, self.data),
                self.at,
                self.author.value,
                self.intents,
                self.lineage,
            ),
        )
        for (number,) in later:
            self._count(connection)
            connection.execute(
                "UPDATE version SET number = (SELECT last_number FROM lineage "
                "WHERE id = version.lineage) WHERE lineage = ? AND number = ?",
                (self.lineage, number),
            )

    def _count(self, connection: Connection) -> None:
        connection.execute(
            "UPDATE lineage SET last_number = 1 + max(last_number, coalesce("
            "(SELECT max(number) FROM version WHERE lineage = lineage.id), 0)) WHERE id = ?",
            (self.lineage,),
        )


def _content(connection: Connection, digest: Digest, data: bytes) -> int:
    """The row of a text, a new one if need be."""
    query = "SELECT id FROM content WHERE digest = ?"
    row = connection.execute(query, (digest,)).fetchone()
    if row is None:
        values = (digest, len(data), deflate(data))
        connection.execute("INSERT INTO content (digest, size, body) VALUES (?, ?, ?)", values)
        row = connection.execute(query, (digest,)).fetchone()
    number: int = row[0]
    return number


def has_lineage(connection: Connection, number: str | int | bytes) -> bool:
    """Whether it is known, and was not forgotten."""
    found = connection.execute("SELECT 1 FROM lineage WHERE id = ?", (number,))
    return found.fetchone() is not None


def find_lineage(connection: Connection, path: Path, source: Source | None) -> int | None:
    """The lineage that is or was moved to a path."""
    query = "SELECT id FROM lineage WHERE path = ?"
    row = connection.execute(query, (os.fsencode(path),)).fetchone()
    if row is not None:
        number: int = row[0]
        return number
    from milepost.workspace.lineage import Candidate, choose_lineage

    # An empty file is like any other, and says nothing about where it comes from.
    digest = digest_of(source.encode()) if source is not None and source.text else ""
    rows = connection.execute(
        "SELECT id, path, EXISTS (SELECT 1 FROM version JOIN content ON content.id = content "
        "WHERE lineage = lineage.id AND digest = ?) FROM lineage "
        "ORDER BY (SELECT max(seen_at) FROM version WHERE lineage = lineage.id) DESC",
        (digest,),
    )
    with taking_nonsense_for_damage():
        candidates = [
            Candidate(number, Path(os.fsdecode(former)), bool(has_text))
            for number, former, has_text in rows
        ]
    return choose_lineage(path, candidates)


def enter_lineage(connection: Connection, path: Path, source: Source | None) -> int:
    """The lineage of the plan at a path, which it leads to from now on; a new one if need be."""
    number = find_lineage(connection, path, source)
    place = os.fsencode(path)
    if number is not None:
        # The first write after a while costs ten times as much as a look.
        connection.execute(
            "UPDATE lineage SET path = ? WHERE id = ? AND path <> ?", (place, number, place)
        )
        return number
    # Drawn by lot: a number that somebody still holds must mean nothing in another file.
    new = int.from_bytes(os.urandom(7), "big") + 1
    connection.execute("INSERT INTO lineage (id, path) VALUES (?, ?)", (new, place))
    return new


def enter_observations(
    connection: Connection, lineage: int, seen: Sequence[ItemSeen], times: tuple[int, int | None]
) -> None:
    """Adds what was seen at the first of two times, and what has happened since the second."""
    if not has_lineage(connection, lineage):
        return
    # All are looked up before any is changed: two items may have changed places.
    query = "SELECT id FROM observation WHERE lineage = ? AND place = ?"
    moved = [
        (write_place(each.place), number)
        for each in seen
        if each.former is not None
        for (number,) in connection.execute(query, (lineage, write_place(each.former))).fetchall()
    ]
    connection.executemany("UPDATE observation SET place = ? WHERE id = ?", moved)
    for each in seen:
        if each.state is not None:
            _observe(connection, lineage, (write_place(each.place), each.state.value, *times))


def _observe(connection: Connection, lineage: int, row: tuple[str, str, int, int | None]) -> None:
    """Adds an observation, unless another process has seen the same."""
    query = "SELECT state FROM observation WHERE lineage = ? AND place = ? ORDER BY id DESC"
    last = connection.execute(query, (lineage, row[0])).fetchone()
    if last is None or last[0] != row[1]:
        connection.execute(
            "INSERT INTO observation (lineage, place, state, at, since) VALUES (?, ?, ?, ?, ?)",
            (lineage, *row),
        )


def fetching(
    query: str, read: Callable[[tuple[Any, ...]], T], *values: str | int
) -> Callable[[Connection], tuple[T, ...]]:
    """What `read` makes of all rows that a query gives."""

    def fetch(connection: Connection) -> tuple[T, ...]:
        rows = connection.execute(query, values).fetchall()
        with taking_nonsense_for_damage():
            return tuple(read(row) for row in rows)

    return fetch


@contextmanager
def taking_nonsense_for_damage() -> Iterator[None]:
    """A row that cannot have been written like that comes from a damaged file."""
    try:
        yield
    except (ValueError, TypeError, OverflowError) as error:
        raise DamagedError("it is damaged") from error


def write_time(time: datetime) -> int:
    """Microseconds since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def read_time(stamp: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


def write_place(place: Place) -> str:
    """An item's place as JSON."""
    return json.dumps(place)


def read_place(text: str) -> Place:
    """The place again."""
    section, wording, rank = json.loads(text)
    return section, wording, rank


def read_observation(row: tuple[Any, ...]) -> Observation:
    """A row of place, state and the two times."""
    place, state, at, since = row
    began = None if since is None else read_time(since)
    return Observation(read_place(place), ItemState(state), read_time(at), began)


def read_version(lineage: int, row: tuple[Any, ...]) -> Version:
    """A row of `VERSIONS`."""
    number, digest, size, seen_at, author, intents = row
    labels = tuple(json.loads(intents))
    return Version(lineage, number, digest, size, read_time(seen_at), Author(author), labels)


def read_baseline(row: tuple[Any, ...]) -> Baseline:
    """A row of digest and time."""
    return Baseline(Digest(row[0]), read_time(row[1]))


def read_draft(row: tuple[Any, ...]) -> Draft | None:
    """A row of place, base, body and time; `None` when the text is damaged."""
    place, base, body, at = row
    data = inflate(body)
    if data is None:
        return None
    return Draft(place, Digest(base), data.decode("utf-8", "surrogatepass"), read_time(at))


def deflate(data: bytes) -> bytes:
    """The text as it is kept."""
    return zlib.compress(data, _LEVEL)


def inflate(body: bytes) -> bytes | None:
    """The text again; `None` for one that is damaged."""
    try:
        return zlib.decompress(body)
    except (zlib.error, TypeError):
        return None
