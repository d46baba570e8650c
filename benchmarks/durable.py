"""From a tick to the disk's word that it would survive a power cut, in process."""

from __future__ import annotations

import os
import random
import threading
import time
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.figures import Budget, Measurement
from benchmarks.plans import NEXT_ITEM, SIZES
from benchmarks.programs import Sandbox, sandbox

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.session import Session

RUNS = 60
PLAN = "30 KB"
PATIENCE = 10.0


def measure(effort: float) -> list[Measurement]:
    """One item ticked and unticked, in turn with as many bytes that are written by hand."""
    runs = max(5, round(RUNS * effort))
    with sandbox(SIZES[PLAN]) as place:
        values, floor = _measure_in_turn(place, runs)
    return [
        Measurement(
            f"tick to durable on disk, {PLAN}",
            values,
            floor=floor,
            budgets=(Budget("difference", 10),),
            note="the floor writes as many bytes beside the plan, syncs, renames, and syncs the "
            "folder",
        )
    ]


def _measure_in_turn(place: Sandbox, runs: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    from milepost.workspace.clock import SystemClock
    from milepost.workspace.session import Session

    beside = place.path.with_name("floor.bin")
    pause = random.Random(runs)
    values: list[float] = []
    floor: list[float] = []
    news = threading.Event()
    with mock.patch.dict(os.environ, {name: value for name, value in place.env.items() if value}):
        session = Session(place.path, SystemClock(), news.set)
        session.start()
        try:
            for _ in range(runs):
                # Longer than changes wait for each other, so that each comes alone.
                time.sleep(pause.uniform(0.4, 0.6))
                session.receive()
                floor.append(_write_by_hand(beside, place.path.read_bytes()))
                values.append(_tick(session, news))
        finally:
            session.close()
    return tuple(values), tuple(floor)


def _tick(session: Session, news: threading.Event) -> float:
    """Milliseconds until the session says that all is in the file."""
    shown = session.document
    item = next(item for item in shown.plan.items if item.text.startswith(NEXT_ITEM))
    with mock.patch.object(os, "fsync", side_effect=os.fsync) as sync:
        news.clear()
        began = time.perf_counter()
        session.toggle(item, shown)
        while not session.saved:
            if not news.wait(PATIENCE):
                raise TimeoutError(f"nothing was heard of the tick within {PATIENCE:g} s")
            news.clear()
            session.receive()
        took = 1000 * (time.perf_counter() - began)
        synced = sync.call_count
    if synced < 2 or session.path.read_bytes() != session.document.source.encode():
        raise RuntimeError(f"said to be saved after {synced} syncs, and is not")
    return took


def _write_by_hand(path: Path, data: bytes) -> float:
    """Milliseconds for a file that would survive a power cut, and so would its name."""
    began = time.perf_counter()
    temp = path.with_name(f"{path.name}.tmp")
    with temp.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    temp.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return 1000 * (time.perf_counter() - began)
