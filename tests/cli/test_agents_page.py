"""Every command of the page for agents, run in the order in which a newcomer types them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.__main__ import main

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "agents.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4}(\S.*)$", PAGE, re.MULTILINE)
_SHELL = re.compile(r"[|>]|^(?!milepost )")


def make_launcher(folder: Path) -> str:
    """A PATH on which `milepost` and `python` are the ones that run the tests."""
    folder.mkdir()
    for name, module in (("milepost", "-m milepost "), ("python", "")):
        launcher = folder / name
        launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n', encoding="utf-8")
        launcher.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def run_command(command: str, path: str) -> tuple[int, str]:
    """Its exit code, and what it wrote; through a shell only where the line needs one."""
    line, _, otherwise = command.partition(" || ")
    if not _SHELL.search(line):
        code = main(shlex.split(line)[1:])
        return (0 if otherwise and code == 1 else code), ""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    accepted = {1, 124} if otherwise else set()
    return (0 if done.returncode in accepted else done.returncode), done.stdout + done.stderr


def test_every_command_does_what_the_page_says(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".git").mkdir()
    path = make_launcher(tmp_path / "programs")

    for command in COMMANDS:
        code, told = run_command(command, path)
        captured = capsys.readouterr()
        assert code == 0, (command, told or captured.err)

    assert len(COMMANDS) >= 40
    text = (folder / "plans" / "second.md").read_text(encoding="utf-8")
    assert "- Decision: One checkpoint for each file\n" in text
    assert "rename: 2 ms\n" in text
    assert "- [ ] Refuse an old one\n" in text
    left = sorted(each.name for each in folder.iterdir())
    assert left == [".git", "AGENTS.md", "milepost.sarif", "plans"]
