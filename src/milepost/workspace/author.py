"""Who is at work here."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 2.0
"""Seconds after which git is not waited for any longer."""


def find_author(folder: Path) -> str:
    """The name that git signs commits with in `folder`; empty where there is no git or no name."""
    try:
        answer = subprocess.run(
            ["git", "config", "--get", "user.name"],  # noqa: S607 - the git that the person uses.
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            cwd=folder,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.decode("utf-8", "replace").strip() if answer.returncode == 0 else ""
