"""What the person did to a plan, kept until the agent that works from it can be told.

One small file for each plan; post and take may happen in any number of processes at once, and
every sentence is taken once.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.digest import digest_of
from milepost.workspace.shelf import hold_file
from milepost.workspace.state import state_dir

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 32_768
"""Bytes that are kept for an agent that never asks; beyond that the older half goes."""
_LONGEST = 1_000


class Letter(NamedTuple):
    """One thing that the person did."""

    sentence: str
    """As it was posted, on one line; it may quote the plan, so make it harmless."""
    at: datetime
    """Aware, in UTC."""


def post(plan: Path, sentence: str, at: datetime, folder: Path | None = None) -> bool:
    """Keeps a sentence such as `ticked 'Write the parser'` for the agent; `at` is aware.

    `folder` stands for the state directory. Never raises; false when it could not be kept.
    """
    row = json.dumps([at.astimezone(UTC).isoformat(), sentence[:_LONGEST]]) + "\n"
    try:
        with hold_file(_place_of(plan, folder), makes=True) as file:
            if file is None:
                return False
            kept = file.read()
            if len(kept) + len(row) > _LARGEST:
                # From the middle on, without the line that is cut by it.
                file.rewrite(kept[len(kept) // 2 :].partition(b"\n")[2])
            file.append(row.encode())
    except OSError:
        return False
    return True


def take(plan: Path, folder: Path | None = None) -> list[Letter]:
    """Everything that was posted for a plan and not yet taken, oldest first. Never raises."""
    try:
        with hold_file(_place_of(plan, folder), makes=False) as file:
            if file is None:
                return []
            kept = file.read()
            file.remove()
    except OSError:
        return []
    return [letter for row in kept.split(b"\n") if (letter := _read(row)) is not None]


def _place_of(plan: Path, folder: Path | None) -> Path:
    name = digest_of(os.fsencode(os.path.realpath(plan)))
    return (state_dir() if folder is None else folder) / "mailbox" / f"{name}.jsonl"


def _read(row: bytes) -> Letter | None:
    """A line that was written whole; `None` for anything else."""
    try:
        at, sentence = json.loads(row)
        return Letter(sentence, datetime.fromisoformat(at)) if isinstance(sentence, str) else None
    except (ValueError, TypeError):
        return None
