"""`milepost check` as a whole process, beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import MILEPOST, Sandbox, sandbox
from support.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 25
IDLE = (sys.executable, "-c", "pass")


def measure(effort: float) -> list[Measurement]:
    """One plan of the usual size, and the largest, without a budget."""
    runs = max(3, round(RUNS * effort))
    return [
        _compare("30 KB", (Budget("median", 100),), runs),
        _compare("1 MB", (), max(3, runs // 5)),
    ]


def _compare(name: str, budgets: tuple[Budget, ...], runs: int) -> Measurement:
    with sandbox(SIZES[name]) as place:
        check = (*MILEPOST.command, "check", str(place.path))
        _timed(IDLE, place), _timed(check, place)
        pairs = [(_timed(IDLE, place), _timed(check, place)) for _ in range(runs)]
    floor, values = zip(*pairs, strict=True)
    return Measurement(
        f"`milepost check`, {name}",
        values,
        floor=floor,
        budgets=budgets,
        note="the whole process; the floor is `python -c pass`",
    )


def _timed(command: Sequence[str], place: Sandbox) -> float:
    began = time.perf_counter()
    ended = subprocess.run(
        command,
        env=environment(place.env),
        cwd=place.path.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    spent = 1000 * (time.perf_counter() - began)
    if ended.returncode not in {0, 1}:
        message = f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr.decode()}"
        raise RuntimeError(message)
    return spent
