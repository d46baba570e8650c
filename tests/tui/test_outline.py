"""The outline: the plan's sections and how they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

TEXT = """\
# Mend the fence

## Purpose

A fence without `gaps` and **holes**.

### Who asked

Bo.

#### When

In spring.

## Progress

- [x] Buy wood.
- [ ] Cut it.

## Decision Log
"""


def lines_of(pilot: Pilot[Any]) -> list[str]:
    """The outline's lines, without the cursor's column; what stands at the right comes close."""
    outline = plan_screen(pilot).outline
    strips = [outline.render_line(y) for y in range(outline.visible_lines)]
    return [re.sub(r"(?<=\S) {2,}", " ", strip.text[1:].rstrip()) for strip in strips]


def finding(text: str, place: str, severity: Severity) -> Diagnostic:
    from milepost.text import Span

    at = text.index(place)
    return Diagnostic("MP999", "made-up", "made up", Span(at, at + len(place)), severity)


def selected_title(pilot: Pilot[Any]) -> str:
    screen = plan_screen(pilot)
    assert screen.outline.cursor is not None
    return screen.document.plan.sections[screen.outline.cursor].title


async def show_sound(pilot: Pilot[Any], *found: Diagnostic) -> None:
    """Takes the findings for all there are."""
    screen = plan_screen(pilot)
    screen.show_findings(screen.document, found)
    await pilot.pause()


async def test_sections_are_indented_and_say_how_they_stand(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT)) as pilot:
        await show_sound(pilot)

        assert [line for line in lines_of(pilot) if line] == [
            "OUTLINE",
            "  Purpose",
            "    Who asked",
            "◐ Progress 1/2",
            "∅ Decision Log",
        ]


async def test_finished_progress_has_the_sign_of_what_is_fine(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT.replace("[ ]", "[x]"))) as pilot:
        await show_sound(pilot)

        assert "✓ Progress 2/2" in lines_of(pilot)


async def test_progress_without_items_is_not_finished(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of("# T\n\n## Progress\n\nSoon.\n")) as pilot:
        await show_sound(pilot)

        assert "◐ Progress 0/0" in lines_of(pilot)


@pytest.mark.parametrize(
    ("found", "figure"),
    [
        ([("A fence", Severity.WARNING)], "▲1"),
        ([("A fence", Severity.WARNING), ("holes", Severity.ERROR)], "✖2"),
        ([("A fence", Severity.INFO), ("gaps", Severity.INFO)], "◇2"),
        ([("Bo.", Severity.ERROR)], ""),
    ],
)
async def test_findings_are_counted_under_the_sign_of_the_worst(
    open_plan: OpenPlan,
    plan_of: Callable[[str], Path],
    found: list[tuple[str, Severity]],
    figure: str,
) -> None:
    async with open_plan(plan_of(TEXT)) as pilot:
        await show_sound(pilot, *(finding(TEXT, place, severity) for place, severity in found))
        line = next(line for line in lines_of(pilot) if "Purpose" in line)

        assert line.removeprefix("  Purpose").strip() == figure


async def test_findings_before_the_first_heading_belong_to_no_section(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = f"A word before.\n\n{TEXT}"
    async with open_plan(plan_of(text)) as pilot:
        await show_sound(pilot, finding(text, "A word", Severity.ERROR))

        assert "✖" not in "".join(lines_of(pilot))


async def test_deep_headings_are_left_out_unless_they_are_standard_sections(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = "## A\n\n#### Deep\n\n#### Progress\n\n- [ ] a\n"
    async with open_plan(plan_of(text)) as pilot:
        lines = "\n".join(lines_of(pilot))

        assert "Deep" not in lines
        assert "    ◐ Progress" in lines


async def test_long_titles_are_cut_and_lose_their_markup(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    text = f"## The `code` of **bees**\n\nx\n\n## {'Very long ' * 9}\n\nx\n"
    async with open_plan(plan_of(text)) as pilot:
        await show_sound(pilot)
        lines = [line for line in lines_of(pilot) if line]

        assert lines[1] == "  The code of bees"
        assert lines[2].startswith("  Very long Very long")
        assert lines[2].endswith("…")


async def test_a_plan_without_headings_says_so(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of("Only words.\n")) as pilot:
        assert "No headings yet. Sections are" in lines_of(pilot)
        await pilot.press("4", "j", "enter", "k")

        assert plan_screen(pilot).outline.cursor is None


async def test_the_outline_shows_where_one_reads(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        assert selected_title(pilot) == "Validation and Acceptance"

        await pilot.press("g")
        await pilot.pause()

        assert selected_title(pilot) == "Purpose / Big Picture"


async def test_the_outlines_own_cursor_is_not_moved_from_elsewhere(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("4", "g")
        plan_screen(pilot).reader.action_cursor_bottom()
        await pilot.pause()

        assert selected_title(pilot) == "Purpose / Big Picture"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Purpose", "## Why now\n\nIt leaks.\n\n## Purpose"),
        ("### Who asked\n\nBo.\n\n", ""),
        ("## Purpose", "## Decision Log\n\nAn older one.\n\n## Purpose"),
    ],
)
async def test_the_cursor_stays_with_its_section(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], old: str, new: str
) -> None:
    async with open_plan(plan_of(TEXT)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("4", "G", "k")
        assert selected_title(pilot) == "Progress"

        text = TEXT.replace(old, new)
        plan_of(text)
        await wait_for(pilot, lambda: screen.document.text == text, "the new text")
        await wait_for(pilot, lambda: screen.outline.document is screen.document, "the outline")

        assert selected_title(pilot) == "Progress"
        assert screen.outline.has_focus


async def test_the_cursor_of_a_section_that_is_gone_stays_near(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("4", "G")
        text = TEXT.replace("## Decision Log\n", "")
        plan_of(text)
        await wait_for(pilot, lambda: screen.document.text == text, "the new text")
        await pilot.pause()

        assert selected_title(pilot) == "Progress"
        assert "Decision Log" not in "".join(lines_of(pilot))


STEPS = """\
# T

## Progress

### Milestone 1: dig

- [x] (2026-03-03 08:10Z) a
- [x] (2026-03-03 08:20Z) b

### Milestone 2 (plant)

- [x] (2026-03-03 08:30Z) c
- [ ] d

### Milestone 3

- [ ] e

## Plan of Work

### Milestone 1: dig the bed

Dig.

### Milestone 2: plant

Plant.

### Milestone 3

Water.

### Milestone 4

Wait.
"""


async def test_milestones_show_how_far_their_steps_are(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(STEPS), size=(130, 40)) as pilot:
        lines = [line[:36].strip() for line in screen_text(pilot)]
        signs = [line for line in lines if "Milestone" in line]

    assert [sign[:1] for sign in signs] == ["✓", "◐", "M", "✓", "◐", "M", "M"]
