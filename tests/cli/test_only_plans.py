"""Files that are named and are no plans, as pre-commit names them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.hooks import CLEAN, FAULTY

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Run

README = "# Read me\n\n- [x] done\n-[ ] open\n"


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    (folder / "plan.md").write_text(FAULTY, encoding="utf-8")
    (folder / "clean.md").write_text(CLEAN, encoding="utf-8")
    (folder / "README.md").write_text(README, encoding="utf-8")
    (folder / "odd.md").write_text(README, encoding="utf-16")
    (folder / "nul.md").write_text(f"{FAULTY}\0", encoding="utf-8")


def test_check_passes_over_them(run: Run) -> None:
    answer = run("check", "README.md", "plan.md", "odd.md", "--only-plans", "--output-format=json")

    assert [plan["path"] for plan in json.loads(answer.out)["plans"]] == ["plan.md"]
    assert (answer.code, answer.err) == (1, "")


@pytest.mark.parametrize("verb", [["check"], ["check", "--fix"], ["check", "--diff"], ["fix"]])
def test_without_a_plan_there_is_nothing_wrong(verb: list[str], run: Run, folder: Path) -> None:
    answer = run(*verb, "README.md", "odd.md", "--only-plans")

    assert (answer.code, answer.out) == (0, "")
    assert (folder / "README.md").read_text(encoding="utf-8") == README


def test_without_the_option_they_are_checked(run: Run) -> None:
    assert run("check", "README.md").code == 1
    assert run("check", "odd.md").code == 2


def test_fix_passes_over_them(run: Run, folder: Path) -> None:
    (folder / "plan.md").write_text(CLEAN.replace("- [ ] ", "-[ ] ", 1), encoding="utf-8")

    answer = run("fix", "README.md", "plan.md", "--only-plans")

    assert answer.code == 0
    assert (folder / "plan.md").read_text(encoding="utf-8") == CLEAN
    assert (folder / "README.md").read_text(encoding="utf-8") == README


@pytest.mark.parametrize("name", ["missing.md", "nul.md", "."])
def test_what_should_be_read_and_cannot_is_told(name: str, run: Run, folder: Path) -> None:
    for path in folder.glob("*.md"):
        if name == ".":
            path.unlink()

    answer = run("check", name, "--only-plans")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_section_titles_of_the_project_make_a_plan(run: Run, folder: Path) -> None:
    text = FAULTY.replace("## Progress", "## Status board")
    (folder / "plan.md").write_text(text, encoding="utf-8")
    assert run("check", "plan.md", "--only-plans").code == 0

    (folder / "milepost.toml").write_text('[sections]\n"Status board" = "Progress"\n', "utf-8")

    assert run("check", "plan.md", "--only-plans").code == 1
