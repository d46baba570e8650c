"""What is kept when Milepost itself fails."""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.workspace.state import make_state_dir, state_dir

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
        make_state_dir(path.parent)
        path.write_text(log, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError:
        return [*log.split("\n"), f"{sentence}; please report this."]
    return [f"{sentence}; please report it with {path}"]


def _log_text(error: BaseException) -> str:
    """Versions and the traceback; neither the arguments nor any text of a plan is added to it."""
    trace = "".join(traceback.format_exception(error))
    python = f"Python {platform.python_version()}, {platform.platform()}"
    return f"milepost {__version__}, {python}\n\n{trace}\n"
