"""What is marked as new, for how long, and what is said of it."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from milepost.text import Source
from milepost.workspace.history import open_history
from milepost.workspace.memory import READER, Memory
from milepost.workspace.past import Past, Unseen
from milepost.workspace.state import state_dir
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.document import Document
    from milepost.workspace.memory import Remembered
    from support.clock import FakeClock

TICKED = PLAN.replace("- [ ] Point", "- [x] (2026-03-04 09:31Z) Point")
DECIDED = TICKED.replace(
    "\n## Outcomes", "\n- Decision: one log.\n  Rationale: one is enough.\n\n## Outcomes"
)
LINE = "since you looked: "


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def shown(pilot: Pilot[Any]) -> str:
    return "\n".join(screen_text(pilot))


async def begin(pilot: Pilot[Any]) -> None:
    await wait_for(pilot, lambda: plan_screen(pilot).news, "what was seen last")


async def write(pilot: Pilot[Any], path: Path, text: str) -> None:
    """Somebody else writes, and it is known what that comes to."""
    path.write_text(text, encoding="utf-8", newline="")
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: screen.document.text == text, "the text")
    await reckoned(pilot)


async def reckoned(pilot: Pilot[Any]) -> None:
    news = plan_screen(pilot).news
    assert news is not None
    await wait_for(pilot, lambda: not news.is_waiting, "what it comes to")
    await pilot.pause()


async def test_nothing_is_new_at_first(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await begin(pilot)

        assert LINE not in shown(pilot)
        assert plan_screen(pilot).stops == ()
        assert not plan_screen(pilot).check_action("next_change", ())


async def test_what_the_agent_did_is_said_until_it_is_seen(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, DECIDED)
        assert f"{LINE}+1 done, 1 decision added" in shown(pilot)

        await pilot.press("j", "k", "2", "1")
        await pilot.pause()
        assert LINE in shown(pilot)

        await pilot.press("c")
        await pilot.pause()
        assert LINE not in shown(pilot)
        assert plan_screen(pilot).reader.changes == ()
        assert "counts as seen" in shown(pilot)


async def test_seen_twice_is_said(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.press("c")
        await pilot.pause()

        assert "Nothing has changed since you looked." in shown(pilot)


async def test_marks_stand_in_plan_rail_and_outline(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan(size=(140, 60)) as pilot:
        await begin(pilot)
        await write(pilot, plan_path, DECIDED)
        lines = screen_text(pilot)

        rail = next(line for line in lines if "09:31" in line and "Point the" in line)
        assert "┃09:31" in rail
        assert any("Decision Log" in line and "┃" in line[:40] for line in lines)

        await pilot.press(*("right_square_bracket", "c") * 2, "1")
        await pilot.pause()
        assert any("┃" in line[36:] and "one log" in line for line in screen_text(pilot))


async def test_marks_grow_old(open_plan: OpenPlan, plan_path: Path, clock: FakeClock) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, TICKED)
        screen = plan_screen(pilot)
        signs = []
        for seconds in (0, 300, 4000):
            clock.advance(seconds)
            screen._beat()
            await pilot.pause()
            line = next(line for line in screen_text(pilot) if "09:31" in line and "Point" in line)
            signs.append(line[line.rindex("09:31") - 1])

        assert signs == ["┃", "│", "┊"]


async def test_what_the_person_does_is_marked_and_no_news(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.press("space")
        await reckoned(pilot)
        assert LINE not in shown(pilot)
        assert {mark.kind.own for mark in plan_screen(pilot).reader.changes} == {True}

        await wait_for(pilot, lambda: plan_screen(pilot).session.saved, "the tick in the file")
        held = plan_path.read_text(encoding="utf-8")
        await write(pilot, plan_path, held.replace("None yet.", "It works."))

        line = next(line for line in screen_text(pilot) if LINE in line)
        assert "utcome" in line
        assert "done" not in line


async def test_a_tick_among_news_is_none(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, TICKED)
        await pilot.press("G", "space")
        await reckoned(pilot)

        line = next(line for line in screen_text(pilot) if LINE in line)
        assert "+1 done" in line


async def test_what_is_taken_back_is_no_news(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, TICKED)
        await write(pilot, plan_path, PLAN)

        assert LINE not in shown(pilot)
        assert plan_screen(pilot).reader.changes == ()


async def test_what_the_person_did_and_others_undid_has_its_place_and_its_end(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan(size=(120, 40)) as pilot:
        await begin(pilot)
        await pilot.press("a", *"dig", "enter", "escape")
        await wait_for(pilot, lambda: "dig" in plan_path.read_text(encoding="utf-8"), "the step")
        await write(pilot, plan_path, PLAN)
        assert f"{LINE}1 item removed" in shown(pilot)
        assert len(plan_screen(pilot).stops) == 1

        await pilot.press("c")
        await wait_for(pilot, lambda: LINE not in shown(pilot), "the line to go")


async def test_the_keys_go_from_change_to_change(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, DECIDED)
        screen = plan_screen(pilot)
        places = []
        for key in ("]", "]", "]", "["):
            await pilot.press("right_square_bracket" if key == "]" else "left_square_bracket", "c")
            await pilot.pause()
            places.append(screen.document.plan.sections[screen.reader.section_in_view or 0].title)

        assert screen.active == "reader"
        assert places == [
            "Milestone 2: switch",
            "Decision Log",
            "Milestone 2: switch",
            "Decision Log",
        ]


async def test_without_changes_the_keys_say_so(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        plan_screen(pilot).action_next_change()
        await pilot.pause()
        assert "Nothing has changed since you looked." in shown(pilot)

        plan_screen(pilot).action_previous_change()


async def test_the_changes_have_a_pane_and_a_tab(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan(size=(46, 24)) as pilot:
        await begin(pilot)
        await write(pilot, plan_path, DECIDED)
        assert "Changes 2" in screen_text(pilot)[1]
        assert "new: +1 done" in shown(pilot)

        await pilot.press("5")
        await pilot.pause()
        assert "Decision Log" in shown(pilot)
        assert "agent, now" in shown(pilot)

        await pilot.press("G", "enter")
        await pilot.pause()
        assert plan_screen(pilot).active == "reader"
        assert "one log" in shown(pilot)


async def test_the_pane_says_when_there_is_nothing(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.press("5")
        await pilot.pause()

        assert "Nothing has changed since" in shown(pilot)
        assert not plan_screen(pilot).check_action("go_to", ())


async def test_clicking_the_key_does_what_it_does(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, TICKED)
        row = next(n for n, line in enumerate(screen_text(pilot)) if LINE in line)
        await pilot.click(offset=(115, row))
        await pilot.pause()

        assert LINE not in shown(pilot)


async def test_what_came_while_nobody_looked_is_new(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.press("space")
        await wait_for(pilot, lambda: plan_screen(pilot).session.saved, "the tick in the file")
    held = plan_path.read_text(encoding="utf-8")
    plan_path.write_text(
        held.replace("None yet.", "It works at last."), encoding="utf-8", newline=""
    )

    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.pause()

        line = next(line for line in screen_text(pilot) if LINE in line)
        assert "done" not in line
        assert "utcome" in line
        kinds = {mark.kind.own for mark in plan_screen(pilot).reader.changes}
        assert kinds == {True, False}
        await pilot.press("c")
        await pilot.pause()

    async with open_plan() as pilot:
        await begin(pilot)
        await pilot.pause()
        assert LINE not in shown(pilot)


async def test_what_the_person_does_before_the_history_is_read_is_no_news(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticked = threading.Event()
    begin_at_once = Memory.begin

    def begin_late(
        self: Memory, document: Document | None, *, insists: bool = True
    ) -> Remembered | None:
        ticked.wait(30)
        return begin_at_once(self, document, insists=insists)

    monkeypatch.setattr(Memory, "begin", begin_late)
    async with open_plan() as pilot:
        await pilot.press("space")
        ticked.set()
        await begin(pilot)
        await reckoned(pilot)

        assert LINE not in shown(pilot)
        assert {mark.kind.own for mark in plan_screen(pilot).reader.changes} == {True}


async def test_without_a_history_news_are_of_this_run(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.tui.screens.catching_up.CatchingUpScreen.keeps_history", False)
    async with open_plan() as pilot:
        await begin(pilot)
        await write(pilot, plan_path, TICKED)

        assert f"{LINE}+1 done" in shown(pilot)


async def test_the_first_look_is_remembered(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        await begin(pilot)
    with closing(open_history(state_dir())) as history:
        lineage = history.find_lineage(plan_path)
        assert lineage is not None
        assert history.baseline(lineage, READER) is not None


async def test_a_tick_that_the_first_start_has_seen_is_no_news(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def unseen(_: Past) -> Unseen:
        asked.wait(30)
        return Unseen(Source(plan_path.read_text(encoding="utf-8")), ())

    monkeypatch.setattr(Past, "unseen", unseen)
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j", "space")
        await wait_for(pilot, lambda: screen.session.saved, "the tick in the file")
        asked.set()
        news = await wait_for(pilot, lambda: screen.news, "what is new")
        assert news is not None
        await wait_for(pilot, lambda: not news.is_waiting, "its reckoning")

        assert news.marks == ()
        assert screen.catch_up is None
