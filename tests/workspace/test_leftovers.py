"""Temporary files of writers that did not live to remove them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from milepost.text import Source
from milepost.workspace.digest import digest_of
from milepost.workspace.files import clean_leftovers, is_temp_name
from milepost.workspace.store import Saved, save

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"old\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    return path


def names_in(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from milepost.workspace.files import replace_file
from milepost.workspace.digest import digest_of
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
replace_file(path, b"new", digest_of(path.read_bytes()))
"""


class TestLeftovers:
    @pytest.mark.parametrize(
        ("name", "ours"),
        [
            (".milepost-12-0a1b2c3d.tmp", True),
            ("milepost-12-0a1b2c3d.tmp", False),
            (".milepost-12-0a1b2c3d.tmp.md", False),
            (".milepost.toml", False),
            ("plan.md", False),
        ],
    )
    def test_temporary_files_are_known_by_name(self, name: str, ours: bool) -> None:
        assert is_temp_name(name) is ours

    def test_what_a_killed_writer_left_is_removed(self, plan: Path) -> None:
        killed = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(plan)], check=False)
        assert killed.returncode == -9
        assert plan.read_bytes() == OLD
        assert len(names_in(plan.parent)) == 2
        assert clean_leftovers(plan) == 1
        assert names_in(plan.parent) == {"plan.md"}

    def test_the_directory_of_a_link_target_is_cleaned_too(self, plan: Path) -> None:
        elsewhere = plan.parent / "elsewhere"
        elsewhere.mkdir()
        link = elsewhere / "link.md"
        link.symlink_to(plan)
        for directory in (elsewhere, plan.parent):
            (directory / ".milepost-1-00000000.tmp").touch()
        assert clean_leftovers(link) == 2

    def test_a_living_writer_keeps_its_file(
        self, plan: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        removed: list[int] = []
        fsync = os.fsync

        def clean_meanwhile(descriptor: int) -> None:
            removed.append(clean_leftovers(plan))
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", clean_meanwhile)
        assert isinstance(save(plan, Source("new"), digest_of(OLD)), Saved)
        assert removed == [0, 0]

    def test_other_files_and_missing_directories_are_left_alone(self, plan: Path) -> None:
        assert clean_leftovers(plan) == 0
        assert clean_leftovers(plan.parent / "none" / "plan.md") == 0
        assert plan.exists()
