"""What is copied is at hand also where the terminal does not pass it on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.clippings import keep_clipping, reaches_clipboard

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("variables", "reaches"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
        ({"TERM": "screen", "STY": "1.pts"}, False),
        ({"TERM": "xterm-256color", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "TMUX": ""}, True),
    ],
)
def test_what_stands_between_may_swallow_it(variables: dict[str, str], *, reaches: bool) -> None:
    assert reaches_clipboard(variables) is reaches


def test_it_is_kept_for_this_user_only_and_the_last_one_stays(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    keep_clipping("first", folder)
    path = keep_clipping("a\nb \ud800\n", folder)

    assert path.read_bytes() == b"a\nb ?\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in folder.iterdir()] == [path.name]


def test_without_a_folder_it_is_in_the_state_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "XDG_STATE_HOME", str(tmp_path))

    assert keep_clipping("x").is_relative_to(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="file"):
        keep_clipping("x", tmp_path / "file")
