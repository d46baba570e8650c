"""Beginning a plan where there is no file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from milepost.plan.changes import Changes
from milepost.text import Source
from milepost.tui.app import MilepostApp
from milepost.workspace.first_look import Personal
from milepost.workspace.past import Past, Unseen
from milepost.workspace.preferences import Preferences
from support.clock import FakeClock
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


async def offered(pilot: Pilot[Any]) -> None:
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: screen.check_action("begin_plan", ()), "the offer")
    await pilot.pause()


def shown(pilot: Pilot[Any]) -> str:
    return "\n".join(screen_text(pilot))


async def test_a_skeleton_is_written_with_the_title_that_is_given(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "water-the-roof.md"
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        screen = plan_screen(pilot)
        screen.fall_silent()
        await pilot.pause()
        assert screen_text(pilot)[-1].startswith(" w write a skeleton")

        await pilot.press("w")
        await pilot.pause()
        assert screen_text(pilot)[-2].startswith(" title  Water the roof")
        assert screen_text(pilot)[-1] == " enter write it  esc leave"
        assert screen.prompt is not None
        assert screen.prompt.input.value == "Water the roof"
        await pilot.press(*"Water the roof garden", "enter")

        await wait_for(pilot, lambda: screen.document.plan.items, "the skeleton")
        assert path.read_text(encoding="utf-8").startswith("# Water the roof garden\n")
        assert not screen.check_action("begin_plan", ())
        await wait_for(pilot, lambda: "is begun" in screen.key_bar.message, "the next step")
        await wait_for(pilot, lambda: screen.news, "what is new")
        assert "since you looked" not in shown(pilot)


async def test_what_was_begun_before_it_was_known_what_was_seen_is_no_news(
    open_plan: OpenPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "water-the-roof.md"

    def unseen(_: Past) -> Unseen | None:
        # The history is asked late: what was begun is what the first start has seen.
        return Unseen(Source(path.read_text(encoding="utf-8")), ()) if path.exists() else None

    recalled = threading.Event()
    monkeypatch.setattr(Past, "unseen", lambda past: recalled.wait(30) and unseen(past))
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        screen = plan_screen(pilot)
        await pilot.press("w", "enter")
        await wait_for(pilot, lambda: screen.document.plan.items, "the skeleton")
        recalled.set()
        news = await wait_for(pilot, lambda: screen.news, "what is new")
        assert news is not None
        await wait_for(pilot, lambda: not news.is_waiting, "its reckoning")

        assert news.changes == Changes()
        assert news.marks == ()
        assert screen.catch_up is None


@pytest.mark.parametrize("keys", [["escape"], []])
async def test_nothing_is_written_before_it_is_wanted(
    open_plan: OpenPlan, tmp_path: Path, keys: list[str]
) -> None:
    path = tmp_path / "none.md"
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        await pilot.press("w", "w", *keys)

    assert not path.exists()


async def test_the_mouse_answers_too(open_plan: OpenPlan, tmp_path: Path) -> None:
    path = tmp_path / "none.md"
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        await pilot.press("w")
        await pilot.pause()
        await pilot.click("KeyBar", offset=(2, 0))

        await wait_for(pilot, path.exists, "the file")


async def test_without_words_the_title_is_that_of_the_file(
    open_plan: OpenPlan, tmp_path: Path
) -> None:
    path = tmp_path / "none.md"
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        await pilot.press("w", "ctrl+u", "enter")
        await wait_for(pilot, path.exists, "the file")

    assert path.read_text(encoding="utf-8").startswith("# None\n")


async def test_who_came_first_is_not_overwritten(
    open_plan: OpenPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none.md"
    async with open_plan(path, checked=False) as pilot:
        await offered(pilot)
        screen = plan_screen(pilot)
        told: list[str] = []
        monkeypatch.setattr(screen, "tell", lambda sentence, **_: told.append(sentence))
        await pilot.press("w")
        path.write_text("# Mine\n", encoding="utf-8")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "was not touched" in " ".join(told), "the sentence")

    assert path.read_text(encoding="utf-8") == "# Mine\n"


async def test_without_a_key_the_command_line_is_named(tmp_path: Path) -> None:
    wishes = Preferences(keys={"file.begin": ()})
    app = MilepostApp(tmp_path / "none.md", clock=FakeClock(), personal=Personal(wishes))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()

        assert "milepost init" in shown(pilot)
