"""The demo: a sample plan, and a simulated agent that works on it."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.tui.app import MilepostApp
from milepost.tui.screens.plan import PlanScreen
from milepost.workspace.clock import FastClock
from milepost.workspace.demo_agent import SimulatedAgent, prepare_demo

_FAREWELL = 5.0
"""Seconds the agent gets to finish its last write."""
_SPEED = 10
"""A minute of the demo is this many of the story."""
_BEAT = 0.5
_STALL_AFTER = 8.0
"""Seconds without a write after which hours seem to have gone by: who would wait for a stall?"""
_STALL = timedelta(hours=2)
_TICK_AFTER = 14.0
"""Seconds after which a step is ticked for who only watches, while the agent is writing."""
_WELCOME = (
    "A demo: an agent works on this plan, ten times as fast as in life. All keys work; ? lists "
    "them, q leaves."
)
_MERGED = (
    "That tick was yours, made by the demo while the agent was writing: both are in the file. "
    "u takes it back."
)
_STALLED = (
    "Two hours later, by the demo's clock: nobody has written since, which is longer than a step "
    "usually takes here, so the first line says stalled. The agent goes on in a moment."
)


class DemoApp(MilepostApp):
    """The program with a clock that runs ahead, and a hand that ticks once."""

    def __init__(self, path: Path, clock: FastClock, agent: SimulatedAgent) -> None:
        super().__init__(path, clock=clock)
        self._fast = clock
        self._agent = agent
        self._rested = 0.0

    def on_ready(self) -> None:
        """Says what is to be seen."""
        self._say(_WELCOME)
        self.set_interval(_BEAT, self._keep_time)
        self.set_timer(_TICK_AFTER, self.tick_one)

    def _keep_time(self) -> None:
        before = self._rested
        self._rested += _BEAT if self._agent.resting else 0.0
        if before < _STALL_AFTER <= self._rested:
            self._fast.skip(_STALL)
            self._say(_STALLED)
        if isinstance(self.screen, PlanScreen):
            self.screen.show_pulse()

    def tick_one(self) -> None:
        """Ticks the last open step, unless the person has done something themselves."""
        screen = self.screen
        if isinstance(screen, PlanScreen) and screen.tick_last_step():
            self._say(_MERGED)


def run_on_copy() -> int:
    """Runs the program on a copy of the sample until the person quits; returns the exit code."""
    with TemporaryDirectory(prefix="milepost-demo-") as folder:
        path = prepare_demo(Path(folder))
        stop = threading.Event()
        clock = FastClock(_SPEED)
        agent = SimulatedAgent(path, now=clock.now)
        work = threading.Thread(target=agent.run, args=(stop,), name="simulated-agent", daemon=True)
        work.start()
        try:
            return DemoApp(path, clock, agent).run_to_end()
        finally:
            stop.set()
            work.join(_FAREWELL)
