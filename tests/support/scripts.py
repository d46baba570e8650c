"""The compatible scripts, run as files and through `milepost`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from support.command import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).resolve().parents[2] / "src" / "milepost" / "compat"
VERBS = {"validate_plan": "check", "parse_progress": "progress", "init_plan": "init"}


def run_file(script: str, arguments: Sequence[str], folder: Path) -> Answer:
    """Runs the script as a bare file in `folder`, without anything that is installed."""
    return _run([sys.executable, "-I", "-S", str(FOLDER / f"{script}.py"), *arguments], folder)


def run_verb(script: str, arguments: Sequence[str], folder: Path) -> Answer:
    """Runs the verb that stands for the script, with `--compat` first."""
    program = [sys.executable, "-m", "milepost", VERBS[script], "--compat"]
    return _run([*program, *arguments], folder)


def _run(command: Sequence[str], folder: Path) -> Answer:
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(folder / "state")},
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
