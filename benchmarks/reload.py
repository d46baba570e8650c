"""From an agent's write to its text on the screen, seen from outside."""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES, marker, with_marker
from benchmarks.programs import (
    BARE_FOLLOWING,
    MILEPOST,
    Program,
    Sandbox,
    sandbox,
    settle,
    wait_for_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.terminal import Terminal

RUNS = 60
BUDGETS = {
    "30 KB": (Budget("median", 30), Budget("p95", 50)),
    "232 KB": (Budget("median", 80),),
}


def by_rename(path: Path, text: str) -> None:
    """Writes beside the file and renames over it: a new inode every time."""
    beside = path.with_name(f"{path.name}.tmp.{os.getpid()}")
    beside.write_text(text, encoding="utf-8", newline="")
    beside.replace(path)


def in_place(path: Path, text: str) -> None:
    """Truncates the file and writes it again."""
    path.write_text(text, encoding="utf-8", newline="")


STYLES: dict[str, Callable[[Path, str], None]] = {"rename": by_rename, "in place": in_place}


def measure(effort: float) -> list[Measurement]:
    """Every size with both ways of writing."""
    runs = max(5, round(RUNS * effort))
    found: list[Measurement] = []
    for name, budgets in BUDGETS.items():
        for style in STYLES:
            floor, _ = _reloads(BARE_FOLLOWING, name, style, runs)
            values, drawing = _reloads(MILEPOST, name, style, runs)
            found.append(
                Measurement(
                    f"agent's write ({style}) to screen, {name}",
                    values,
                    floor=floor,
                    budgets=budgets,
                    note=f"the floor shows the text as it is; {drawing:.1f} ms of drawing in the "
                    "emulator each time come after the clock has stopped",
                )
            )
    return found


def _reloads(program: Program, name: str, style: str, runs: int) -> tuple[tuple[float, ...], float]:
    """How long each change took, and the mean time the emulator drew, in milliseconds."""
    pause = random.Random(runs)
    values: list[float] = []
    with sandbox(SIZES[name]) as place, place.open(program) as terminal:
        wait_for_frame(terminal, program)
        settle(terminal)
        before = terminal.emulating
        for number in range(1, runs + 1):
            values.append(_one(terminal, place, style, number))
            time.sleep(pause.uniform(0.15, 0.35))
        return tuple(values), 1000 * (terminal.emulating - before) / runs


def _one(terminal: Terminal, place: Sandbox, style: str, number: int) -> float:
    word = marker(number)
    offset = len(terminal.raw)
    began = time.perf_counter()
    STYLES[style](place.path, with_marker(place.text, number))
    arrived = terminal.wait_for_bytes(word.encode(), offset, f"the change {word}")
    terminal.wait_for_text(word)
    return 1000 * (arrived - began)
