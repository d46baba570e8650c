"""Paths within a repository."""

from __future__ import annotations

import pytest

from milepost.repository import folders_upward, has_path, normalise_path
from support.rules import Files


@pytest.mark.parametrize(
    ("path", "folder", "whole"),
    [
        ("a.md", "", "a.md"),
        ("a.md", "docs/plans", "docs/plans/a.md"),
        ("../a.md", "docs/plans", "docs/a.md"),
        ("./b//c/", "", "b/c"),
        ("..", "docs", ""),
        ("../..", "docs", None),
        ("/a.md", "docs", None),
        ("a\0", "", None),
    ],
)
def test_path_from_the_root(path: str, folder: str, whole: str | None) -> None:
    assert normalise_path(path, folder) == whole


@pytest.mark.parametrize(
    ("path", "folder", "is_there"),
    [
        ("docs/a.md", "", True),
        ("../a.md", "docs/plans", True),
        ("docs", "", True),
        ("..", "docs", True),
        ("../../x", "docs", False),
        ("b.md", "docs", False),
    ],
)
def test_path_is_there(path: str, folder: str, *, is_there: bool) -> None:
    assert has_path(Files({"docs/a.md": ""}), path, folder) is is_there


@pytest.mark.parametrize(
    ("folder", "folders"),
    [("", [""]), ("docs", ["docs", ""]), ("docs/plans", ["docs/plans", "docs", ""])],
)
def test_folders_upward(folder: str, folders: list[str]) -> None:
    assert folders_upward(folder) == folders
