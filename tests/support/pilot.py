"""Driving the application in process."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from textual.pilot import Pilot

from milepost.tui.screens.plan import PlanScreen

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.plan.model import ChecklistItem

T = TypeVar("T")

OpenPlan = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]
"""What the fixture `open_plan` gives."""


async def wait_for(
    pilot: Pilot[Any], condition: Callable[[], T], what: str, *, within: float = 30.0
) -> T:
    """Lets the application work until `condition` gives something true, which is returned.

    Fails the test after `within` seconds, saying that `what` did not come.
    """
    deadline = time.monotonic() + within
    while not (result := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {within:g} s in vain: {what}")
        await pilot.pause()
    return result


def plan_screen(pilot: Pilot[Any]) -> PlanScreen:
    """The plan's screen, also when another one is over it."""
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, PlanScreen)]
    assert screens, "no plan is open"
    return screens[-1]


def screen_text(pilot: Pilot[Any]) -> list[str]:
    """The screen's lines as a person reads them."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text[:width].rstrip() for strip in strips[:height]]


def selected_item(pilot: Pilot[Any]) -> ChecklistItem:
    """The item under the rail's cursor."""
    item = plan_screen(pilot).rail.selected
    assert item is not None, "the rail's cursor is on no item"
    return item


def selected_finding(pilot: Pilot[Any]) -> Diagnostic:
    """The finding under the cursor of the findings."""
    finding = plan_screen(pilot).findings.selected
    assert finding is not None, "the cursor is on no finding"
    return finding
