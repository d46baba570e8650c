"""The demo: a sample plan, and a simulated agent that works on it."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from milepost.tui.app import MilepostApp
from milepost.tui.screens.plan import PlanScreen
from milepost.workspace.clock import FastClock
from milepost.workspace.demo_agent import SimulatedAgent, prepare_demo

if TYPE_CHECKING:
    from milepost.workspace.clock import Clock

_FAREWELL = 5.0
"""Seconds the agent gets to finish its last write."""
_SPEED = 10
"""A minute of the demo is this many of the story: a stall is seen without waiting for one."""
_BEAT = 0.5
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


class DemoApp(MilepostApp):
    """The program with a clock that runs ahead, and a hand that ticks once."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(path, clock=clock)

    def on_ready(self) -> None:
        """Says what is to be seen."""
        self._say(_WELCOME)
        self.set_interval(_BEAT, self._keep_time)
        self.set_timer(_TICK_AFTER, self.tick_one)

    def _keep_time(self) -> None:
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
        agent = threading.Thread(
            target=SimulatedAgent(path, now=clock.now).run,
            args=(stop,),
            name="simulated-agent",
            daemon=True,
        )
        agent.start()
        try:
            return DemoApp(path, clock).run_to_end()
        finally:
            stop.set()
            agent.join(_FAREWELL)
