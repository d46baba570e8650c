"""`milepost untick`: an item is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.toggling import toggle_item

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    return toggle_item(arguments, done=False)
