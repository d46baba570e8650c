"""Where Milepost keeps what outlives a run: logs, locks, the history of plans."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def state_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """XDG_STATE_HOME where it is set, else where the platform keeps such files."""
    named = environment.get("XDG_STATE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "milepost"
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "milepost"
    return home / ".local" / "state" / "milepost"


def make_state_dir(folder: Path) -> None:
    """Makes the folder, and closes it to other users where it is this user's to close.

    Raises `OSError` when it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(PermissionError):
        folder.chmod(0o700)
