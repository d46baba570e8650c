"""What is kept when Milepost itself fails."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from milepost import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping


def explain_crash(error: BaseException, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Writes a log of `error` and returns the line that names it.

    When no log can be written the lines of the traceback come first.
    """
    log = _log_text(error)
    sentence = f"Milepost failed through a mistake of its own ({type(error).__name__})"
    path = state_dir(environment) / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(log, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError:
        return [*log.split("\n"), f"{sentence}; please report this."]
    return [f"{sentence}; please report it with {path}"]


def state_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Where logs go: XDG_STATE_HOME where it is set, else where the platform keeps such files."""
    named = environment.get("XDG_STATE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "milepost"
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "milepost"
    return home / ".local" / "state" / "milepost"


def _log_text(error: BaseException) -> str:
    """Versions and the traceback; neither the arguments nor any text of a plan is added to it."""
    trace = "".join(traceback.format_exception(error))
    python = f"Python {platform.python_version()}, {platform.platform()}"
    return f"milepost {__version__}, {python}\n\n{trace}\n"
