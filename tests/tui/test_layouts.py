"""What is shown at which width."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.geometry import Size

from milepost.tui.screens.cockpit import PANES
from support.pilot import OpenPlan, plan_screen, screen_text, selected_item, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.widget import Widget


def visible(widget: Widget) -> bool:
    return widget.region.area > 0 and all(node.display for node in widget.ancestors_with_self)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (46, {"rail"}),
        (69, {"rail"}),
        (70, {"rail", "reader", "findings"}),
        (109, {"rail", "reader", "findings"}),
        (110, {"rail", "reader", "findings", "outline"}),
        (250, {"rail", "reader", "findings", "outline"}),
    ],
)
async def test_panes_by_width(open_plan: OpenPlan, width: int, shown: set[str]) -> None:
    async with open_plan(size=(width, 30)) as pilot:
        screen = plan_screen(pilot)

        assert {name for name in PANES if visible(screen.query_one(f"#{name}"))} == shown
        assert (screen.tabs is not None) is (width < 70)


async def test_outline_is_a_drawer_at_medium_width(open_plan: OpenPlan) -> None:
    async with open_plan(size=(90, 30)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("4")
        await pilot.pause()
        assert visible(screen.outline)
        assert visible(screen.rail)

        await pilot.press("1")
        await pilot.pause()

        assert not visible(screen.outline)


async def test_resizing_keeps_pane_and_item(open_plan: OpenPlan) -> None:
    async with open_plan(size=(120, 40)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j")
        item = selected_item(pilot).index
        for size in (Size(60, 20), Size(46, 12), Size(90, 30), Size(180, 50)):
            await pilot.resize_terminal(*size)

            await wait_for(pilot, partial(shows_item_at, pilot, size), f"the item at {size}")
            assert screen.active == "rail"
            assert selected_item(pilot).index == item


def shows_item_at(pilot: Pilot[Any], size: Size) -> bool:
    shown = "\n".join(screen_text(pilot))
    return plan_screen(pilot).size == size and "Point the sensors" in shown


async def test_header_answers_the_questions(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 30)) as pilot:
        first, second = screen_text(pilot)[:2]

        assert "Move the greenhouse log to one file" in first
        assert "now" in first
        assert "W" in first
        assert "2/5" in second


async def test_rail_tells_times_durations_and_what_is_left(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        shown = "\n".join(screen_text(pilot))

        for words in ("08:10", "08:52", "42m", "Milestone 1: gather", "left: the west house"):
            assert words in shown


async def test_clicking_a_tab_opens_its_pane(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.click("#tabs", offset=(9, 0))
        await pilot.pause()

        assert screen.active == "reader"


async def test_clicking_an_item_selects_it(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        row = next(n for n, line in enumerate(screen_text(pilot)) if "Point the" in line)
        await pilot.click(offset=(20, row))
        await pilot.pause()

        assert selected_item(pilot).text.startswith("Point")
