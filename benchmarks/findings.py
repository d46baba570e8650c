"""From an agent's write to what is wrong with it, counted in the header, seen from outside."""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import NEXT_ITEM, SIZES
from benchmarks.programs import MILEPOST, sandbox, settle, wait_for_frame
from benchmarks.reload import by_rename

if TYPE_CHECKING:
    from support.terminal import Terminal

RUNS = 40
BUDGETS = {"30 KB": (Budget("p95", 120),), "232 KB": ()}


def measure(effort: float) -> list[Measurement]:
    """An item is ticked without a stamp, which is an error, and opened again, in turn."""
    runs = max(4, round(RUNS * effort))
    return [
        Measurement(f"agent's write to its findings, {name}", _times(name, runs), budgets=budgets)
        for name, budgets in BUDGETS.items()
    ]


def _times(name: str, runs: int) -> tuple[float, ...]:
    pause = random.Random(runs)
    values: list[float] = []
    with sandbox(SIZES[name]) as place, place.open(MILEPOST) as terminal:
        wait_for_frame(terminal, MILEPOST)
        settle(terminal)
        sound, flawed = _counts(terminal)
        undated = place.text.replace(f"- [ ] {NEXT_ITEM}", f"- [x] {NEXT_ITEM}", 1)
        for number in range(runs):
            text, marker = (place.text, sound) if number % 2 else (undated, flawed)
            offset = len(terminal.raw)
            began = time.perf_counter()
            by_rename(place.path, text)
            arrived = terminal.wait_for_bytes(marker, offset, f"the header to say {marker!r}")
            values.append(1000 * (arrived - began))
            time.sleep(pause.uniform(0.2, 0.4))
    return tuple(values)


def _counts(terminal: Terminal) -> tuple[bytes, bytes]:
    """What the header says of the errors now, and with one more."""
    found = re.search(r"\b(\d+)E\b", terminal.screen[0])
    errors = int(found[1]) if found else 0
    now = found[0] if found else "sound"
    return now.encode(), f"{errors + 1}E".encode()
