"""A plan of our own and an application that shows it."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from milepost.tui.app import MilepostApp
from support.clock import FakeClock
from support.pilot import OpenPlan, plan_screen, wait_for
from support.settling import draw_at_last, settle_quickly

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

PLAN = """\
# Move the greenhouse log to one file

This is a living document; `Progress`, `Surprises & Discoveries`, `Decision Log` and
`Outcomes & Retrospective` are kept up to date.

## Purpose / Big Picture

The gardener reads one file instead of seven.

## Progress

### Milestone 1: gather

- [x] (2026-03-03 08:10Z) Read the seven log files in `var/log/greenhouse/`.
- [x] (2026-03-03 08:52Z) Write `tools/gather.py`, which copies every line once.
- [ ] Run it on the logs of last year (completed: the east house; remaining: the west house).

### Milestone 2: switch

- [ ] Point the sensors at `var/log/greenhouse.log`.
- [ ] Remove the seven files as needed.

## Surprises & Discoveries

- Observation: the west house writes local time.
  Evidence: its noon is an hour early.

## Decision Log

- Decision: keep the old files for a month.
  Rationale: the gardener compares them.
  Date/Author: 2026-03-03, Ada.

## Outcomes & Retrospective

None yet.

## Context and Orientation

The sensors are in `greenhouse/sensors.py`.

## Plan of Work

Change the path in `greenhouse/sensors.py`, then clean up as needed.

## Validation and Acceptance

Run `make log` and expect `7 sensors, 1 file`.
"""


PICTURES_PYTHON = (3, 11)
"""Other minor versions of Python may draw or write the pictures otherwise."""


def pytest_collection_modifyitems(config: pytest.Config) -> None:
    """Refuses to take pictures on another Python than the one they are compared on."""
    wanted, running = (".".join(map(str, each)) for each in (PICTURES_PYTHON, sys.version_info[:2]))
    if config.getoption("update_snapshots", default=False) and wanted != running:
        raise pytest.UsageError(
            f"The pictures of the screen are taken on Python {wanted}, and this is {running}: "
            "run --snapshot-update there."
        )


@pytest.fixture(scope="session", autouse=True)
def _quickly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with settle_quickly(), pytest.MonkeyPatch.context() as patch:
        # What somebody has configured for themselves is not asked.
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        # The screen is that of a full terminal, whatever runs the tests.
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "greenhouse.md"
    path.write_text(PLAN, encoding="utf-8", newline="")
    return path


@pytest.fixture
def plan_of(plan_path: Path) -> Callable[[str], Path]:
    """Writes another text into the plan's file and returns its path."""

    def written(text: str) -> Path:
        plan_path.write_text(text, encoding="utf-8", newline="")
        return plan_path

    return written


@pytest.fixture
def open_plan(plan_path: Path, clock: FakeClock) -> OpenPlan:
    """Opens the plan (or another file) and waits until it is shown and checked."""

    @asynccontextmanager
    async def opened(
        path: Path = plan_path, *, size: tuple[int, int] = (120, 40), checked: bool = True
    ) -> AsyncIterator[Pilot[Any]]:
        app = MilepostApp(path, clock=clock)
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            if checked:
                screen = plan_screen(pilot)
                await wait_for(
                    pilot,
                    lambda: screen.findings.document is screen.session.document,
                    "the plan to be checked",
                )
            yield pilot
            draw_at_last(app)

    return opened
