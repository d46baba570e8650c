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

    from milepost.tui.widgets.row_list import RowList

PLAN = "# Plan\n\n## Progress\n\n" + "".join(f"- [ ] Step {n:02} of it.\n" for n in range(40))
MORE = "".join(f"- [x] (2026-03-02 0{n}:00Z) Before {n}.\n" for n in range(5))
ADDED_ABOVE = PLAN.replace("## Progress\n\n", f"## Progress\n\n{MORE}")
TAKEN_ABOVE = PLAN.replace("- [ ] Step 00 of it.\n- [ ] Step 01 of it.\n", "")
ADDED_BELOW = f"{PLAN}- [ ] Step 40 of it.\n"


def line_with(pane: RowList, words: str) -> int | None:
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
