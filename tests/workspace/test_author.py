"""The name that git knows."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.author import find_author

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration but the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def test_the_author_is_who_signs_commits(tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Märta Dahlqvist\n", encoding="utf-8")

    assert find_author(tmp_path) == "Märta Dahlqvist"


def test_without_a_name_there_is_no_author(tmp_path: Path) -> None:
    assert find_author(tmp_path) == ""
    assert find_author(tmp_path / "gone") == ""


@pytest.mark.parametrize("error", [FileNotFoundError(), subprocess.TimeoutExpired("git", 2)])
def test_without_git_there_is_no_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", run)

    assert find_author(tmp_path) == ""
