"""Resident memory with a plan open and nothing going on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import BARE, MILEPOST, Program, Sandbox, sandbox, settle, wait_for_frame

RUNS = 3
BUDGETS = {"30 KB": (Budget("ratio", 1.35),), "1 MB": ()}


def measure(effort: float) -> list[Measurement]:
    """The bare application and Milepost in turn, on the same plan."""
    runs = max(1, round(RUNS * effort))
    found: list[Measurement] = []
    for name, budgets in BUDGETS.items():
        with sandbox(SIZES[name]) as place:
            pairs = [(_resident(BARE, place), _resident(MILEPOST, place)) for _ in range(runs)]
        floor, values = zip(*pairs, strict=True)
        found.append(
            Measurement(f"memory, {name}", values, unit="MB", floor=floor, budgets=budgets)
        )
    return found


def _resident(program: Program, place: Sandbox) -> float:
    with place.open(program) as terminal:
        wait_for_frame(terminal, program)
        settle(terminal)
        return resident_megabytes(terminal.pid)


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in millions of bytes."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
        kilobytes = int(found.group(1)) if found else 0
    else:
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True, text=True
        )
        kilobytes = int(told.stdout)
    return kilobytes * 1024 / 1e6
