"""The mouse does what it does everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.glances import click, place_of, shown, wheel
from support.pilot import OpenPlan, plan_screen, selected_item, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.types import AnimationLevel

ITEMS = "".join(f"- [ ] Step {n:02} of it.\n" for n in range(60))
WORDS = "".join(f"Paragraph {n:02} tells.\n\n" for n in range(60))
LONG = f"# Long\n\n## Purpose\n\n{WORDS}## Progress\n\n{ITEMS}"


@pytest.mark.parametrize(
    ("tab", "pane"),
    [("Plan", "reader"), ("Findings", "findings"), ("Outline", "outline"), ("Rail", "rail")],
)
async def test_a_tab_opens_its_pane(open_plan: OpenPlan, tab: str, pane: str) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        x, _ = place_of(pilot, tab)
        for at in (x, x + len(tab) - 1):
            await pilot.press("2" if pane == "rail" else "1")
            await pilot.click("#tabs", offset=(at, 0))
            await pilot.pause()

            assert screen.active == pane
            assert screen.active_pane.has_focus


async def test_beside_the_tabs_is_nothing(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2")
        for x in (0, 55):
            await pilot.click("#tabs", offset=(x, 0))
            await pilot.pause()

            assert screen.active == "reader"


async def test_an_item_is_selected_then_gone_to(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        screen = plan_screen(pilot)
        await click(pilot, "Point the")
        assert selected_item(pilot).text.startswith("Point the")
        assert screen.active == "rail"

        await click(pilot, "Point the")

        assert screen.active == "reader"
        at = screen.reader.cursor_offset
        assert screen.document.text[at:].startswith("- [ ] Point the")


async def test_every_line_of_an_item_is_the_item(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        await pilot.press("g")
        await click(pilot, "left: the west house")

        assert selected_item(pilot).headline.startswith("Run it on")


@pytest.mark.parametrize("words", ["PROGRESS", "Milestone 2", "Tue 03 Mar"])
async def test_what_is_no_item_is_not_selected(open_plan: OpenPlan, words: str) -> None:
    async with open_plan(size=(60, 30)) as pilot:
        before = selected_item(pilot).index
        await click(pilot, words)

        assert selected_item(pilot).index == before
        assert plan_screen(pilot).active == "rail"


async def test_a_section_is_gone_to(open_plan: OpenPlan) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        screen = plan_screen(pilot)
        await click(pilot, "Context and")
        assert screen.active == "outline"
        await click(pilot, "Context and")

        assert screen.active == "reader"
        assert screen.document.text[screen.reader.cursor_offset :].startswith("## Context")


async def test_a_click_into_a_pane_gives_it_the_keys(open_plan: OpenPlan) -> None:
    async with open_plan(size=(130, 40)) as pilot:
        screen = plan_screen(pilot)
        for words, pane in (
            ("OUTLINE", "outline"),
            ("PROGRESS", "rail"),
            ("FINDINGS", "findings"),
            ("The gardener", "reader"),
        ):
            await click(pilot, words)

            assert screen.active == pane
            assert screen.active_pane.has_focus


@pytest.mark.parametrize(
    ("key", "words", "pane"), [("1", "Step 05", "rail"), ("2", "Paragraph 01", "reader")]
)
async def test_the_wheel_scrolls_and_gives_the_keys_to_nobody(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], key: str, words: str, pane: str
) -> None:
    async with open_plan(plan_of(LONG), size=(100, 30)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("3")
        view = screen.query_one(f"#{pane}")
        top = view.scroll_offset.y
        await wheel(pilot, words, clicks=5)
        assert view.scroll_offset.y > top
        assert screen.active == "findings"

        x, y = place_of(pilot, "Step 1" if pane == "rail" else "Paragraph 1")
        await wheel(pilot, "Step 1" if pane == "rail" else "Paragraph 1", clicks=-30)

        assert (x, y) != (0, 0)
        assert view.scroll_offset.y == 0


async def test_the_wheel_over_another_pane_leaves_the_rest(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(LONG), size=(100, 30)) as pilot:
        screen = plan_screen(pilot)
        before = screen.rail.scroll_offset, selected_item(pilot).index
        await wheel(pilot, "Paragraph 01", clicks=9)

        assert (screen.rail.scroll_offset, selected_item(pilot).index) == before


@pytest.mark.parametrize("motion", ["none", "full"])
async def test_scrolling_that_ends_among_the_messages_closes_them(
    open_plan: OpenPlan, motion: AnimationLevel
) -> None:
    async with open_plan() as pilot:
        reader = plan_screen(pilot).reader
        await pilot.press("2", "g")
        await pilot.pause()
        assert "missing  MP101" in shown(pilot)
        pilot.app.animation_level = motion

        reader.scroll_to(y=4, duration=0.0001)
        await wait_for(pilot, lambda: "missing  MP101" not in shown(pilot), "the messages to go")

        assert reader.top == 0
        assert reader.cursor_offset == 0


async def test_the_wheel_stops_at_the_end(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(LONG), size=(60, 24)) as pilot:
        rail = plan_screen(pilot).rail
        await wheel(pilot, "Step 02", clicks=60)

        assert rail.scroll_offset.y == rail.max_scroll_y
        assert "Step 59" in shown(pilot)


async def test_a_click_on_the_scrolled_rail_hits_what_is_under_it(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(LONG), size=(60, 24)) as pilot:
        await wheel(pilot, "Step 02", clicks=7)
        await wait_for(pilot, lambda: "Step 25" in shown(pilot), "the rail to scroll")
        await click(pilot, "Step 25")

        assert selected_item(pilot).text == "Step 25 of it."


async def test_the_help_scrolls_too(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "THE RAIL" in shown(pilot)

        await wheel(pilot, "THE RAIL", clicks=8)

        assert "THE RAIL" not in shown(pilot)


async def test_a_click_into_the_plan_puts_the_cursor_there(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 30)) as pilot:
        screen = plan_screen(pilot)
        await click(pilot, "The gardener")

        assert screen.active == "reader"
        assert screen.document.text[screen.reader.cursor_offset :].startswith("The gardener")
