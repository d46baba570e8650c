"""The way back to where one was, and forward again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.pilot import OpenPlan, plan_screen, selected_item, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


def here(pilot: Pilot[Any]) -> tuple[str, str]:
    """The pane with the cursor, and the text there."""
    screen = plan_screen(pilot)
    if screen.active == "rail":
        return "rail", selected_item(pilot).text[:12]
    return screen.active, screen.document.text[screen.reader.cursor_offset :][:12]


@pytest.mark.parametrize(
    "jump",
    [
        ["enter"],
        ["G"],
        ["right_square_bracket", "d"],
        ["left_square_bracket", "d"],
    ],
)
async def test_back_leads_to_where_the_jump_began_and_forward_to_its_end(
    open_plan: OpenPlan, jump: list[str]
) -> None:
    async with open_plan() as pilot:
        await pilot.press("k")
        before = here(pilot)
        await pilot.press(*jump)
        await pilot.pause()
        after = here(pilot)
        assert after != before

        await pilot.press("ctrl+o")
        assert here(pilot) == before

        await pilot.press("ctrl+n")
        assert here(pilot) == after


async def test_matches_are_steps_of_the_way(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"seven", "enter")
        await wait_for(pilot, lambda: screen.search_bar is None, "the end of the search")
        first = here(pilot)
        await pilot.press("n")
        second = here(pilot)
        await pilot.press("N", "ctrl+o")
        assert here(pilot) == second

        await pilot.press("ctrl+o")
        assert here(pilot) == first

        await pilot.press("ctrl+o")
        assert here(pilot)[0] == "rail"


async def test_there_is_no_way_before_a_jump(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        assert not screen.check_action("go_back", ())
        assert not screen.check_action("go_forward", ())
        before = here(pilot)

        await pilot.press("ctrl+o", "ctrl+n")

        assert here(pilot) == before


async def test_a_jump_from_half_way_gives_up_what_was_ahead(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("k", "enter", "ctrl+o")
        assert screen.check_action("go_forward", ())

        await pilot.press("G")

        assert not screen.check_action("go_forward", ())
        await pilot.press("ctrl+o")
        assert here(pilot)[0] == "rail"


async def test_a_search_that_is_given_up_is_no_step(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("k", "enter", "slash", *"gardener", "escape")
        await wait_for(pilot, lambda: screen.search_bar is None, "the end of the search")
        await pilot.press("ctrl+o")

        assert here(pilot)[0] == "rail"


async def test_places_move_with_their_text(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "G")
        place = here(pilot)
        await pilot.press("g")
        text = plan_path.read_text(encoding="utf-8")
        plan_path.write_text(
            text.replace("## Progress", "More words.\n\nAnd more.\n\n## Progress"), encoding="utf-8"
        )
        await wait_for(pilot, lambda: "And more." in screen.document.text, "the new text")
        await pilot.press("ctrl+o")

        assert here(pilot) == place


async def test_a_finding_is_a_place_too(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("3", "j", "enter")
        finding = screen.findings.selected
        assert screen.active == "reader"

        await pilot.press("ctrl+o")

        assert screen.active == "findings"
        assert screen.findings.selected is finding


async def test_only_the_last_steps_are_kept(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        for offset in range(150):
            screen.reader.move_to(offset)
            screen.active = "reader"
            screen.remember_place()

        assert len(screen._trail) == 100
