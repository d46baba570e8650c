"""The demo: a sample plan, and a simulated agent that works on it."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.tui.app import MilepostApp
from milepost.workspace.demo_agent import SimulatedAgent, prepare_demo

_FAREWELL = 5.0
"""Seconds the agent gets to finish its last write."""


def run_on_copy() -> int:
    """Runs the program on a copy of the sample until the person quits; returns the exit code."""
    with TemporaryDirectory(prefix="milepost-demo-") as folder:
        path = prepare_demo(Path(folder))
        stop = threading.Event()
        agent = threading.Thread(
            target=SimulatedAgent(path).run, args=(stop,), name="simulated-agent", daemon=True
        )
        agent.start()
        try:
            return MilepostApp(path).run_to_end()
        finally:
            stop.set()
            agent.join(_FAREWELL)
