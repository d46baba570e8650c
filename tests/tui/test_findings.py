"""The findings: by section, worst first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.document import Document
from milepost.text import Span
from milepost.tui.checking import Outcome
from support.glances import click, shown, style_of
from support.pilot import OpenPlan, plan_screen, selected_finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

TEXT = """\
A word before.

# Mend the fence

## Purpose of `it`

A fence without gaps,
without holes.

## Progress

- [ ] Cut wood.
- [ ] Paint it as needed.
"""


def finding(
    words: str, severity: Severity = Severity.WARNING, message: str | None = None
) -> Diagnostic:
    at = TEXT.index(words)
    span = Span(at, at + len(words))
    return Diagnostic("MP999", "made-up", message or f"about {words}", span, severity)


def lines_of(pilot: Pilot[Any]) -> list[str]:
    """The pane's lines, without the cursor's column."""
    pane = plan_screen(pilot).findings
    strips = [pane.render_line(y) for y in range(pane.visible_lines)]
    return [strip.text[1:].rstrip() for strip in strips]


async def show(pilot: Pilot[Any], *found: Diagnostic) -> None:
    screen = plan_screen(pilot)
    screen.show_findings(screen.document, found)
    await pilot.press("3")
    await pilot.pause()


async def test_sections_with_the_worst_come_first(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        await show(
            pilot,
            finding("A word", Severity.INFO),
            finding("gaps"),
            finding("without gaps", Severity.INFO),
            finding("holes", Severity.ERROR),
            finding("as needed"),
        )
        lines = [line for line in lines_of(pilot) if line]

        assert [lines[0].split()[0], lines[0].split()[-1]] == ["FINDINGS", "2"]
        assert lines[0].split()[1:] == ["✖", "1", "▲", "2", "◇", "2"]
        assert lines[1:] == [
            "Purpose of it",
            "✖ about holes",
            "  MP999 made-up · line 8",
            "▲ about gaps",
            "  MP999 made-up · line 7",
            "◇ about without gaps" + " " * 23 + "MP999 · line 7",
            "Progress",
            "▲ about as needed",
            "  MP999 made-up · line 13",
            "Before the first heading",
            "◇ about A word" + " " * 29 + "MP999 · line 1",
        ]


async def test_a_sound_plan_says_so(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 24)) as pilot:
        await show(pilot)

        assert [line for line in lines_of(pilot) if line][1:] == ["✓ Nothing to mend."]
        tabs = plan_screen(pilot).tabs
        assert tabs is not None
        assert tabs.tabs[2] == ("findings", "Findings")
        await pilot.press("j", "enter", "G")
        assert plan_screen(pilot).active == "findings"


async def test_a_long_message_takes_two_lines_and_says_that_it_is_cut(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(40, 24)) as pilot:
        await show(pilot, finding("gaps", message="very long words " * 9))
        lines = [line for line in lines_of(pilot) if line]

        assert lines[2].startswith("▲ very long words very long")
        assert lines[3].startswith("  ")
        assert lines[3].endswith("…")
        assert lines[4] == "  MP999 made-up · line 7"


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (60, ["Cut in Spring", "Cut in Autumn, when it rains"]),
        (26, ["Cut in Spring", "Cut in Autumn,…"]),
    ],
)
async def test_sections_of_the_same_title_are_told_apart(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], width: int, headings: list[str]
) -> None:
    text = TEXT + "\n## `Spring`\n\n### Cut\n\nA.\n\n## Autumn, when it rains\n\n### Cut\n\nB.\n"
    async with open_plan(plan_of(text), size=(width, 24)) as pilot:
        at = text.index("A.\n"), text.index("B.\n")
        await show(
            pilot,
            *(
                Diagnostic("MP999", "odd", "is odd", Span(start, start + 1), Severity.ERROR)
                for start in at
            ),
        )

        assert [line for line in lines_of(pilot) if line.startswith("Cut")] == headings


@pytest.mark.parametrize(("width", "count"), [(30, 3), (40, 2)])
async def test_a_narrow_pane_gives_a_message_more_lines(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], width: int, count: int
) -> None:
    async with open_plan(plan_of(TEXT), size=(width, 24)) as pilot:
        await show(pilot, finding("gaps", message="long " * 40))

        assert sum("long" in line for line in lines_of(pilot)) == count


async def test_remarks_take_a_line_where_there_is_room_and_two_where_not(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 24)) as pilot:
        await show(pilot, finding("gaps", Severity.INFO, "short"))
        assert [line for line in lines_of(pilot) if line][2:] == [
            "◇ short" + " " * 36 + "MP999 · line 7"
        ]

        await show(pilot, finding("gaps", Severity.INFO, "long " * 9))
        assert [line for line in lines_of(pilot) if line][3:] == ["  MP999 made-up · line 7"]


async def test_what_is_said_of_a_section_again_takes_one_line(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(40, 40)) as pilot:
        words = "this is told so often that it does not fit twice"
        places = [(each, Severity.WARNING) for each in ("A fence", "gaps", "holes", "as needed")]
        await show(pilot, *(finding(each, severity, words) for each, severity in places))
        lines = [line for line in lines_of(pilot) if line]

        assert lines[1:] == [
            "Purpose of it",
            "▲ this is told so often that it does",
            "  not fit twice",
            "  MP999 made-up · line 7",
            "▲ this is told so often that…  line 7",
            "▲ this is told so often that…  line 8",
            "Progress",
            "▲ this is told so often that it does",
            "  not fit twice",
            "  MP999 made-up · line 13",
        ]
        await pilot.press("g", "j", "j")
        assert selected_finding(pilot).span.cut(TEXT) == "holes"


async def test_remarks_are_quiet_and_findings_are_not(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        await show(pilot, finding("gaps"), finding("A word", Severity.INFO))
        await pilot.press("1")
        await pilot.press("3")

        assert style_of(pilot, "about gaps").color != style_of(pilot, "about A word").color
        assert style_of(pilot, "about A word").color == style_of(pilot, "MP999 ·").color


async def test_what_a_message_quotes_stands_in_quotation_marks(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 24)) as pilot:
        await show(pilot, finding("gaps", message="`gaps` leaves open what is meant"))

        assert "▲ “gaps” leaves open what is meant" in lines_of(pilot)


async def test_what_is_not_followed_stands_above_the_findings(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 24)) as pilot:
        plan_screen(pilot).findings.remarks = ("One.", "word " * 99)
        await show(pilot)
        lines = [line for line in lines_of(pilot) if line]

        assert lines[1] == "▲ One."
        assert lines[2].startswith("▲ word word")
        assert lines[5].endswith("…")
        assert lines[6:] == ["✓ Nothing to mend."]


@pytest.mark.parametrize("width", [24, 30, 46, 72, 80, 110])
async def test_the_line_number_is_never_cut_off(open_plan: OpenPlan, width: int) -> None:
    async with open_plan(size=(width, 40)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        lines = [line for line in lines_of(pilot) if line.startswith("  MP")]

        assert lines
        assert [line for line in lines if not re.search(r"\S · line \d+$", line)] == []


async def test_the_tab_counts_them(open_plan: OpenPlan, plan_of: Callable[[str], Path]) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 24)) as pilot:
        await show(pilot, finding("gaps"), finding("holes"))

        assert "Findings 2" in shown(pilot)


@pytest.mark.parametrize(
    ("keys", "words"),
    [([], "holes"), (["j"], "gaps"), (["G"], "as needed"), (["G", "k"], "gaps"), (["k"], "holes")],
)
async def test_keys_walk_in_the_order_shown(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], keys: list[str], words: str
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        found = (finding("gaps"), finding("holes", Severity.ERROR), finding("as needed"))
        await show(pilot, *found)
        await pilot.press("g", *keys)

        assert selected_finding(pilot).message == f"about {words}"


async def test_enter_leads_to_the_words_meant(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        screen = plan_screen(pilot)
        await show(pilot, finding("gaps"), finding("as needed"))
        await pilot.press("G", "enter")

        assert screen.reader.has_focus
        assert screen.document.text[screen.reader.cursor_offset :].startswith("as needed")


@pytest.mark.parametrize("width", [60, 90, 140])
async def test_a_click_selects_what_is_under_the_mouse(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], width: int
) -> None:
    async with open_plan(plan_of(TEXT), size=(width, 50)) as pilot:
        screen = plan_screen(pilot)
        await show(pilot, finding("gaps"), finding("holes"), finding("as needed"))
        await click(pilot, "▲ about holes")
        assert selected_finding(pilot).message == "about holes"
        await click(pilot, "MP999 made-up · line 7")
        assert selected_finding(pilot).message == "about gaps"
        await click(pilot, "▲ about as needed")
        assert selected_finding(pilot).message == "about as needed"
        assert screen.active == "findings"

        await click(pilot, "▲ about as needed")

        assert screen.active == "reader"
        assert screen.document.text[screen.reader.cursor_offset :].startswith("as needed")


async def test_severity_is_told_by_sign_and_not_by_colour_alone(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        await show(
            pilot,
            finding("gaps"),
            finding("holes", Severity.ERROR),
            finding("A word", Severity.INFO),
        )
        signs = {line.split()[0] for line in lines_of(pilot) if "about" in line}

        assert signs == {"✖", "▲", "◇"}
        assert style_of(pilot, "✖ about").bold


async def test_what_a_check_of_another_text_found_is_not_shown(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_plan(plan_of(TEXT), size=(60, 40)) as pilot:
        screen = plan_screen(pilot)
        outcome = Outcome((finding("holes"),), (), screen.document.aliases)
        monkeypatch.setattr(screen, "_lint", lambda document: outcome)

        screen._check(Document.parse(TEXT))
        await screen.workers.wait_for_complete()
        assert all(each.code != "MP999" for each in screen.findings.diagnostics)

        screen._check(screen.document)
        await screen.workers.wait_for_complete()
        assert [each.code for each in screen.findings.diagnostics] == ["MP999"]
