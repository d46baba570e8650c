"""Histories that are damaged, locked, full, closed to us, or in use by others."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace import database
from milepost.workspace.history import open_history
from support.histories import NOON, keep, script, texts
from support.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.workspace.history import History

CHECKOUT = Path(__file__).resolve().parents[2]
NOISE = bytes(range(256)) * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def file(folder: Path) -> Path:
    """A history with twenty versions of a plan, closed."""
    history = open_history(folder)
    lineage = history.lineage(folder / "plan.md")
    for number in range(20):
        keep(history, lineage, f"{number} " * 2000)
    history.close()
    return folder / "history.db"


def works(history: History) -> bool:
    lineage = history.lineage(Path("/somewhere/new.md"))
    return keep(history, lineage, "new") and texts(history, lineage) == ["new"]


def garble_pages(file: Path, first: int = 1) -> None:
    """Spoils all pages but the first ones."""
    data = bytearray(file.read_bytes())
    start = first * 4096
    data[start:] = bytes(each ^ 0x5A for each in data[start:])
    file.write_bytes(data)


def aside(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.glob("history-damaged-*")) if each.suffix == ".db"]


# Damage


def set_version(file: Path, version: int) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def drop_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE draft")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage": lambda file: file.write_bytes(NOISE),
    "a few bytes": lambda file: file.write_bytes(b"SQLite"),
    "garbled header": lambda file: file.write_bytes(NOISE[:100] + file.read_bytes()[100:]),
    "newer": lambda file: set_version(file, 99),
    "older than any": lambda file: set_version(file, -1),
    "of another program": lambda file: set_version(file, 0),
    "without a table": drop_table,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_is_moved_aside_when_it_is_opened(
    file: Path, folder: Path, damage: str
) -> None:
    DAMAGES[damage](file)
    before = file.read_bytes()

    with closing(open_history(folder)) as history:
        assert works(history)
        (moved,) = aside(folder)
        assert str(moved) in history.remark
    assert moved.read_bytes() == before
    with closing(open_history(folder)) as history:
        assert history.remark == ""
        assert works(history)


def test_every_damage_gets_a_name_of_its_own(file: Path, folder: Path) -> None:
    for count in (1, 2, 3):
        file.write_bytes(NOISE)
        open_history(folder).close()
        assert len(aside(folder)) == count


def test_empty_file_is_a_new_history(folder: Path) -> None:
    folder.mkdir()
    (folder / "history.db").touch()

    with closing(open_history(folder)) as history:
        assert works(history)
        assert history.remark == ""
        assert not aside(folder)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_cut_off_file_is_moved_aside_when_that_shows(file: Path, folder: Path, kept: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * kept)])

    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        for number in range(5):
            keep(history, lineage, f"later {number} " * 2000)
        found = texts(history, lineage)
        assert [text.split()[1] for text in found[:5] if text] == ["4", "3", "2", "1", "0"]
        assert len(aside(folder)) == bool(history.remark)


def test_garbled_pages_are_never_taken_for_a_text(file: Path, folder: Path) -> None:
    garble_pages(file, 2)

    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        keep(history, lineage, "mine")
        found = texts(history, lineage)
        assert set(found) <= {None, "mine", *(f"{number} " * 2000 for number in range(20))}
        assert "mine" in found


@pytest.mark.parametrize("body", [b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_text_that_is_not_itself_is_none(file: Path, folder: Path, body: bytes) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE content SET body = ?", (body,))
        connection.execute(
            "INSERT INTO draft SELECT id, 'here', '00', ?, 0 FROM lineage", (b"no zlib",)
        )

    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        assert texts(history, lineage) == [None] * 20
        assert history.drafts(lineage) == ()


SPOILERS = {
    "a time that is none": "UPDATE version SET seen_at = 'noon'",
    "an author that is none": "UPDATE version SET author = 'nobody'",
    "a path that is none": "UPDATE lineage SET path = 3",
    "a place that is none": "INSERT INTO observation SELECT 1, id, '{', 'done', 1, 1 FROM lineage",
    "a year that is none": "UPDATE version SET seen_at = 1 << 62",
    "a table that is another": "DROP TABLE version; CREATE TABLE version (lineage);",
    "an index that is broken": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE content ("
        "id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, "
        "body BLOB NOT NULL)' WHERE name = 'content'"
    ),
}


@pytest.mark.parametrize("spoiler", SPOILERS)
def test_rows_that_make_no_sense_are_damage(file: Path, folder: Path, spoiler: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SPOILERS[spoiler])

    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        history.versions(lineage)
        history.observed(lineage)
        for at in range(3):
            keep(history, history.lineage(folder / "new.md"), f"text {at}")
        assert keep(history, history.lineage(folder / "new.md"), "the last")
        assert len(aside(folder)) == 1
        assert "it is damaged" in history.remark


def test_a_mistake_of_ours_is_no_damage(file: Path, folder: Path) -> None:
    store = database.Database(file)
    assert store.open()

    assert store.ask(lambda connection: connection.execute("SELECT riches").fetchall(), []) == []

    assert "no such column: riches" in store.remark
    store.close()
    assert not aside(folder)


def test_a_damaged_file_may_complain_in_any_encoding(file: Path, folder: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b"CREATE TABLE draft", b"CREATE T\xda\xff\xfe draft"))

    with closing(open_history(folder)) as history:
        assert works(history)
        assert len(aside(folder)) == 1


def test_a_deleted_file_begins_anew(file: Path, folder: Path) -> None:
    with closing(open_history(folder)) as history:
        assert works(history)
        shutil.rmtree(folder)

        assert works(history)
        assert history.remark == ""
    assert file.exists()


def test_a_file_that_another_process_has_replaced_is_followed(file: Path, folder: Path) -> None:
    with closing(open_history(folder)) as history, closing(open_history(folder)) as other:
        lineage = history.lineage(folder / "plan.md")
        file.write_bytes(NOISE)
        assert works(other)

        assert works(history)
        assert texts(history, lineage) == []
    assert len(aside(folder)) <= 1


# What others allow


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_may_read_it(folder: Path, umask: int) -> None:
    former = os.umask(umask)
    try:
        history = open_history(folder)
        keep(history, history.lineage(folder / "plan.md"), "a")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
        history.close()
    finally:
        os.umask(former)

    assert {"history.db", "history.db-wal", "history.db-shm"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_was_open_to_others_is_closed(file: Path, folder: Path) -> None:
    file.chmod(0o644)
    folder.chmod(0o755)

    open_history(folder).close()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_folder_there_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")

    history = open_history(tmp_path / "state")

    assert f"No history is kept in {tmp_path / 'state'}: " in history.remark
    assert texts(history, history.lineage(tmp_path / "plan.md")) == []
    assert keep(history, history.lineage(tmp_path / "plan.md"), "a")


def test_a_directory_in_its_place_is_moved_aside_or_said(folder: Path) -> None:
    (folder / "history.db").mkdir(parents=True)

    with closing(open_history(folder)) as history:
        assert history.remark


def test_a_full_disk_is_said_once_and_forgiven(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")

        def fill(connection: sqlite3.Connection) -> None:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")

        def free(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA max_page_count = 100000")

        store = history._database
        assert store is not None
        store.ask(fill, None)
        noise = os.urandom(40_000).hex()
        assert not keep(history, lineage, noise)
        assert "full" in history.remark
        said = history.remark
        assert not keep(history, lineage, noise + "more")
        assert history.remark == said
        store.ask(free, None)
        assert keep(history, lineage, noise)
        assert texts(history, lineage) == [noise]


def test_a_locked_file_is_waited_for_a_moment(file: Path, folder: Path) -> None:
    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            assert not keep(history, lineage, "mine")
            assert "another program does not let go of it" in history.remark
            assert len(history.versions(lineage)) == 20
            other.execute("ROLLBACK")
        assert keep(history, lineage, "mine")


def test_a_lock_that_is_let_go_in_time_costs_nothing(file: Path, folder: Path) -> None:
    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md")
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.05, lambda: other.execute("ROLLBACK"))
        release.start()

        assert keep(history, lineage, "mine")
        release.join()
        other.close()
        assert history.remark == ""


def test_whoever_never_finishes_making_it_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_SETTLING_FOR", 0.05)
    store = database.Database(folder / "history.db")
    folder.mkdir()
    with store._turn():
        history = open_history(folder)

    assert "another program does not let go of it" in history.remark


def test_a_damaged_file_that_cannot_be_moved_is_said(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    garble_pages(file)
    monkeypatch.setattr(Path, "rename", refuse)
    with closing(open_history(folder)) as history:
        assert history.remark == ""
        assert not works(history)
        assert "Permission denied" in history.remark

    file.write_bytes(NOISE)
    with closing(open_history(folder)) as history:
        assert "Permission denied" in history.remark


# Others at the same time

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.versions import Author

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
history = open_history(folder)
lineage = history.lineage(folder / name)
for number in range(count):
    text = f"{name} {number} " * 500
    while not history.record(lineage, Source(text), Author.OUTSIDE, (), datetime.now(UTC)):
        pass
    print(number, flush=True)
assert not history.remark, history.remark
history.close()
"""


