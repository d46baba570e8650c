"""A command line in an empty directory, cut off from the machine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.__main__ import main
from support.command import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Run

SWITCHES = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty directory the command runs in."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return place


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `milepost` with arguments, in this process."""

    def run_main(*arguments: str) -> Answer:
        code = main(arguments)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run_main
