"""What was copied, kept in a file for terminals that do not pass it on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from milepost.workspace.state import make_state_dir, state_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BETWEEN = ("TMUX", "STY", "ZELLIJ", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""Set by what stands between the program and the terminal; it may swallow what is copied."""
_DEAF = frozenset({"linux", "dumb", "vt100", "vt220", "rxvt", "rxvt-unicode-256color"})
"""Terminals that do not take what is copied, by `TERM`."""
_DEAF_PROGRAMS = frozenset({"Apple_Terminal"})
_NAME = "copied.md"


def reaches_clipboard(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal is likely to put into the clipboard what a program asks it to copy."""
    if any(environment.get(name) for name in _BETWEEN) or environment.get("VTE_VERSION"):
        return False
    if environment.get("TERM_PROGRAM") in _DEAF_PROGRAMS:
        return False
    return environment.get("TERM", "") not in _DEAF


def keep_clipping(text: str, folder: Path | None = None) -> Path:
    """Writes what was copied last into a file for this user only, and returns its path.

    `folder` stands for the state directory. Raises `OSError` when it cannot be written.
    """
    folder = state_dir() if folder is None else folder
    make_state_dir(folder)
    path, beside = folder / _NAME, folder / f".{_NAME}.{os.getpid()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    beside.replace(path)
    return path
