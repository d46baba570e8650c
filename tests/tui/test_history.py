"""The plan's versions: the time line, looking at one, going through time, bringing back."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from milepost.text import Source
from milepost.tui.app import MilepostApp
from milepost.tui.commands.looking_back import HISTORY_COMMANDS
from milepost.tui.screens.history import HistoryScreen
from milepost.tui.screens.restoring import RestoreScreen
from milepost.tui.settings import make_settings
from milepost.workspace.first_look import Personal
from milepost.workspace.history import open_history
from milepost.workspace.preferences import Preferences
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author
from support.clock import FakeClock
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.pilot import Pilot

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = PLAN.replace("- [x] (2026-03-03 08:52Z) Write", "- [ ] Write")
SEVEN = PLAN.replace("seven files", "7 files")
PAST = ((OPEN, Author.OUTSIDE), (SEVEN, Author.PERSON), (PLAN, Author.MILEPOST))


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def remember(path: Path, past: Sequence[tuple[str, Author]] = PAST) -> None:
    """Gives a plan versions, a day after each other."""
    with closing(open_history(state_dir())) as history:
        lineage = history.lineage(path, Source(past[-1][0]))
        for day, (text, author) in enumerate(past):
            intents = ["Say how many"] if author is Author.PERSON else []
            assert history.record(
                lineage, Source(text), author, intents, NOON + timedelta(days=day)
            )


def shown(pilot: Pilot[Any]) -> str:
    return "\n".join(screen_text(pilot))


async def look_back(pilot: Pilot[Any]) -> HistoryScreen:
    """Opens the history and waits until its newest version is told of."""
    await pilot.press("h")
    screen = pilot.app.screen
    assert isinstance(screen, HistoryScreen)
    await wait_for(pilot, lambda: screen.shown, "the newest version")
    await wait_for(pilot, lambda: screen.timeline.unsummarised() is None, "the summaries")
    await pilot.pause()
    return screen


async def show(pilot: Pilot[Any], screen: HistoryScreen, number: int) -> None:
    def is_shown() -> bool:
        return screen.shown is not None and screen.shown.version.number == number

    await wait_for(pilot, is_shown, f"version {number}")
    await pilot.pause()


def text_of(screen: HistoryScreen) -> str:
    """The text that is looked at."""
    assert screen.reader.document is not None
    return screen.reader.document.text


async def test_versions_stand_on_a_time_line(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        await look_back(pilot)
        lines = [line[:46].split("│ ")[-1].strip() for line in screen_text(pilot)]

        days = [line for line in lines if line.endswith("2026")]
        assert days == ["Wed 04 Mar 2026", "Tue 03 Mar 2026", "Mon 02 Mar 2026"]
        text = shown(pilot)
        for words in ("milepost", "you", "Say how many", "agent", "+1 done", "First seen."):
            assert words in text


async def test_left_and_right_go_through_time(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        assert text_of(screen) == PLAN

        await pilot.press("left")
        await show(pilot, screen, 2)
        assert text_of(screen) == SEVEN
        assert [SEVEN[each.start : each.end] for each in screen.reader.changes][-1] == "7"
        assert "Version 2" in shown(pilot)

        await pilot.press("right")
        await show(pilot, screen, 3)
        assert text_of(screen) == PLAN


async def test_the_place_is_kept_through_time(open_plan: OpenPlan, plan_path: Path) -> None:
    longer = PLAN.replace("## Purpose", "A word before.\n\nAnd another.\n\n## Purpose")
    remember(plan_path, ((longer, Author.OUTSIDE), (PLAN, Author.OUTSIDE)))
    async with open_plan(size=(120, 16)) as pilot:
        await pilot.press("2", "G")
        screen = await look_back(pilot)
        there = PLAN[screen.reader.cursor_offset :]
        top = screen_text(pilot)[4][60:]

        await pilot.press("left")
        await show(pilot, screen, 1)

        assert longer[screen.reader.cursor_offset :] == there
        assert screen_text(pilot)[4][60:] == top


async def test_the_difference_can_be_seen_instead(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert "- - [ ] Remove the 7 files" in shown(pilot)
        assert "+ - [ ] Remove the seven files" in shown(pilot)

        await pilot.press("left", "left")
        await show(pilot, screen, 1)
        assert "First seen." in shown(pilot)

        await pilot.press("d")
        await pilot.pause()
        assert screen.reader.display


async def test_the_changes_of_a_version_are_gone_to(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        for keys in (("right_square_bracket", "c"), ("left_square_bracket", "c")):
            await pilot.press("g", *keys)
            await pilot.pause()

            assert PLAN[screen.reader.cursor_offset :].startswith("seven files")


async def test_a_section_is_brought_back(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("left")
        await show(pilot, screen, 2)
        await pilot.press(*("right_square_bracket", "c") * 2, "r")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "the question")
        await pilot.pause()
        assert "the section" in shown(pilot)
        assert "the whole plan" in shown(pilot)

        await pilot.press("enter")
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "the plan")
        await pilot.pause()

        assert "takes it back" in shown(pilot)
        await wait_for(pilot, lambda: plan_screen(pilot).session.saved, "the file")
    assert plan_path.read_text(encoding="utf-8") == SEVEN


async def test_the_whole_plan_is_brought_back_and_undone(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("left", "left")
        await show(pilot, screen, 1)
        await pilot.press("r", "w", "j", "k", "space", "ctrl+u", "enter")
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "the plan")
        assert plan_screen(pilot).document.text == OPEN

        await pilot.press("u")
        await wait_for(pilot, lambda: plan_screen(pilot).document.text == PLAN, "it back")


async def test_what_is_as_it_was_is_not_restored(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        await look_back(pilot)
        await pilot.press("r", "tab", "enter")  # Neither answer changes anything.
        await pilot.pause()

        assert pilot.app.screen is not plan_screen(pilot)
        assert "It reads like that already." in shown(pilot)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert pilot.app.screen is plan_screen(pilot)


async def test_what_the_agent_wrote_meanwhile_is_kept(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    newer = PLAN.replace("None yet.", "It works.")
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("left")
        await show(pilot, screen, 2)
        await pilot.press(*("right_square_bracket", "c") * 2, "r")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "the question")
        plan_path.write_text(newer, encoding="utf-8", newline="")
        await wait_for(pilot, lambda: plan_screen(pilot).document.text == newer, "the agent's")
        await pilot.press("enter")
        await wait_for(pilot, lambda: pilot.app.screen is plan_screen(pilot), "the plan")
        await wait_for(pilot, lambda: plan_screen(pilot).session.saved, "the file")

    held = plan_path.read_text(encoding="utf-8")
    assert "It works." in held
    assert "7 files" in held


async def test_new_versions_come_while_it_is_open(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("left")
        await show(pilot, screen, 2)
        plan_path.write_text(PLAN.replace("None yet.", "Yes."), encoding="utf-8", newline="")
        await wait_for(pilot, lambda: len(screen.timeline.versions) == 4, "the new version")
        await pilot.pause()

        assert screen.timeline.selected in screen.timeline.versions[2:3]


async def test_one_pane_at_a_time_where_it_is_narrow(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan(size=(46, 16)) as pilot:
        screen = await look_back(pilot)
        assert screen.timeline.display
        assert screen.timeline.region.width == 46

        await pilot.press("enter")
        await pilot.pause()
        assert "Move the greenhouse" in shown(pilot)
        assert screen.reader.has_focus
        await pilot.press("G", "j", "ctrl+u", "escape", "d")
        await pilot.pause()
        assert screen.difference.has_focus
        assert "+ - [ ] Remove the seven" in shown(pilot)

        await pilot.press("escape")
        await pilot.pause()
        assert screen.timeline.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is plan_screen(pilot)


@pytest.mark.parametrize(
    ("width", "named"),
    [
        (40, ["r restore", "tab look", "? help", "esc back"]),
        (60, ["r restore", "tab look", "left older", "? help", "esc back"]),
        (90, ["left older", "right newer", "r restore", "d difference", "tab look"]),
    ],
)
async def test_the_last_line_names_what_brings_back(
    open_plan: OpenPlan, plan_path: Path, width: int, named: list[str]
) -> None:
    remember(plan_path)
    async with open_plan(size=(width, 16)) as pilot:
        await look_back(pilot)

        assert screen_text(pilot)[-1].split("  ")[: len(named)] == [f" {named[0]}", *named[1:]]


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("history = false\n", "history = false"),
        ("history = 7\n", "milepost config"),
    ],
)
async def test_an_empty_history_says_why(
    open_plan: OpenPlan, plan_path: Path, config: str, words: str
) -> None:
    plan_path.with_name("milepost.toml").write_text(config, encoding="utf-8")
    async with open_plan() as pilot:
        await pilot.press("h")
        await wait_for(pilot, lambda: words in " ".join(shown(pilot).split()), "the reason")


async def test_without_a_history_it_says_so(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.tui.screens.catching_up.CatchingUpScreen.keeps_history", False)
    async with open_plan() as pilot:
        await pilot.press("h")
        await wait_for(pilot, lambda: "--no-history" in shown(pilot), "the reason")
        await pilot.press("r", "left", "tab", "d", "escape")
        await pilot.pause()

        assert pilot.app.screen is plan_screen(pilot)


async def test_thousands_of_versions_are_read_as_they_come_into_sight(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    texts = [(PLAN + f"\nNote {n}.\n", Author.OUTSIDE) for n in range(300)]
    remember(plan_path, [*texts, (PLAN, Author.OUTSIDE)])
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        assert len(screen.timeline._summaries) < 40

        await pilot.press("G")
        await wait_for(pilot, lambda: screen.timeline.unsummarised() is None, "the oldest")
        await show(pilot, screen, 1)
        assert "First seen." in shown(pilot)
        assert len(screen.timeline._summaries) < 80


async def test_the_answer_that_changes_something_comes_first(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.press("left", "left")
        await show(pilot, screen, 1)
        await pilot.press("tab", "G", "r")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "the question")
        await pilot.pause()

        assert "◉ w  the whole plan" in shown(pilot)
        assert "This comes to: 1 reopened" in shown(pilot)


async def test_help_tells_what_can_be_done_among_the_versions(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    remember(plan_path)
    async with open_plan(size=(120, 60)) as pilot:
        screen = await look_back(pilot)
        assert "? help" in screen_text(pilot)[-1]
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the help")
        await pilot.pause()

        assert "THE HISTORY" in shown(pilot)
        assert "Brings the section under the cursor back" in shown(pilot)
        assert "ALL KEYS" not in shown(pilot)


async def test_the_mouse_presses_keys_here_too(open_plan: OpenPlan, plan_path: Path) -> None:
    remember(plan_path)
    async with open_plan() as pilot:
        screen = await look_back(pilot)
        await pilot.click("KeyBar", offset=(3, 0))

        await show(pilot, screen, len(PAST) - 1)


async def test_the_keys_of_the_history_can_be_others(plan_path: Path) -> None:
    remember(plan_path)
    wishes = Preferences(keys={"history.older": ("o",), "history.next_change": ("]n",)})
    app = MilepostApp(plan_path, clock=FakeClock(), personal=Personal(wishes))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, lambda: plan_screen(pilot).check_action("history", ()), "the start")
        screen = await look_back(pilot)
        assert screen_text(pilot)[-1].startswith(" o older")
        await pilot.press("left")
        assert screen.timeline.selected is not None
        assert screen.timeline.selected.number == len(PAST)

        await pilot.press("o")
        await show(pilot, screen, len(PAST) - 1)
        before = screen.reader.cursor_offset
        await pilot.press("right_square_bracket", "n")
        await wait_for(pilot, lambda: screen.reader.cursor_offset != before, "the change")


def test_two_commands_of_the_history_do_not_share_a_key() -> None:
    wishes = Preferences(keys={"history.restore": ("d",), "history.show": ("H",)})
    settings = make_settings(wishes)

    assert settings.history == HISTORY_COMMANDS
    assert len(settings.mistakes) == 1
    assert "history.difference (Plan or difference)" in settings.mistakes[0]
    assert next(each.keys for each in settings.commands if each.id == "history.show") == ("H",)
