"""What one looks at in a list stays where it is, whatever is written elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from support.pilot import OpenPlan, plan_screen, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.tui.widgets.line_view import LineView

PLAN = "# Plan\n\n## Progress\n\n" + "".join(f"- [ ] Step {n:02} of it.\n" for n in range(40))
MORE = "".join(f"- [x] (2026-03-02 0{n}:00Z) Before {n}.\n" for n in range(5))
ADDED_ABOVE = PLAN.replace("## Progress\n\n", f"## Progress\n\n{MORE}")
TAKEN_ABOVE = PLAN.replace("- [ ] Step 00 of it.\n- [ ] Step 01 of it.\n", "")
ADDED_BELOW = f"{PLAN}- [ ] Step 40 of it.\n"


def line_with(pane: LineView, words: str) -> int | None:
    """The pane's line with `words`, counted from its top; `None` when it is out of sight."""
    for y in range(pane.visible_lines):
        if words in pane.render_line(y).text:
            return y
    return None


async def rewrite(pilot: Pilot[Any], path: Path, text: str) -> None:
    screen = plan_screen(pilot)
    path.write_text(text, encoding="utf-8", newline="")
    await wait_for(pilot, lambda: screen.document.text == text, "the new text")
    await wait_for(pilot, lambda: screen.rail.document is screen.document, "it on the rail")
    await wait_for(pilot, lambda: screen.findings.document is screen.document, "its check")
    await pilot.pause()


@pytest.mark.parametrize("after", [ADDED_ABOVE, TAKEN_ABOVE, ADDED_BELOW])
async def test_the_items_in_sight_stay_in_place(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], after: str
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        rail = plan_screen(pilot).rail
        await pilot.press("G", *("k" * 15))
        places = {n: line_with(rail, f"Step {n:02}") for n in (22, 24, 30, 35)}
        assert None not in places.values()

        await rewrite(pilot, path, after)

        assert {n: line_with(rail, f"Step {n:02}") for n in places} == places
        assert "▌" in rail.render_line(places[24] or 0).text


async def test_the_cursors_item_stays_when_one_in_sight_above_it_is_new(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        rail = plan_screen(pilot).rail
        await pilot.press("G", *("k" * 10))
        place = line_with(rail, "Step 29")

        await rewrite(pilot, path, PLAN.replace("- [ ] Step 27", "- [ ] New.\n- [ ] Step 27"))

        assert line_with(rail, "New.") is not None
        assert line_with(rail, "Step 29") == place


@pytest.mark.parametrize("after", [ADDED_ABOVE, TAKEN_ABOVE, ADDED_BELOW])
async def test_they_do_when_the_cursor_is_elsewhere(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], after: str
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        rail = plan_screen(pilot).rail
        await pilot.press("G")
        rail.scroll_lines_to(10)
        await pilot.pause()
        places = {n: line_with(rail, f"Step {n:02}") for n in (9, 14, 18)}
        assert None not in places.values()

        await rewrite(pilot, path, after)

        assert {n: line_with(rail, f"Step {n:02}") for n in places} == places


async def test_a_pane_that_was_out_of_sight_shows_the_new_text(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        rail = plan_screen(pilot).rail
        await pilot.press("G", *("k" * 15), "2")
        await rewrite(pilot, path, ADDED_ABOVE)
        await rewrite(pilot, path, TAKEN_ABOVE)

        await pilot.press("1")
        await pilot.pause()

        at = line_with(rail, "Step 24")
        assert at is not None
        assert "▌" in rail.render_line(at).text


async def test_a_cursor_whose_entry_went_out_of_sight_starts_anew(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("G", "3", "G", "4", "G", "2")
        for text in ("# Short\n", "", "# Plan\n\n## Progress\n\n- [x] One.\n- [ ] Two.\n"):
            await rewrite(pilot, path, text)
        await pilot.press("4", "3", "1")
        await pilot.pause()

        item = screen.rail.selected
        assert item is not None
        assert item.text == "Two."


FOUND = tuple(
    Diagnostic("MP999", "made-up", f"finding {n:02}", Span(n, n + 1), Severity.WARNING)
    for n in range(30)
)


@pytest.mark.parametrize("first", [0, 3, 8])
async def test_the_findings_in_sight_stay_in_place(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], first: int
) -> None:
    plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("3")
        screen.show_findings(screen.document, FOUND)
        await pilot.press("G", *("k" * 12))
        await pilot.pause()
        places = {n: line_with(screen.findings, f"finding {n}") for n in (17, 18, 20)}
        assert None not in places.values()

        screen.show_findings(screen.document, FOUND[first:])
        await pilot.pause()

        assert {n: line_with(screen.findings, f"finding {n}") for n in places} == places
        selected = screen.findings.selected
        assert selected is not None
        assert selected.message == "finding 17"


async def test_the_sections_in_sight_stay_in_place(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = "# Plan\n\n" + "".join(f"## Part {n:02}\n\nx\n\n" for n in range(40))
    path = plan_of(text)
    async with open_plan(size=(60, 24)) as pilot:
        outline = plan_screen(pilot).outline
        await pilot.press("4", "G", *("k" * 15))
        places = {n: line_with(outline, f"Part {n}") for n in (22, 24, 30)}
        assert None not in places.values()

        await rewrite(pilot, path, text.replace("## Part 05", "## Part 04b\n\nx\n\n## Part 05"))

        assert {n: line_with(outline, f"Part {n}") for n in places} == places


async def test_a_plan_that_was_empty_out_of_sight_is_shown(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN)
    async with open_plan(size=(60, 24)) as pilot:
        await pilot.press("2", "1")
        await rewrite(pilot, path, "")
        await rewrite(pilot, path, ADDED_BELOW)
        await pilot.press("2")
        await pilot.pause()

        assert line_with(plan_screen(pilot).reader, "Plan") == 0


STEP_NEW = PLAN.replace("- [ ] Step 02", "- [ ] New.\n- [ ] Newer.\n- [ ] Step 02")


@pytest.mark.parametrize(("after", "moved"), [(STEP_NEW, 2), (TAKEN_ABOVE, -2), (ADDED_BELOW, 0)])
async def test_the_cursors_row_of_the_plan_stays_when_one_in_sight_above_it_is_new(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], after: str, moved: int
) -> None:
    path = plan_of(PLAN)
    async with open_plan(path, size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "G", *("k" * 25), "g", *("j" * 16))
        reader = screen.reader
        reader.scroll_lines_to(3)
        await pilot.pause()
        place, top = line_with(reader, "▌"), reader.top
        assert place is not None
        words = reader.render_line(place).text

        await rewrite(pilot, path, after)

        assert reader.render_line(place).text == words
        assert reader.top == top + moved


async def test_the_first_row_of_the_plan_stays_when_the_cursor_is_elsewhere(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    path = plan_of(PLAN)
    async with open_plan(path, size=(60, 24)) as pilot:
        reader = plan_screen(pilot).reader
        await pilot.press("2", "j")
        reader.scroll_lines_to(12)
        await pilot.pause()
        first = reader.render_line(0).text

        await rewrite(pilot, path, STEP_NEW)

        assert reader.render_line(0).text == first
