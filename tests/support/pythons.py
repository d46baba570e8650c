"""The Pythons of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

OLDEST_SUPPORTED = (3, 9)
"""By the scripts that are handed out as files."""


@cache
def oldest_python() -> str:
    """The oldest one at hand that is new enough for the scripts; at worst the one that runs."""
    for minor in range(OLDEST_SUPPORTED[1], sys.version_info.minor):
        for program in (*_in_pyenv(minor), shutil.which(f"python3.{minor}")):
            found = None if program is None else _executable(program)
            if found is not None:
                return found
    return sys.executable


def _in_pyenv(minor: int) -> list[str]:
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    return [str(folder / "bin" / "python") for folder in sorted(versions.glob(f"3.{minor}.*"))]


def _executable(program: str) -> str | None:
    """Where the program itself is: a name may lead to something that only looks for it."""
    try:
        done = subprocess.run(
            [program, "-c", "import sys; sys.stdout.write(sys.executable)"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or None
