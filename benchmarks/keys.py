"""From a key to the frame that answers it: in process, and through a pseudo terminal."""

from __future__ import annotations

import asyncio
import os
import random
import re
import time
from typing import TYPE_CHECKING
from unittest import mock

from typing_extensions import override

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
    from pathlib import Path

    from rich.console import RenderableType
    from textual.app import App
    from textual.screen import Screen

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
    with mock.patch.dict(os.environ, place.env):
        return tuple(asyncio.run(_ticks_in_process(place, runs)))


def _application(path: Path, painted: asyncio.Event) -> App[int]:
    """Milepost, telling when a frame has been handed to the terminal's driver."""
    from milepost.tui.app import MilepostApp

    class PaintingApp(MilepostApp):
        @override
        def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
            super()._display(screen, renderable)
            painted.set()

    return PaintingApp(path)


async def _ticks_in_process(place: Sandbox, runs: int) -> list[float]:
    painted = asyncio.Event()
    app = _application(place.path, painted)
    values: list[float] = []
    pause = random.Random(runs)
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await asyncio.sleep(1.0)
        for _ in range(runs):
            await asyncio.sleep(pause.uniform(0.05, 0.12))
            painted.clear()
            began = time.perf_counter()
            press = asyncio.create_task(pilot.press("space"))
            await painted.wait()
            values.append(1000 * (time.perf_counter() - began))
            await press
    return values
