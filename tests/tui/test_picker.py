"""Choosing one of several plans."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from milepost.tui.app import MilepostApp
from milepost.tui.screens.picker import PickerScreen, PlanList
from milepost.tui.screens.plan import PlanScreen
from support.clock import FakeClock
from support.glances import click, place_of, shown, style_of
from support.pilot import plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from textual.pilot import Pilot

PLANS = {
    "plans/orchard.md": (
        "# Graft the orchard\n\n## Progress\n\n- [x] Cut.\n- [x] Bind.\n- [ ] Wait.\n"
    ),
    "plans/pond.md": "# Dig the pond\n\n## Progress\n\nNothing yet.\n",
    "bees.md": "## Progress\n\n- [x] Buy the hive.\n",
}


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The plans, with the folder they lie in as the current one."""
    monkeypatch.chdir(tmp_path)
    for name, text in PLANS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [tmp_path / name for name in PLANS]


@asynccontextmanager
async def picking(
    plans: Sequence[Path], *, size: tuple[int, int] = (60, 16), facts: int | None = None
) -> AsyncIterator[Pilot[Any]]:
    """The picker, once it has read `facts` of the plans: all of them if not told otherwise."""
    app = MilepostApp(choices=plans, clock=FakeClock())
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        wanted = len(plans) if facts is None else facts
        await wait_for(pilot, lambda: len(plan_list(pilot)._facts) == wanted, "the plans' facts")
        await pilot.pause()
        yield pilot


def plan_list(pilot: Pilot[Any]) -> PlanList:
    return pilot.app.screen.query_one(PlanList)


async def test_plans_have_title_path_and_how_far_they_are(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        lines = [line.strip(" ▌") for line in screen_text(pilot)]

        assert lines[1] == "3 PLANS BELOW HERE"
        assert lines[3].split() == ["Graft", "the", "orchard", "━━━━━━━━────", "2/3"]
        assert lines[4] == "plans/orchard.md"
        assert lines[6].split() == ["Dig", "the", "pond", "no", "steps"]
        assert lines[7] == "plans/pond.md"


async def test_bars_stand_in_line(plans: list[Path]) -> None:
    plans[0].write_text("## Progress\n\n" + "- [x] Dig.\n" * 12, encoding="utf-8")
    async with picking(plans) as pilot:
        places = {line.index("━") for line in screen_text(pilot) if "━" in line}

        assert "12/12" in shown(pilot)
        assert "1/1" in shown(pilot)
        assert len(places) == 1


async def test_a_plan_without_a_title_goes_by_its_file_name(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        name, path = [line.split() for line in screen_text(pilot) if "bees" in line]

        assert name == ["bees", "━━━━━━━━━━━━", "1/1"]
        assert path == ["bees.md"]


async def test_a_plan_elsewhere_shows_its_whole_path(plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "here")
        async with picking(plans, size=(200, 16)) as pilot:
            assert str(plans[0]) in shown(pilot)


async def test_names_are_there_before_any_plan_was_read(
    plans: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.tui.screens.picker.read_fact", lambda path: None)
    async with picking(plans, facts=0) as pilot:
        assert place_of(pilot, "orchard")[1] == 3
        assert place_of(pilot, "bees")[1] == 9


async def test_a_plan_that_cannot_be_read_stays_in_the_list(plans: list[Path]) -> None:
    plans[1].unlink()
    async with picking(plans, facts=2) as pilot:
        assert "pond" in shown(pilot)
        assert "1/1" in shown(pilot)


async def test_titles_cannot_steer_the_terminal(plans: list[Path]) -> None:
    plans[0].write_text("# \x1b]0;owned\x07 [b]x[/]\u202e y\n\n## Progress\n", encoding="utf-8")
    async with picking(plans) as pilot:
        assert not {"\x1b", "\x07", "\u202e"} & set(shown(pilot))
        assert "[b]x[/]" in shown(pilot)


@pytest.mark.parametrize("width", [20, 32, 50])
async def test_nothing_is_wider_than_the_window(plans: list[Path], width: int) -> None:
    plans[0].write_text(f"# {'Very long title ' * 9}\n\n## Progress\n\n- [ ] a\n", encoding="utf-8")
    async with picking(plans, size=(width, 16)) as pilot:
        lines = screen_text(pilot)

        assert all(len(line) < width for line in lines)
        assert lines[3].endswith(" 0/1")
        assert "…" in lines[3]


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ([], 0),
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "k"], 0),
        (["j", "j", "up"], 1),
        (["G"], 2),
        (["end", "g"], 0),
        (["end", "home"], 0),
        (["ctrl+d"], 2),
        (["pagedown", "pageup"], 0),
        (["G", "ctrl+u"], 0),
        (["k"], 0),
    ],
)
async def test_keys_choose(plans: list[Path], keys: list[str], number: int) -> None:
    async with picking(plans) as pilot:
        await pilot.press(*keys)

        assert plan_list(pilot).cursor == number


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_chosen_plan_is_opened(plans: list[Path], key: str) -> None:
    async with picking(plans) as pilot:
        await pilot.press("j", key)
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan")

        assert plan_screen(pilot).session.path == plans[1]
        assert "Dig the pond" in screen_text(pilot)[0]


async def test_a_click_chooses_and_another_opens(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        await click(pilot, "plans/pond.md")
        assert plan_list(pilot).cursor == 1
        assert isinstance(pilot.app.screen, PickerScreen)

        await click(pilot, "Dig the pond")

        await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan")


async def test_a_click_beside_the_plans_does_nothing(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        await click(pilot, "3 PLANS")
        await pilot.click(offset=(10, 13))
        await pilot.pause()

        assert plan_list(pilot).cursor == 0


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
async def test_leaving_without_a_plan_is_no_failure(plans: list[Path], key: str) -> None:
    async with picking(plans) as pilot:
        await pilot.press(key)

    assert pilot.app.return_code == 0


async def test_leaving_the_chosen_plan_ends_the_program(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan")
        await pilot.press("q")

    assert pilot.app.return_code == 0


async def test_the_plan_under_the_cursor_stands_out(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        chosen, other = style_of(pilot, "Graft"), style_of(pilot, "Dig")

        assert chosen.bgcolor != other.bgcolor
        assert "▌Graft" in shown(pilot)


async def test_without_plans_there_is_nothing_to_open() -> None:
    async with picking([]) as pilot:
        await pilot.press("j", "enter", "G", "space")

        assert isinstance(pilot.app.screen, PickerScreen)


async def test_keys_behind_the_choice_are_the_plans(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        for key, character in (("enter", "\r"), ("space", " ")):
            pilot.app.post_message(events.Key(key, character))
        assert "[ ] Wait." in plans[0].read_text(encoding="utf-8")
        await wait_for(
            pilot, lambda: "[ ] Wait." not in plans[0].read_text(encoding="utf-8"), "the tick"
        )


async def test_what_is_clicked_twice_is_opened_once(plans: list[Path]) -> None:
    async with picking(plans) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PickerScreen)
        for _ in range(2):
            screen.action_open()
        await wait_for(pilot, lambda: pilot.app.screen is not screen, "the plan")
        await pilot.pause()
        assert [type(each) for each in pilot.app.screen_stack] == [PickerScreen, PlanScreen]
