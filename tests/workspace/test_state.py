"""The folder for what outlives a run."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from milepost.workspace.state import make_state_dir, state_dir


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"XDG_STATE_HOME": "/var/state", "HOME": "/h"}, "linux", "/var/state/milepost"),
        ({"XDG_STATE_HOME": "/var/state", "HOME": "/h"}, "darwin", "/var/state/milepost"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "linux", "/h/.local/state/milepost"),
        ({"HOME": "/h"}, "linux", "/h/.local/state/milepost"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Logs/milepost"),
    ],
)
def test_state_goes_where_the_platform_keeps_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], platform: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    assert state_dir(environment) == Path(expected)


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o777])
def test_folder_is_closed_to_others(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "state" / "milepost"
    folder.mkdir(parents=True)
    folder.chmod(mode)

    make_state_dir(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    make_state_dir(tmp_path / "a" / "b" / "milepost")

    assert stat.S_IMODE((tmp_path / "a" / "b" / "milepost").stat().st_mode) == 0o700


def test_folder_of_somebody_else_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)

    make_state_dir(tmp_path)

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
