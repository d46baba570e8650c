"""From the start of the process to its first useful frame, seen from outside."""

from __future__ import annotations

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import BARE, MILEPOST, Program, sandbox, wait_for_frame

RUNS = 15
BUDGETS = {"30 KB": 1.25, "232 KB": 1.5}


def measure(effort: float) -> list[Measurement]:
    """The bare application and Milepost in turn, on the same plan."""
    runs = max(3, round(RUNS * effort))
    return [_compare(name, limit, runs) for name, limit in BUDGETS.items()]


def _compare(name: str, limit: float, runs: int) -> Measurement:
    with sandbox(SIZES[name]) as place:
        drawing: list[float] = []

        def once(program: Program) -> float:
            with place.open(program) as terminal:
                seconds = wait_for_frame(terminal, program)
                drawing.append(terminal.emulating)
                return seconds * 1000

        once(BARE), once(MILEPOST)  # The first start compiles and fills the disk's cache.
        pairs = [(once(BARE), once(MILEPOST)) for _ in range(runs)]
    floor, values = zip(*pairs, strict=True)
    spent = 1000 * sum(drawing) / len(drawing)
    return Measurement(
        f"first frame, {name}",
        values,
        floor=floor,
        budgets=(Budget("ratio", limit),),
        note=f"the floor is the bare application; drawing in the emulator, {spent:.0f} ms a start, "
        "comes after the clock has stopped",
    )
