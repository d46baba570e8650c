"""The terminal interface. Imported by `milepost.__main__` alone, when a screen is wanted."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.workspace.discovery import FoundPlan

# Textual is loaded by these functions and not before: they may never be called. Starting allocates
# much and frees next to nothing, so the collector rests until the first frame: that is a tenth of
# the time to it. `PlanScreen` and `PickerScreen` switch it on again.


def run(target: Path) -> int:
    """Opens the plan at `target`, waiting for it when it does not exist; returns the exit code."""
    gc.disable()
    from milepost.tui.app import MilepostApp

    return MilepostApp(target).run_to_end()


def run_picker(plans: Sequence[FoundPlan]) -> int:
    """Lets the person choose one of several plans, then opens it; returns the exit code."""
    gc.disable()
    from milepost.tui.app import MilepostApp

    return MilepostApp(choices=[plan.path for plan in plans]).run_to_end()


def run_demo() -> int:
    """Plays a sample plan with a simulated agent at work, on a copy that is removed at the end."""
    gc.disable()
    from milepost.tui.demo import run_on_copy

    return run_on_copy()
