"""What was typed where a plan is expected."""

from __future__ import annotations

import os
from pathlib import Path


def is_directory(path: Path) -> bool:
    """Whether `path` is one; a path that cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:  # Closed to this user, too long, a loop of links: reading it says so in words.
        return False


def no_plan_sentence(directory: Path) -> str:
    """What to say when no plan was found below `directory`: why not, or how to make one."""
    if not os.access(directory, os.R_OK | os.X_OK):
        return f"This user may not look into {directory}: change its permissions."
    place = "here" if directory == Path() else f"below {directory}"
    return (
        f"There is no plan {place}. Make one with "
        '`milepost init plans/my-plan.md "What it is to achieve"`.'
    )
