"""`milepost check --since`."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from milepost.cli.check import main
from milepost.cli.exits import Exit, UsageError
from milepost.workspace.history import open_history
from milepost.workspace.state import make_state_dir, state_dir
from support.histories import keep

if TYPE_CHECKING:
    from pathlib import Path

OLD = """\
# Add a route

## Progress

- [x] (2026-01-30 09:00Z) Measure the importer.
- [ ] Make it faster.
"""
NEW = OLD.replace("[x] (2026-01-30 09:00Z)", "[ ]")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    plan = tmp_path / "plan.md"
    plan.write_text(NEW)
    return plan


@pytest.fixture
def committed(plan: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    plan.write_text(OLD)
    git = ["git", "-C", str(plan.parent), "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "plan.md"], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    plan.write_text(NEW)
    return plan


def check(plan: Path, *arguments: str) -> int:
    options = ["--output-format", "concise", "--select", "MP32", *arguments]
    return main([*options, str(plan)])


def test_a_commit_is_compared(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(committed, "--since", "HEAD") == Exit.CLEAN

    shown = capsys.readouterr().out
    assert "warning MP323 the item was done before and is open now" in shown


def test_a_warning_is_an_error_when_it_is_strict(committed: Path) -> None:
    assert check(committed, "--since", "HEAD", "--strict") == Exit.FINDINGS


def test_without_an_earlier_version_nothing_is_found(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(committed, "--strict") == Exit.CLEAN
    assert capsys.readouterr().out == ""


def test_a_version_of_the_history_is_compared(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_state_dir(state_dir())
    history = open_history(state_dir())
    keep(history, history.lineage(plan), OLD)
    history.close()

    assert check(plan, "--since", "1") == Exit.CLEAN

    assert "MP323" in capsys.readouterr().out


def test_a_plan_that_is_newer_is_not_compared(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = committed.with_name("newer.md")
    newer.write_text(NEW)

    assert check(newer, "--since", "HEAD") == Exit.CLEAN

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "was not there yet in HEAD. It is not compared." in shown.err


@pytest.mark.parametrize("revision", ["nowhere", "7", "@{2 hours ago}"])
def test_an_unknown_revision_is_told(committed: Path, revision: str) -> None:
    with pytest.raises(UsageError):
        check(committed, "--since", revision)


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_it_only_looks(committed: Path, option: str) -> None:
    with pytest.raises(UsageError, match="--since only looks"):
        check(committed, "--since", "HEAD", option)
