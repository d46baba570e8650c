"""The earlier version that a check compares a plan with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError
from milepost.cli.recalling import recall
from milepost.workspace.clock import SystemClock
from milepost.workspace.former import NoFormer, read_revision

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.cli.output import Output
    from milepost.text import Source

_OF_HISTORY = re.compile(r"[0-9]{1,6}|@\{[^}]*\}")
"""What names a version that Milepost has kept, rather than a commit."""


def find_former(path: Path, revision: str, output: Output) -> Source | None:
    """The text of a plan in a revision; `None`, with a remark, for a plan that is newer.

    A number or a time such as `@{2 hours ago}` names a version of Milepost's history, anything
    else a commit. Raises `UsageError`.
    """
    if _OF_HISTORY.fullmatch(revision):
        return _recalled(path, revision)
    found = read_revision(path, revision)
    if not isinstance(found, NoFormer):
        return found
    if not found.is_new:
        raise UsageError(found.reason)
    output.tell(f"{found.reason} It is not compared.")
    return None


def _recalled(path: Path, revision: str) -> Source:
    recalled = recall(str(path))
    try:
        return recalled.read(recalled.find(revision, SystemClock().now())).source
    finally:
        recalled.history.close()
