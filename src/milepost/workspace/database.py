"""The door to SQLite: opening, mending and asking one database, with no error let through."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from milepost.workspace.history_schema import CREATE, SCHEMA_VERSION, TABLES, DamagedError
from milepost.workspace.state import make_state_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

BUSY_FOR = 0.25
"""Seconds to wait for another process that is writing."""
_SETTLING_FOR = 2.0
"""Seconds to wait for another process that is making or mending the database."""
_MOMENT = 0.01
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# What our statements cannot come to in a sound file; but a file is not given up for our mistakes.
_DOUBT = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# SQLite quotes what it stumbles over, and the quotation need not be UTF-8.
_TROUBLE = (sqlite3.Error, DamagedError, UnicodeDecodeError)
_COMPANIONS = ("", "-wal", "-shm")


class _Link:
    """One thread's connection, and the file that it leads to, whatever the path leads to later."""

    def __init__(self, connection: sqlite3.Connection, identity: tuple[int, int]) -> None:
        self.connection = connection
        self.identity = identity
        self.lock = threading.Lock()


class Database:
    """One database file, with a connection for each thread that asks.

    Nothing here raises; what went wrong is in `remark`.
    """

    def __init__(self, path: Path, busy_for: float = BUSY_FOR) -> None:
        self.path = path
        self.remark = ""
        self._busy_for = busy_for
        self._lock = threading.Lock()
        self._mine = threading.local()
        self._links: list[_Link] = []
        self._closed = False

    def open(self) -> bool:
        """Makes the file where there is none and moves aside what is none; false without one."""
        try:
            return self._link() is not None
        except (OSError, *_TROUBLE) as error:
            self._remark_on(error)
            return False

    def ask(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` reads, all at one moment; `otherwise` when that is not possible."""
        return self._do("BEGIN", work, otherwise)

    def change(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Lets `work` write, all or nothing; `otherwise` when that is not possible."""
        return self._do("BEGIN IMMEDIATE", work, otherwise)

    def tidy(self) -> None:
        """Gives freed space back, and lets nothing that was deleted linger."""
        self._do("", _compact, None)

    def close(self) -> None:
        """Ends all connections, those of other threads as soon as they have answered."""
        with self._lock:
            self._closed = True
            for link in self._links:
                _end(link)
            self._links.clear()

    def _do(self, begin: str, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        for _ in range(2):
            link = None
            try:
                link = self._link()
                if link is None:
                    break
                with link.lock:
                    return _in_transaction(link.connection, begin, work)
            except (OSError, *_TROUBLE) as error:
                damaged = _is_damage(error) or (link and _is_doubtful(error, link))
                if not damaged or not self._mend(link, error):
                    self._remark_on(error)
                    break
        return otherwise

    def _link(self) -> _Link | None:
        """The connection of this thread; a new one when the path leads to another file now."""
        link: _Link | None = getattr(self._mine, "link", None)
        if link is not None and link.identity == self._identity():
            return link
        with self._lock:
            if self._closed:
                return None
            if link is not None:
                _end(link)
                self._links.remove(link)
                self._mine.link = None
            self._mine.link = link = _Link(self._prepare(), self._identity())
            self._links.append(link)
        return link

    def _identity(self) -> tuple[int, int]:
        """Which file the path leads to; zeros without one."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_dev, status.st_ino

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=self._busy_for, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self) -> sqlite3.Connection:
        """Looks quickly; only what is new or wrong has to wait for its turn."""
        make_state_dir(self.path.parent)
        try:
            ready = self._find_ready()
        except (FileNotFoundError, *_TROUBLE):  # It is made, or mended, in its turn.
            ready = None
        if ready is not None:
            return ready
        with self._turn():
            try:
                if ready := self._find_ready():
                    return ready
            except _TROUBLE as error:
                if not _is_damage(error):
                    raise
                self._move_aside(error)
            except FileNotFoundError:
                pass  # It is about to be made.
            return self._create()

    def _find_ready(self) -> sqlite3.Connection | None:
        """A connection to the history; `None` when the file is empty."""
        if self.path.stat().st_mode & 0o077:
            self.path.chmod(0o600)
        connection = self._connect()
        try:
            if _has_tables(connection):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _create(self) -> sqlite3.Connection:
        # Made by hand, because SQLite gives its other files the permissions of this one.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = self._connect()
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            _in_transaction(connection, "BEGIN IMMEDIATE", _make_tables)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Lets one process at a time make or replace the file."""
        deadline = time.monotonic() + _SETTLING_FOR
        lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _is_locked(lock, is_last=time.monotonic() > deadline):
                time.sleep(_MOMENT)
            yield
        finally:
            os.close(lock)

    def _mend(self, link: _Link | None, error: Exception) -> bool:
        """Puts a damaged file aside, unless somebody else just did; false when that fails."""
        if link is None:
            return False
        try:
            with self._lock, self._turn():
                if link.identity == self._identity() and not self._closed:
                    self._move_aside(error)
        except OSError as failure:
            self._remark_on(failure)
            return False
        return True

    def _move_aside(self, error: Exception) -> None:
        aside = _free_name(self.path)
        for suffix in _COMPANIONS:
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        reason = str(error) if isinstance(error, DamagedError) else "it is damaged"
        self.remark = (
            f"The history of your plans could not be read ({reason}). It was moved to {aside}, "
            "and a new one has begun. Your plans are not touched by this."
        )

    def _remark_on(self, error: Exception) -> None:
        """Says why nothing is recorded; the first reason stays."""
        if not self.remark and not self._closed:
            self.remark = (
                f"No history is kept in {self.path.parent}: {_reason_of(error)}. "
                "Your plans are not touched by this."
            )


def _end(link: _Link) -> None:
    with link.lock, suppress(sqlite3.Error):  # Damage is nothing new by then.
        link.connection.close()


def _in_transaction(
    connection: sqlite3.Connection, begin: str, work: Callable[[sqlite3.Connection], T]
) -> T:
    """What `work` answers; without a word to begin with, every statement stands alone."""
    if not begin:
        return work(connection)
    connection.execute(begin)
    try:
        answer = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return answer


def _has_tables(connection: sqlite3.Connection) -> bool:
    """Whether it is a history; false for an empty file, and `DamagedError` for anything else."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if version > SCHEMA_VERSION:
        raise DamagedError("a newer Milepost has made it")
    if (version or names) and (version != SCHEMA_VERSION or not names >= TABLES):
        raise DamagedError("it is the database of another program")
    return bool(names)


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in CREATE.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _compact(connection: sqlite3.Connection) -> None:
    # As a script, because it hands out rows without columns, and `execute` takes only the first.
    connection.executescript("PRAGMA incremental_vacuum")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _is_doubtful(error: Exception, link: _Link) -> bool:
    """Whether an error that a sound file does not give comes from one that is not sound."""
    if _code_of(error) not in _DOUBT:
        return False
    try:
        with link.lock:
            rows = link.connection.execute("SELECT sql FROM sqlite_master WHERE sql <> ''")
            statements = {sql.strip() for (sql,) in rows}
            (verdict,) = link.connection.execute("PRAGMA integrity_check(1)").fetchone()
    except _TROUBLE:
        return True
    return verdict != "ok" or statements != {each.strip() for each in CREATE.split(";")}


def _is_damage(error: Exception) -> bool:
    return isinstance(error, DamagedError | UnicodeDecodeError) or _code_of(error) in _DAMAGE


def _code_of(error: Exception) -> int:
    """The primary result code; 0 for what SQLite itself has not raised."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _reason_of(error: Exception) -> str:
    if isinstance(error, BlockingIOError) or _code_of(error) in _BUSY:
        return "another program does not let go of it"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


def _free_name(path: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    return aside


def _is_locked(file: int, *, is_last: bool) -> bool:
    """Tries to lock a file; the last failure is raised."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if is_last:
            raise
        return False
    return True
