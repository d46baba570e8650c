"""Files that a plan names: found, and only where they may be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.mentioned import Neighbourhood, find_mentions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    for name in ("plans", ".git", "src/lamp"):
        (root / name).mkdir(parents=True)
    for name in ("src/lamp/control.py", "plans/notes.md", "Makefile", "src/odd name.py"):
        (root / name).write_text("x", encoding="utf-8")
    (tmp_path / "outside.py").write_text("x", encoding="utf-8")
    (root / "plans" / "leak.py").symlink_to(tmp_path / "outside.py")
    (root / "plans" / "inner.py").symlink_to(root / "Makefile")
    path = root / "plans" / "PLAN.md"
    path.write_text("# P\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("edit `src/lamp/control.py` now", "src/lamp/control.py", None),
        ("edit src/lamp/control.py.", "src/lamp/control.py", None),
        ("see `src/lamp/control.py:42`", "src/lamp/control.py", 42),
        ("see src/lamp/control.py:42:7,", "src/lamp/control.py", 42),
        ("see src/lamp/control.py:42-50", "src/lamp/control.py", 42),
        ("see [it](../src/lamp/control.py#L7-L9)", "src/lamp/control.py", 7),
        ('see [it](notes.md "the notes")', "plans/notes.md", None),
        ("see [it](<notes.md>)", "plans/notes.md", None),
        ("run `python src/lamp/control.py --dark`", "src/lamp/control.py", None),
        ("from nowhere.py to `notes.md`", "plans/notes.md", None),
        ("the Makefile says", "Makefile", None),
        ("- [ ] in `src/odd name.py`", "src/odd name.py", None),
        ("“notes.md”", "plans/notes.md", None),
        ("through `inner.py`", "Makefile", None),
        ("x " * 800 + "notes.md", "plans/notes.md", None),
    ],
)
def test_a_file_that_is_named_is_found(plan: Path, text: str, name: str, line: int | None) -> None:
    found = Neighbourhood(plan).first(find_mentions(text))

    assert found is not None
    assert found[0] == plan.parents[1] / name
    assert found[1].line == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing at all",
        "`src/lamp`",
        "`../../outside.py`",
        "`/etc/passwd`",
        "`leak.py`",
        "https://example.org/notes.md",
        "file:///etc/passwd",
        "`notes.md\0`",
        "`" + "a/" * 3000 + "`",
        "~/notes.md",
        "`:42`",
        "y" * 2000 + " notes.md",
    ],
)
def test_what_may_not_be_opened_is_not_found(plan: Path, text: str) -> None:
    assert Neighbourhood(plan).first(find_mentions(text)) is None


def test_without_a_repository_there_is_the_plans_folder(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "above.md").write_text("", encoding="utf-8")
    (tmp_path / "work" / "beside.md").write_text("", encoding="utf-8")
    around = Neighbourhood(tmp_path / "work" / "PLAN.md")

    assert around.find("beside.md") == tmp_path / "work" / "beside.md"
    assert around.find("../above.md") is None
    assert around.find("") is None
