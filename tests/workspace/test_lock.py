"""One Milepost writes at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.lock import hold_lock
from support.faults import error

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys
from pathlib import Path
from milepost.workspace.lock import hold_lock

with hold_lock(Path(sys.argv[1]), 0.0, Path(sys.argv[2])) as ours:
    sys.stdout.write(f"{ours}\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "milepost"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text("# T\n")
    return path


def test_a_second_holder_waits_and_is_told(plan: Path, folder: Path) -> None:
    with hold_lock(plan, 0.0, folder) as first:
        with hold_lock(plan, 0.01, folder) as second:
            assert (first, second) == (True, False)
        with hold_lock(plan.with_name("other.md"), 0.0, folder) as other:
            assert other
    with hold_lock(plan, 0.0, folder) as third:
        assert third


def test_a_lock_that_is_let_go_is_taken_by_who_waits(plan: Path, folder: Path) -> None:
    taken: list[bool] = []

    def take() -> None:
        with hold_lock(plan, 10.0, folder) as ours:
            taken.append(ours)

    with hold_lock(plan, 0.0, folder):
        waiter = threading.Thread(target=take)
        waiter.start()
        assert not taken
    waiter.join(30)
    assert taken == [True]


def test_paths_that_lead_to_one_file_share_a_lock(plan: Path, folder: Path) -> None:
    link = plan.with_name("link.md")
    link.symlink_to(plan)

    with hold_lock(plan, 0.0, folder), hold_lock(link, 0.0, folder) as ours:
        assert not ours


def test_the_lock_survives_that_the_file_is_replaced(plan: Path, folder: Path) -> None:
    with hold_lock(plan, 0.0, folder):
        fresh = plan.with_name("fresh")
        fresh.write_text("# U\n")
        fresh.replace(plan)
        with hold_lock(plan, 0.0, folder) as ours:
            assert not ours


def test_a_killed_process_holds_no_lock(plan: Path, folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, plan, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with hold_lock(plan, 0.0, folder) as ours:
            assert not ours
        holder.send_signal(signal.SIGKILL)
        holder.wait(30)
        with hold_lock(plan, 0.0, folder) as ours:
            assert ours


def test_nobody_else_may_look_into_the_folder(plan: Path, folder: Path) -> None:
    with hold_lock(plan, 0.0, folder):
        (lock,) = (folder / "locks").iterdir()
        assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        assert stat.S_IMODE(lock.parent.stat().st_mode) == 0o700


def test_without_a_state_folder_there_is_no_lock_and_no_error(plan: Path, folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("in the way")

    with hold_lock(plan, 0.0, folder) as first, hold_lock(plan, 0.0, folder) as second:
        assert (first, second) == (True, True)


def test_where_files_cannot_be_locked_nobody_waits(
    plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error(errno.ENOLCK)

    monkeypatch.setattr(fcntl, "flock", refuse)

    with hold_lock(plan, 0.0, folder) as first, hold_lock(plan, 0.0, folder) as second:
        assert (first, second) == (True, True)


def test_a_failing_close_is_no_matter(
    plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.close

    def fail(descriptor: int) -> None:
        real(descriptor)
        raise error(errno.EIO)

    with monkeypatch.context() as patched, hold_lock(plan, 0.0, folder) as ours:
        patched.setattr(os, "close", fail)
        assert ours
