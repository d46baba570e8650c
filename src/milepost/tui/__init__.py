"""The terminal interface. Imported by `milepost.__main__` alone, when a screen is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(target: Path) -> int:
    """Opens the plan at `target`, waiting for it when it does not exist; returns the exit code."""
    from milepost.tui.app import MilepostApp  # noqa: PLC0415 -- loads Textual

    return MilepostApp(target).run_to_end()


def run_picker(plans: Sequence[Path]) -> int:
    """Lets the person choose one of several plans, then opens it; returns the exit code."""
    from milepost.tui.app import MilepostApp  # noqa: PLC0415 -- loads Textual

    return MilepostApp(choices=plans).run_to_end()


def run_demo(directory: Path) -> int:
    """Plays the half-way sample plan with a simulated agent, on a copy in `directory`."""
    from milepost.tui.demo import run_demo as run_in  # noqa: PLC0415 -- loads Textual

    return run_in(directory)
