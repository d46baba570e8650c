"""From a key to the frame that answers it: in process, and through a pseudo terminal."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import re
import time
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import SIZES
from benchmarks.programs import (
    BARE,
    COLUMNS,
    LINES,
    MILEPOST,
    Sandbox,
    sandbox,
    settle,
    wait_for_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual._compositor import CompositorUpdate
    from textual.app import App

    from support.terminal import Terminal

RUNS = 60
PLANS = ("30 KB", "1 MB")
IN_PROCESS = (Budget("p95", 20),)
THROUGH_TERMINAL = (Budget("p95", 35),)
_FRAME_END = b"\x1b[?2026l"


def measure(effort: float) -> list[Measurement]:
    """Ticking and moving, for a usual and for a very long plan."""
    runs = max(5, round(RUNS * effort))
    floor = _bare_marks(runs)
    return [each for name in PLANS for each in _measure_plan(name, runs, floor)]


def _measure_plan(name: str, runs: int, floor: tuple[float, ...]) -> Iterator[Measurement]:
    with sandbox(SIZES[name]) as place:
        yield Measurement(
            f"tick to frame in process, {name}", _run_in_process(place, runs), budgets=IN_PROCESS
        )
    with sandbox(SIZES[name]) as place, place.open(MILEPOST) as terminal:
        wait_for_frame(terminal, MILEPOST)
        settle(terminal)
        yield Measurement(
            f"tick to frame through a terminal, {name}",
            _ticks(terminal, *_counts(place.text), runs),
            floor=floor,
            budgets=THROUGH_TERMINAL,
            note="the floor is one word changed by the bare application",
        )
        yield Measurement(
            f"move to frame through a terminal, {name}",
            _moves(terminal, runs),
            floor=floor,
            budgets=THROUGH_TERMINAL,
        )


def _bare_marks(runs: int) -> tuple[float, ...]:
    with sandbox(SIZES[PLANS[0]]) as place, place.open(BARE) as terminal:
        wait_for_frame(terminal, BARE)
        settle(terminal)
        return _ticks(terminal, 0, 2, runs)


def _counts(text: str) -> tuple[int, int]:
    boxes = re.findall(r"^- \[(.)\] ", text, re.MULTILINE)
    return sum(mark == "x" for mark in boxes), len(boxes)


def _ticks(terminal: Terminal, done: int, total: int, runs: int) -> tuple[float, ...]:
    """Ticks and unticks one item; the frame that answers holds the new figure."""
    pause = random.Random(runs)
    return tuple(
        _answer(terminal, " ", f"{done + (number + 1) % 2}/{total}".encode(), pause)
        for number in range(runs)
    )


def _moves(terminal: Terminal, runs: int) -> tuple[float, ...]:
    pause = random.Random(runs)
    return tuple(_answer(terminal, "jk"[number % 2], _FRAME_END, pause) for number in range(runs))


def _answer(terminal: Terminal, key: str, marker: bytes, pause: random.Random) -> float:
    time.sleep(pause.uniform(0.05, 0.12))
    offset = len(terminal.raw)
    began = time.perf_counter()
    terminal.send(key)
    return 1000 * (terminal.wait_for_bytes(marker, offset, f"{marker!r} after {key!r}") - began)


def _run_in_process(place: Sandbox, runs: int) -> tuple[float, ...]:
    from textual.app import App

    frames: list[tuple[float, str]] = []
    display = vars(App)["_display"]  # Every frame goes through here to the driver.

    def display_and_tell(app: App[int], screen: object, update: CompositorUpdate | None) -> None:
        display(app, screen, update)
        if update is not None:
            frames.append((time.perf_counter(), update.render_segments(app.console)))

    with (
        mock.patch.dict(os.environ, {name: value for name, value in place.env.items() if value}),
        mock.patch.object(App, "_display", display_and_tell),
    ):
        return tuple(asyncio.run(_ticks_in_process(place, runs, frames)))


async def _ticks_in_process(
    place: Sandbox, runs: int, frames: list[tuple[float, str]]
) -> list[float]:
    """Until the first frame is handed to the terminal's driver that holds the new figure."""
    from milepost.tui.app import MilepostApp

    values: list[float] = []
    pause = random.Random(runs)
    done, total = _counts(place.text)
    gc.disable()  # As `milepost.tui.run` does; the screen switches it on after the first frame.
    async with MilepostApp(place.path).run_test(size=(COLUMNS, LINES)) as pilot:
        await asyncio.sleep(1.0)
        for number in range(runs):
            await asyncio.sleep(pause.uniform(0.05, 0.12))
            frames.clear()
            began = time.perf_counter()
            await pilot.press("space")
            figure = f"{done + (number + 1) % 2}/{total}"
            values.append(1000 * (next(at for at, shown in frames if figure in shown) - began))
    return values
