"""What a file held in a revision of its Git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.text import Source

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 10.0
_TEXT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, slots=True)
class NoFormer:
    """Why there is no text to compare with: a whole sentence."""

    reason: str
    is_new: bool = False
    """Whether the revision is known and simply does not have the file."""


def read_revision(path: Path, revision: str) -> Source | NoFormer:
    """The file at `path` as the commit that `revision` names has it. Never raises."""
    folder, name = path.parent, path.name
    if revision.startswith("-") or "\0" in revision:
        return NoFormer(f"{revision} is no revision of Git.")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        return NoFormer("There is no Git on this machine, or it does not answer.")
    if commit.returncode:
        inside = _git(folder, "rev-parse", "--is-inside-work-tree")
        if inside is None or inside.returncode:
            return NoFormer(f"{path} is in no repository of Git.")
        return NoFormer(f"There is no revision {revision} in the repository of {path}.")
    found = _git(folder, "cat-file", "blob", f"{commit.stdout.decode().strip()}:./{name}")
    if found is None or found.returncode:
        return NoFormer(f"{path} was not there yet in {revision}.", is_new=True)
    return Source.decode(found.stdout)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What Git answers; `None` when it cannot be asked."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 -- no shell, and no argument is read as an option
            [git, "-C", os.fspath(folder), *arguments],
            env={**os.environ, **_TEXT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
