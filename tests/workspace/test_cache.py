"""Answers kept between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace import cache as module
from milepost.workspace.cache import Cache, cache_folder, program_stamp

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache")
    cache.write("ab12", "text ☃")

    assert cache.read("ab12") == "text ☃"
    assert Cache(tmp_path / "deep" / "cache").read("ab12") == "text ☃"
    assert cache.read("ab13") is None


def test_what_cannot_be_written_is_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.write("ab", "\ud800")

    assert cache.read("ab") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_full_shelf_loses_its_oldest_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHELF_SIZE", 3)
    first = Cache(tmp_path)
    for number in range(6):
        first.write(f"a{number}", "x")
    first.write("b0", "x")

    Cache(tmp_path).write("a9", "x")

    kept = [number for number in range(6) if first.read(f"a{number}")]
    assert len(kept) == 3
    assert first.read("a9") == first.read("b0") == "x"


@pytest.mark.parametrize("named", ["", "relative"])
def test_the_folder_is_where_the_platform_keeps_caches(named: str) -> None:
    assert cache_folder({"XDG_CACHE_HOME": named}).name == "milepost"


def test_the_folder_can_be_named(tmp_path: Path) -> None:
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "milepost"


def test_the_program_knows_itself() -> None:
    stamp = program_stamp()

    assert stamp == program_stamp()
    assert "cache.py" in stamp
    assert ".pyc" not in stamp