def test_processes_that_start_together_share_one_history(folder: Path) -> None:
    names = ["a.md", "b.md", "c.md"]
    running = [
        subprocess.Popen(
            script(WRITER, folder, name, "20"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for process in running:
        _, complaints = process.communicate(timeout=60)
        assert (process.returncode, complaints) == (0, "")

    with closing(open_history(folder)) as history:
        for name in names:
            lineage = history.find_lineage(folder / name)
            assert lineage is not None
            assert len(history.versions(lineage)) == 20
        assert history.remark == ""
    assert not aside(folder)


def test_a_killed_process_loses_nothing_that_was_kept(folder: Path) -> None:
    for round_ in range(4):
        name = f"{round_}.md"
        process = subprocess.Popen(
            script(WRITER, folder, name, "100000"), stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(3 + 7 * round_):
            process.stdout.readline()
        process.kill()
        told = 3 + 7 * round_ + process.stdout.read().count("\n")
        process.stdout.close()
        process.wait(30)

        with closing(open_history(folder)) as history:
            found = texts(history, history.lineage(folder / name))[::-1]
            assert history.remark == ""
        assert found == [f"{name} {number} " * 500 for number in range(len(found))]
        assert told <= len(found) <= told + 1


def test_closing_waits_for_no_other_thread_for_long(folder: Path) -> None:
    history = open_history(folder)
    began, done = threading.Event(), threading.Event()

    def work() -> None:
        lineage = history.lineage(folder / "plan.md")
        number = 0
        while keep(history, lineage, f"{number}"):
            began.set()
            number += 1
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert began.wait(30)
    history.close()
    wait_for(done.is_set, "the other thread hears of it")
    thread.join()
    assert history.remark == ""


# The door


def test_sqlite_has_one_door() -> None:
    for path in sorted((CHECKOUT / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text if "sqlite3" in text else "")
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert "sqlite3" not in imported or path.name == "database.py", path


def test_sqlite_is_loaded_with_the_first_history(tmp_path: Path) -> None:
    body = (
        "import sys; from milepost.workspace import history, recorder, versions; "
        "history.no_history(); assert 'sqlite3' not in sys.modules"
    )

    subprocess.run(script(body), check=True, cwd=tmp_path, timeout=60)


def test_versions_survive_their_source(folder: Path) -> None:
    with closing(open_history(folder)) as history:
        lineage = history.lineage(folder / "plan.md", Source("a"))
        keep(history, lineage, "a")
    with closing(open_history(folder)) as history:
        assert history.lineage(folder / "plan.md") == lineage
        assert history.versions(lineage)[0].seen_at == NOON
