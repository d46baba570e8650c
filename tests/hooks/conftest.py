"""A folder with a plan in it, and an agent that edits it."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from milepost.__main__ import main
from support.command import Answer
from support.hooks import CLEAN, Feed

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a repository, where the agent works."""
    place = tmp_path / "here"
    (place / ".git").mkdir(parents=True)
    (place / "plan.md").write_text(CLEAN, encoding="utf-8", newline="")
    monkeypatch.chdir(place)
    for name in ("CLAUDE_CONFIG_DIR", "CODEX_HOME", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return place


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state directory, which need not exist yet."""
    return tmp_path / "state" / "milepost"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `milepost` with arguments, in this process."""

    def run_main(*arguments: str) -> Answer:
        code = main(arguments)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run_main


@pytest.fixture
def feed(run: Run, monkeypatch: pytest.MonkeyPatch) -> Feed:
    """Runs the hook of a host with what the host says on stdin."""

    def feed_hook(host: str, said: object) -> Answer:
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return run("hook", host)

    return feed_hook
