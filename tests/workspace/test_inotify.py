from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from milepost.workspace import inotify
from milepost.workspace.inotify import inotify_events
from support.watching import SOON, replace_as_agents_do

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify belongs to Linux")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "plan.md"
    path.parent.mkdir()
    path.write_text("first")
    return path


class TestInotify:
    def test_paths_come_with_their_directory(self, plan: Path) -> None:
        with closing(inotify_events([str(plan.parent)], SOON)) as batches:
            assert list(next(batches)) == []
            replace_as_agents_do(plan, "second")
            assert str(plan) in set(next(batches)) | set(next(batches))

    def test_silence_is_an_empty_batch(self, plan: Path) -> None:
        with closing(inotify_events([str(plan.parent)], SOON)) as batches:
            assert [list(next(batches)) for _ in range(3)] == [[], [], []]

    def test_a_finished_write_is_one_batch(self, plan: Path) -> None:
        with closing(inotify_events([str(plan.parent)], SOON)) as batches:
            next(batches)
            plan.write_text("second")
            assert set(next(batches)) == {str(plan)}
            assert list(next(batches)) == []

    def test_a_writer_that_does_not_close_is_reported_all_the_same(self, plan: Path) -> None:
        with (
            closing(inotify_events([str(plan.parent)], SOON)) as batches,
            plan.open("w"),
        ):
            next(batches)
            os.truncate(plan, 2)
            assert set(next(batches)) == {str(plan)}

    def test_a_directory_that_goes_reports_itself(self, plan: Path) -> None:
        with closing(inotify_events([str(plan.parent)], SOON)) as batches:
            next(batches)
            shutil.rmtree(plan.parent)
            assert str(plan.parent) in next(batches)

    def test_lost_events_are_changes_of_every_directory(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        overflow = inotify._HEADER.pack(-1, 0x4000, 0, 0)
        with closing(inotify_events([str(plan.parent)], SOON)) as batches:
            next(batches)
            plan.write_text("second")
            monkeypatch.setattr(os, "read", lambda *_: overflow)
            assert set(next(batches)) == {str(plan.parent)}

    def test_a_missing_directory_is_an_error(self, plan: Path) -> None:
        with pytest.raises(FileNotFoundError):
            next(inotify_events([str(plan.parent / "none")], SOON))

    def test_exhausted_instances_are_an_error(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def exhausted(_: int) -> int:
            ctypes.set_errno(errno.EMFILE)
            return -1

        libc = SimpleNamespace(inotify_init1=exhausted)
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: libc)
        with pytest.raises(OSError, match="Too many open files"):
            next(inotify_events([str(plan.parent)], SOON))
