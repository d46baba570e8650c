"""How much of a processor is used while a plan is open and nothing happens."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import BARE, MILEPOST, Program, sandbox, settle, wait_for_frame

SECONDS = 10.0


def measure(effort: float) -> list[Measurement]:
    """Both programs, each watched for the same time; nothing where the system keeps no count."""
    seconds = max(2.0, SECONDS * effort)
    if not Path("/proc/self/schedstat").exists():
        return []
    return [
        Measurement(
            f"idle, share of one core over {seconds:g} s",
            (_share(MILEPOST, seconds),),
            unit="%",
            floor=(_share(BARE, seconds),),
            budgets=(Budget("median", 0.2),),
        )
    ]


def _share(program: Program, seconds: float) -> float:
    with sandbox(SIZES["30 KB"]) as place, place.open(program) as terminal:
        wait_for_frame(terminal, program)
        settle(terminal)
        used, began = processor_seconds(terminal.pid), time.perf_counter()
        time.sleep(seconds)
        used = processor_seconds(terminal.pid) - used
        return 100 * used / (time.perf_counter() - began)


def processor_seconds(pid: int) -> float:
    """Processor time of all threads of a process so far; counted by Linux in nanoseconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e9
