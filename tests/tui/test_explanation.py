"""The page of a rule is one key away from what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.plan.model import BlockKind
from milepost.rules import ALL_RULES
from milepost.text import Span
from milepost.tui.screens.explanation import ExplanationScreen
from support.glances import shown, style_of
from support.pilot import OpenPlan, plan_screen, screen_text, selected_finding, wait_for

if TYPE_CHECKING:
    from textual.pilot import Pilot

RULES = {rule.code: rule for rule in ALL_RULES}


def explanation(pilot: Pilot[Any]) -> ExplanationScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ExplanationScreen), "no page of a rule is open"
    return screen


def found(pilot: Pilot[Any], words: str, code: str = "MP501") -> Diagnostic:
    start = plan_screen(pilot).document.text.index(words)
    span = Span(start, start + len(words))
    name = RULES[code].name if code in RULES else "internal-error"
    return Diagnostic(code, name, "is odd", span, Severity.WARNING)


async def show(pilot: Pilot[Any], *diagnostics: Diagnostic) -> None:
    screen = plan_screen(pilot)
    screen.show_findings(screen.document, diagnostics)
    await pilot.pause()


async def test_the_page_of_the_finding_at_the_cursor_opens(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await pilot.press("3", "j")
        rule = RULES[selected_finding(pilot).code]
        await pilot.press("K")
        await pilot.pause()

        assert f"{rule.code} {rule.name}" in shown(pilot)
        assert "What it does" in shown(pilot)
        assert "1 of" not in shown(pilot)


@pytest.mark.parametrize("key", ["escape", "q", "K"])
async def test_a_key_closes_it_and_nothing_has_moved(open_plan: OpenPlan, key: str) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("3", "j")
        before = selected_finding(pilot)
        await pilot.press("K")
        explanation(pilot)
        await pilot.press("j", "G", key)

        assert pilot.app.screen is screen
        assert screen.findings.has_focus
        assert selected_finding(pilot) is before


async def test_in_the_plan_it_is_about_the_cursors_line(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, found(pilot, "clean up", "MP502"), found(pilot, "gardener", "MP403"))
        await pilot.press("3", "g", "enter", "K")
        await pilot.pause()
        assert "MP403 undefined-term" in shown(pilot)

        await pilot.press("escape", "g", "K")
        assert pilot.app.screen is plan_screen(pilot)


async def test_the_last_line_offers_it_only_where_there_is_a_finding(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, found(pilot, "gardener reads"))
        offered = []
        for key in ("3", "enter", "j", "k", "1"):
            await pilot.press(key)
            await pilot.pause()
            offered.append("K explain" in screen_text(pilot)[-1])

        assert offered == [True, True, False, True, False]


@pytest.mark.parametrize(("pane", "opens"), [("1", True), ("4", False)])
async def test_on_the_rail_it_is_about_the_item(
    open_plan: OpenPlan, pane: str, opens: bool
) -> None:
    async with open_plan() as pilot:
        await show(pilot, found(pilot, "as needed", "MP502"))
        await pilot.press("1", "G", pane)

        assert plan_screen(pilot).check_action("explain", ()) is opens
        await pilot.press("K")
        assert isinstance(pilot.app.screen, ExplanationScreen) is opens


async def test_of_several_on_a_line_the_one_gone_to_comes_first(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        codes = ("MP402", "MP403", "MP501")
        await show(pilot, *(found(pilot, "gardener", code) for code in (*codes, "MP501")))
        await pilot.press(*["right_square_bracket", "d"] * 2, "K")
        await pilot.pause()
        seen = []
        for key in ("tab", "tab", "tab", "shift+tab"):
            seen.append(screen_text(pilot)[3].split()[1])
            assert "of 3, tab turns" in shown(pilot)
            await pilot.press(key)
            await pilot.pause()

        assert seen == ["MP403", "MP402", "MP501", "MP403"]
        assert "3 of 3" in shown(pilot)


async def test_a_mistake_of_our_own_has_no_page(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await show(pilot, found(pilot, "gardener", "MP000"))
        await pilot.press("3", "K")
        await pilot.pause()

        assert pilot.app.screen is plan_screen(pilot)
        assert "No rule has found anything here." in shown(pilot)


async def test_keys_scroll_it(open_plan: OpenPlan) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        plan_screen(pilot).explain(["MP202"])
        await pilot.pause()
        page = explanation(pilot).page
        tops = []
        for key in ("j", "j", "k", "space", "ctrl+u", "G", "g", "pagedown", "end", "home"):
            await pilot.press(key)
            await pilot.pause()
            tops.append(page.top)
        half, end = page.visible_lines // 2, page.line_count() - page.visible_lines

        assert tops == [1, 2, 1, 1 + half, 1, end, 0, half, end, 0]


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        ((50, 20), "night-express"),
        ((80, 24), "timetable"),
        ((120, 40), "night-express"),
        ((180, 50), "timetable"),
    ],
)
async def test_it_is_whole_at_every_size(
    open_plan: OpenPlan, size: tuple[int, int], theme: str
) -> None:
    async with open_plan(size=size) as pilot:
        await pilot.app.run_action(f"app.wear_theme('{theme}')")
        plan_screen(pilot).explain(["MP110"])
        await pilot.pause()
        page = explanation(pilot).page

        assert page.region.right <= size[0]
        assert page.region.bottom <= size[1]
        assert "esc closes" in shown(pilot)
        assert style_of(pilot, "What it does").bold


async def test_code_stands_as_it_is(open_plan: OpenPlan) -> None:
    async with open_plan(size=(100, 200)) as pilot:
        plan_screen(pilot).explain(["MP202"])
        await pilot.pause()
        text = shown(pilot)
        missing = [
            line for line in RULES["MP202"].examples[0].bad.split("\n") if line and line not in text
        ]

        assert missing == []


async def test_examples_do_not_run_into_each_other(open_plan: OpenPlan) -> None:
    rule = next(rule for rule in ALL_RULES if len(rule.silent) > 1)
    async with open_plan(size=(100, 400)) as pilot:
        plan_screen(pilot).explain([rule.code])
        await pilot.pause()
        document = explanation(pilot).page.document
        assert document is not None
        blocks = [
            block.span.cut(document.text)
            for block in document.plan.blocks
            if block.kind is BlockKind.INDENTED_CODE
        ]

        assert len(blocks) >= len(rule.examples) + len(rule.silent)


async def test_every_page_can_be_laid_out(open_plan: OpenPlan) -> None:
    async with open_plan(size=(50, 20)) as pilot:
        plan_screen(pilot).explain(sorted(RULES))
        await pilot.pause()
        page = explanation(pilot).page
        for code in sorted(RULES):
            await pilot.press("G")

            assert page.document is not None
            assert code in page.document.plan.title
            assert page.line_count() > 10
            await pilot.press("tab")


async def test_it_is_laid_out_again_with_the_window(open_plan: OpenPlan) -> None:
    async with open_plan(size=(120, 40)) as pilot:
        plan_screen(pilot).explain(["MP202"])
        await pilot.pause()
        await pilot.resize_terminal(50, 20)
        await wait_for(pilot, lambda: explanation(pilot).page.region.width == 50, "the new width")

        assert explanation(pilot).page.region.height == 20
        assert explanation(pilot).page.top == 0
