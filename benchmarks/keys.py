"""From a key to the frame that answers it: in process, and through a pseudo terminal."""

from __future__ import annotations

import asyncio
import os
import random
import re
import time
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import (
    COLUMNS,
    LINES,
    MILEPOST,
    Sandbox,
    sandbox,
    settle,
    wait_for_frame,
)

if TYPE_CHECKING:
    from support.terminal import Terminal

RUNS = 60
PLANS = ("30 KB", "1 MB")
IN_PROCESS = (Budget("p95", 20),)
THROUGH_TERMINAL = (Budget("p95", 35),)
_FRAME_END = b"\x1b[?2026l"


def measure(effort: float) -> list[Measurement]:
    """Ticking and moving, for a usual and for a very long plan."""
    runs = max(5, round(RUNS * effort))
    found: list[Measurement] = []
    for name in PLANS:
        with sandbox(SIZES[name]) as place:
            found.append(
                Measurement(
                    f"tick to frame in process, {name}",
                    _run_in_process(place, runs),
                    budgets=IN_PROCESS,
                )
            )
        with sandbox(SIZES[name]) as place, place.open(MILEPOST) as terminal:
            wait_for_frame(terminal, MILEPOST)
            settle(terminal)
            for what, values in (
                ("tick", _ticks(terminal, place, runs)),
                ("move", _moves(terminal, runs)),
            ):
                found.append(
                    Measurement(
                        f"{what} to frame through a terminal, {name}",
                        tuple(values),
                        budgets=THROUGH_TERMINAL,
                    )
                )
    return found


def _counts(text: str) -> tuple[int, int]:
    boxes = re.findall(r"^- \[(.)\] ", text, re.MULTILINE)
    return sum(mark == "x" for mark in boxes), len(boxes)


def _ticks(terminal: Terminal, place: Sandbox, runs: int) -> list[float]:
    done, total = _counts(place.text)
    pause = random.Random(runs)
    return [
        _answer(terminal, " ", f"{done + (number + 1) % 2}/{total}".encode(), pause)
        for number in range(runs)
    ]


def _moves(terminal: Terminal, runs: int) -> list[float]:
    pause = random.Random(runs)
    return [_answer(terminal, "jk"[number % 2], _FRAME_END, pause) for number in range(runs)]


def _answer(terminal: Terminal, key: str, marker: bytes, pause: random.Random) -> float:
    time.sleep(pause.uniform(0.05, 0.12))
    offset = len(terminal.raw)
    began = time.perf_counter()
    terminal.send(key)
    terminal.wait_until(
        lambda: terminal.arrival(marker, offset) is not None, f"{marker!r} after {key!r}"
    )
    return 1000 * ((terminal.arrival(marker, offset) or 0.0) - began)


def _run_in_process(place: Sandbox, runs: int) -> tuple[float, ...]:
    from textual.app import App

    painted = asyncio.Event()
    display = vars(App)["_display"]  # Every frame goes through here to the driver.

    def display_and_tell(*arguments: object) -> None:
        display(*arguments)
        painted.set()

    with (
        mock.patch.dict(os.environ, place.env),
        mock.patch.object(App, "_display", display_and_tell),
    ):
        return tuple(asyncio.run(_ticks_in_process(place, runs, painted)))


async def _ticks_in_process(place: Sandbox, runs: int, painted: asyncio.Event) -> list[float]:
    from milepost.tui.app import MilepostApp

    values: list[float] = []
    pause = random.Random(runs)
    async with MilepostApp(place.path).run_test(size=(COLUMNS, LINES)) as pilot:
        await asyncio.sleep(1.0)
        for _ in range(runs):
            await asyncio.sleep(pause.uniform(0.05, 0.12))
            painted.clear()
            began = time.perf_counter()
            press = asyncio.create_task(pilot.press("space"))
            async with asyncio.timeout(10):
                await painted.wait()
            values.append(1000 * (time.perf_counter() - began))
            await press
    return values
