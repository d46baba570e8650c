"""What a session goes through: many renames, events that fail, a file that is taken away."""

from __future__ import annotations

import errno
import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import files, pace, store, watcher
from milepost.workspace.watcher import WatchMode
from support.agents import by_rename
from support.sessions import PLAN, Owner, ticked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator
    from pathlib import Path

    from milepost.workspace.digest import Digest
    from milepost.workspace.files import Replacement

SOON = 10.0
"""Seconds within which polling takes over, also on a busy machine."""


def test_fifty_renames_in_a_row_are_seen_ours_among_them(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "JOINING", 0.0)
    monkeypatch.setattr(pace, "QUIET", 0.0)
    for number in range(25):
        theirs = owner.disk.replace("# ", f"# {number} ", 1)
        by_rename(owner.path, theirs.encode())
        owner.wait_until_shown(theirs)

        inode = owner.path.stat().st_ino
        owner.toggle("Run it")
        owner.wait_until_saved()
        assert owner.path.stat().st_ino != inode
        assert owner.disk == owner.text

    assert owner.told == []


def refuse(code: int) -> Callable[[Collection[str], float], Generator[Collection[str]]]:
    def events(directories: Collection[str], tick: float) -> Generator[Collection[str]]:
        if tick:
            raise OSError(code, os.strerror(code))
        yield ()

    return events


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (refuse(errno.EMFILE), "Too many open files"),
        (refuse(errno.ENOSPC), "No space left on device"),
    ],
    ids=["no more instances", "no more watches"],
)
def test_without_events_the_file_is_polled_and_the_health_line_says_so(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    events: Callable[[Collection[str], float], Generator[Collection[str]]],
    words: str,
) -> None:
    monkeypatch.setattr(watcher.Watcher.__init__, "__kwdefaults__", {**DEFAULTS, "source": events})
    theirs = PLAN.replace("a month", "a year")
    with Owner(path) as owner:
        owner.wait_until(lambda: owner.session.health.mode is WatchMode.POLLING, "polling")
        assert words in owner.session.health.reason
        by_rename(path, theirs.encode())
        began = time.monotonic()
        owner.wait_until_shown(theirs)
        assert time.monotonic() - began < SOON
        owner.toggle("Run it")
        owner.wait_until_saved()
        assert owner.disk == ticked(theirs, "Run it")


DEFAULTS = watcher.Watcher.__init__.__kwdefaults__ or {}


def delete(path: Path) -> None:
    path.unlink()


def replace_by_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def complete(path: Path) -> None:
    done = path.parent / "completed"
    done.mkdir(exist_ok=True)
    path.rename(done / path.name)


def lose_parent(path: Path) -> None:
    shutil.rmtree(path.parent)


def protect(path: Path) -> None:
    path.chmod(0o444)


def put_back(path: Path) -> None:
    if path.is_dir():
        path.rmdir()
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path.chmod(0o644)
    else:
        path.write_bytes(PLAN.encode())


@pytest.mark.parametrize(
    ("harm", "words", "after"),
    [
        (delete, "deleted or moved", "is there now"),
        (complete, "deleted or moved", "is there now"),
        (replace_by_directory, "is a directory", "is there now"),
        (lose_parent, "deleted or moved", "is there now"),
        (protect, "shown read-only", "can be edited now"),
    ],
)
def test_every_loss_is_told_and_passes_by_itself(
    tmp_path: Path, harm: Callable[[Path], None], words: str, after: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    path = place / "plan.md"
    path.write_bytes(PLAN.encode())
    with Owner(path) as owner:
        for _ in range(2):
            owner.events.clear()
            harm(path)
            owner.wait_until_told(words)
            assert owner.text == PLAN
            owner.toggle("Run it")
            assert owner.text == PLAN
            put_back(path)
            owner.wait_until_told(after)
            owner.toggle("Run it")
            owner.wait_until_saved()
            assert owner.disk == ticked(PLAN, "Run it")
            owner.toggle("Run it")
            owner.wait_until_saved()
            assert owner.disk == PLAN
            assert owner.shown.text == PLAN


def test_a_file_that_is_away_for_the_moment_of_a_save_is_written_all_the_same(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when it is checked out again, though nothing in it has changed."""

    def away(target: Path, data: bytes, expected: Digest, *, spare_writers: bool) -> Replacement:
        monkeypatch.setattr(store, "replace_file", files.replace_file)
        target.unlink()
        try:
            return files.replace_file(target, data, expected, spare_writers=spare_writers)
        finally:
            target.write_bytes(PLAN.encode())

    monkeypatch.setattr(store, "replace_file", away)

    owner.toggle("Run it")
    owner.wait_until_saved()

    assert owner.disk == ticked(PLAN, "Run it")
    assert not any("not saved" in each for each in owner.told)
