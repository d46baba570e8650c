"""Every key does what the command table says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandList

from milepost.tui.commands import COMMANDS, key_sign
from milepost.tui.screens.help import HelpScreen
from milepost.tui.widgets.search_bar import SearchBar
from support.pilot import (
    OpenPlan,
    plan_screen,
    screen_text,
    selected_finding,
    selected_item,
    wait_for,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


def read(path: Path) -> str:
    return path.read_bytes().decode()


def changed_lines(before: str, after: str) -> list[str]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [new for old, new in pairs if old != new]


async def until_saved(pilot: Pilot[Any]) -> None:
    session = plan_screen(pilot).session

    def is_saved() -> bool:
        session.receive()
        return session.saved

    await wait_for(pilot, is_saved, "the file to be written")


async def test_cursor_starts_on_what_is_next(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        assert selected_item(pilot).headline.startswith("Run it on the logs")


@pytest.mark.parametrize(
    ("keys", "wording"),
    [
        (["j"], "Point the sensors"),
        (["down"], "Point the sensors"),
        (["k"], "Write"),
        (["up"], "Write"),
        (["g"], "Read the seven"),
        (["home"], "Read the seven"),
        (["G"], "Remove the seven"),
        (["end"], "Remove the seven"),
        (["g", "ctrl+d"], "Remove the seven"),
        (["G", "ctrl+u"], "Read the seven"),
        (["g", "pagedown"], "Remove the seven"),
        (["G", "pageup"], "Read the seven"),
        (["G", "j"], "Remove the seven"),
        (["g", "k"], "Read the seven"),
    ],
)
async def test_keys_move_along_the_rail(open_plan: OpenPlan, keys: list[str], wording: str) -> None:
    async with open_plan() as pilot:
        await pilot.press(*keys)

        assert selected_item(pilot).text.startswith(wording)


async def test_space_ticks_and_stamps_one_line(open_plan: OpenPlan, plan_path: Path) -> None:
    before = read(plan_path)
    async with open_plan() as pilot:
        await pilot.press("j", "space")
        await until_saved(pilot)

    assert changed_lines(before, read(plan_path)) == [
        "- [x] (2026-03-04 09:30Z) Point the sensors at `var/log/greenhouse.log`."
    ]


async def test_untick_removes_the_stamp_and_retick_brings_it_back(
    open_plan: OpenPlan, plan_path: Path, clock: Any
) -> None:
    before = read(plan_path)
    async with open_plan() as pilot:
        await pilot.press("g", "space")
        await until_saved(pilot)
        assert changed_lines(before, read(plan_path)) == [
            "- [ ] Read the seven log files in `var/log/greenhouse/`."
        ]
        clock.advance(600)

        await pilot.press("space")
        await until_saved(pilot)

    assert read(plan_path) == before


async def test_undo_and_redo(open_plan: OpenPlan, plan_path: Path) -> None:
    before = read(plan_path)
    async with open_plan() as pilot:
        await pilot.press("j", "space", "u")
        await until_saved(pilot)
        assert read(plan_path) == before

        await pilot.press("ctrl+r")
        await until_saved(pilot)

    assert "- [x] (2026-03-04 09:30Z) Point" in read(plan_path)


async def test_undo_is_not_offered_before_a_step(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        assert not screen.check_action("undo", ())

        await pilot.press("space")

        assert screen.check_action("undo", ())


async def test_space_ticks_in_the_reader_too(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await pilot.press("j", "enter", "space")
        await until_saved(pilot)

    assert "- [x] (2026-03-04 09:30Z) Point" in read(plan_path)


async def test_enter_goes_from_rail_to_plan_and_back(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("G", "enter")
        item = selected_item(pilot)
        assert screen.active == "reader"
        assert screen.reader.cursor_offset in range(item.span.start, item.span.end)

        await pilot.press("enter")

        assert screen.active == "rail"
        assert selected_item(pilot).index == item.index


async def test_enter_goes_from_finding_and_outline_to_the_plan(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("3", "enter")
        finding = selected_finding(pilot)
        assert screen.active == "reader"
        assert abs(screen.reader.cursor_offset - finding.span.start) < 120

        await pilot.press("4", "G", "enter")

        assert screen.active == "reader"
        assert "Validation" in screen.session.document.text[screen.reader.cursor_offset :][:30]


async def test_bracket_keys_visit_all_findings_and_come_round(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        findings = sorted(screen.findings.diagnostics, key=lambda each: each.span)
        assert len(findings) >= 2
        visited = []
        for _ in range(len(findings) + 1):
            await pilot.press("right_square_bracket", "d")
            visited.append(selected_finding(pilot))
        assert visited == [*findings, findings[0]]

        await pilot.press("left_square_bracket", "d")

        assert selected_finding(pilot) == findings[-1]


async def test_second_key_alone_does_nothing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        at = screen.reader.cursor_offset
        await pilot.press("right_square_bracket", "j", "d")

        assert screen.reader.cursor_offset == at
        assert screen.active == "rail"


@pytest.mark.parametrize(
    ("keys", "active"),
    [
        (["1"], "rail"),
        (["2"], "reader"),
        (["3"], "findings"),
        (["4"], "outline"),
        (["tab"], "reader"),
        (["tab", "tab"], "findings"),
        (["shift+tab"], "outline"),
        (["tab", "tab", "tab", "tab"], "rail"),
    ],
)
async def test_panes_by_number_and_tab(open_plan: OpenPlan, keys: list[str], active: str) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        for width in (60, 90, 140):
            await pilot.resize_terminal(width, 24)
            await pilot.press("1", *keys)

            assert screen.active == active
            assert screen.active_pane.has_focus
            assert screen.active_pane.display
            assert screen.active_pane.size.height > 0


async def test_zoom_gives_the_pane_the_window_and_back(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "z")
        await pilot.pause()
        assert screen.reader.size.width > 110
        assert not screen.query_one("#side").display

        await pilot.press("z")
        await pilot.pause()

        assert screen.rail.size.width > 20
        assert screen.reader.size.width < 90


async def test_theme_key_goes_round(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        seen = [pilot.app.theme]
        for _ in range(4):
            await pilot.press("t")
            await pilot.pause()
            seen.append(pilot.app.theme)

        assert seen == ["night-express", "signal", "timetable", "viridian", "night-express"]


async def test_search_counts_while_typing_and_steps_through_matches(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash")
        await pilot.press(*"seven")
        bar = screen.query_one(SearchBar)
        await wait_for(pilot, lambda: screen.reader.match_count == 3, "three matches")
        assert "3 found" in screen_text(pilot)[-2] + screen_text(pilot)[-1]

        await pilot.press("enter")
        await wait_for(pilot, lambda: not bar.is_attached, "the search bar to go")
        assert screen.active == "reader"
        first = screen.reader.cursor_offset
        await pilot.press("n")
        second = screen.reader.cursor_offset
        await pilot.press("N")

        text = screen.session.document.text
        assert text[first:].startswith("seven")
        assert text[second:].startswith("seven")
        assert second > first == screen.reader.cursor_offset


async def test_escape_leaves_the_search_where_it_began(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"seven", "escape")
        await wait_for(pilot, lambda: not screen.query(SearchBar), "the search bar to go")

        assert screen.active == "rail"
        assert screen.rail.has_focus
        assert screen.reader.match_count == 0


async def test_keys_typed_into_the_search_do_nothing_else(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    before = read(plan_path)
    async with open_plan() as pilot:
        await pilot.press("slash", *"qtz", "space", "u")
        await pilot.pause()

        assert plan_screen(pilot).query(SearchBar)
    assert read(plan_path) == before


async def test_narrow_help_cuts_nothing(open_plan: OpenPlan) -> None:
    async with open_plan(size=(40, 900)) as pilot:
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "the help")
        await pilot.pause()
        shown = screen_text(pilot)

        assert not [line for line in shown if "…" in line]
        words = " ".join(" ".join(shown).split())
        assert [each.id for each in COMMANDS if each.help not in words] == []


async def test_help_lists_every_command(open_plan: OpenPlan) -> None:
    async with open_plan(size=(100, 320)) as pilot:
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "the help")
        await pilot.pause()
        shown = "\n".join(screen_text(pilot))
        assert [each.title for each in COMMANDS if f"{each.title}." not in shown] == []
        assert all(key_sign(each.keys[0]) in shown for each in COMMANDS)

        await pilot.press("escape")

        assert pilot.app.screen is plan_screen(pilot)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_runs_a_command(open_plan: OpenPlan, key: str) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press(key)
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the palette")
        await pilot.press(*"zoom")
        hits = pilot.app.screen.query_one(CommandList)
        await wait_for(pilot, lambda: hits.highlighted is not None, "a command to be chosen")
        await pilot.press("enter")

        await wait_for(pilot, lambda: screen.zoomed, "the command to run")


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quit_ends_with_zero(open_plan: OpenPlan, key: str) -> None:
    async with open_plan() as pilot:
        await pilot.press(key)
        await pilot.pause()

    assert pilot.app.return_code == 0


def test_every_key_is_bound_once() -> None:
    keys = [key for command in COMMANDS for key in command.keys]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("K", "There is no finding here: ]d goes to the next."),
        ("f", "There is no finding here"),
        ("n", "Nothing is searched for"),
        ("C", "There is no conflict"),
        ("r", "There is no alarm"),
        ("]c", "Nothing has changed"),
        ("space", "There is no step here."),
        ("x", "There is no step here."),
        ("2 o", "No file that exists here"),
    ],
)
async def test_a_key_that_does_nothing_says_why(open_plan: OpenPlan, keys: str, words: str) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        assert screen.findings.diagnostics
        await pilot.press("4", "g")
        for key in keys.replace("]c", "right_square_bracket c").split():
            await pilot.press(key)
        await wait_for(pilot, lambda: words in screen.key_bar.message, words)


@pytest.mark.parametrize("key", ["f", "K", "F", "right_square_bracket d"])
async def test_before_the_check_nobody_says_that_there_is_no_finding(
    open_plan: OpenPlan, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        monkeypatch.setattr(screen, "_check", lambda _: None)  # Any news would begin another one.
        screen.show_findings(screen.document, None)
        await pilot.press("4", "g", *key.split())
        await wait_for(
            pilot,
            lambda: screen.key_bar.message == "The plan has not been checked yet.",
            "the sentence",
        )


async def test_a_key_that_is_typed_says_nothing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", "C", "r", "ctrl+w")
        await pilot.pause()

        assert screen.key_bar.message == ""
