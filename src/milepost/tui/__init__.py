"""The terminal interface. Imported by `milepost.__main__` alone, when a screen is wanted."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.workspace.ahead import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.workspace.discovery import FoundPlan
    from milepost.workspace.first_look import FirstLook

_TURN = 0.0005
"""Seconds that a thread may go on while another one waits."""

# Textual is loaded by these functions and not before: they may never be called.


def _prepare() -> None:
    """Makes the start short; to be called before anything of Textual is loaded."""
    # Starting allocates much and frees next to nothing, so the collector rests until the first
    # frame: that is a tenth of the time to it. `PlanScreen` and `PickerScreen` switch it on again.
    gc.disable()
    # A frame is written, and a plan checked, by other threads: ten times as long a turn for each,
    # as Python has it, would keep the first frame back while the work behind it begins.
    sys.setswitchinterval(_TURN)
    with _unavailable("ssl"):
        import asyncio  # noqa: F401 - it does without TLS where there is none
    with _unavailable("bz2"), _unavailable("lzma"):
        import shutil  # noqa: F401 - it packs no archives where there are none


@contextmanager
def _unavailable(name: str) -> Iterator[None]:
    """Lets imports of a module fail, unless it is loaded already.

    For what a library takes along where it can and this program never uses: it opens no connection
    and packs no archive, and TLS would be a tenth of its memory.
    """
    if name in sys.modules:
        yield
        return
    # As the language has it: `None` in place of a module makes its import fail.
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def _look(target: Path) -> FirstLook:
    # The smaller a process is, the faster it is copied: what this takes is loaded in the copy.
    from milepost.workspace.first_look import look

    return look(target)


def run(target: Path) -> int:
    """Opens the plan at `target`, waiting for it when it does not exist; returns the exit code."""
    first_look = Ahead(partial(_look, target))
    _prepare()
    from milepost.tui.app import MilepostApp

    opening, personal = first_look.take()
    return MilepostApp(target, opening=opening, personal=personal).run_to_end()


def run_picker(plans: Sequence[FoundPlan]) -> int:
    """Lets the person choose one of several plans, then opens it; returns the exit code."""
    _prepare()
    from milepost.tui.app import MilepostApp
    from milepost.workspace.first_look import find_personal

    found = [plan.path for plan in plans]
    return MilepostApp(choices=found, personal=find_personal(Path.cwd())).run_to_end()


def run_demo() -> int:
    """Plays a sample plan with a simulated agent at work, on a copy that is removed at the end."""
    _prepare()
    from milepost.tui.demo import run_on_copy

    return run_on_copy()
