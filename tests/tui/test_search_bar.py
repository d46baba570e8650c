"""Typing what to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input

from milepost.tui.widgets.search_bar import SearchBar
from support.glances import click, shown
from support.pilot import OpenPlan, plan_screen, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot


def words(pilot: Pilot[Any]) -> str:
    """What is typed; empty while there is no place for it."""
    return "".join(each.value for each in plan_screen(pilot).query(Input))


@pytest.mark.parametrize("typed", ["s", "se", "seven", "7 sensors"])
async def test_keys_that_come_before_the_bar_is_there_are_for_it(
    open_plan: OpenPlan, typed: str
) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        pilot.app.simulate_key("slash")
        for char in typed:
            pilot.app.post_message(events.Key("space" if char == " " else char, char))
        await wait_for(pilot, lambda: words(pilot) == typed, "the words")

        assert not screen.session.can_undo, "the space was for the words"
        assert not screen.zoomed


@pytest.mark.parametrize(
    ("typed", "count"),
    [("seven", "3 found"), ("SEVEN", "0 found"), ("Seven", "0 found"), ("zzz", "0 found")],
)
async def test_the_count_is_shown(open_plan: OpenPlan, typed: str, count: str) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        await pilot.press("slash", *typed)
        await pilot.pause()
        assert count in shown(pilot)

        await pilot.press(*["backspace"] * len(typed))
        await pilot.pause()

        assert "found" not in shown(pilot)


async def test_the_words_take_no_second_bar(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        await pilot.press("slash", "a", "slash", "b")
        await pilot.pause()

        assert len(plan_screen(pilot).query(SearchBar)) == 1
        assert words(pilot) == "a/b"


async def test_keys_are_for_the_pane_that_was_clicked(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 30)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"seven")
        await click(pilot, "PROGRESS")
        assert screen.rail.has_focus
        before = screen.rail.cursor
        await pilot.press("j")
        await pilot.pause()

        assert screen.rail.cursor != before
        assert words(pilot) == "seven"
