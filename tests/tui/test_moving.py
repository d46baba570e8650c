"""The screen goes where its plan goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.tui.screens import moving
from support.pilot import OpenPlan, plan_screen, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_LOOKS", 0.05)


def shelve(path: Path) -> Path:
    shelf = path.parent / "completed"
    shelf.mkdir(exist_ok=True)
    return path.rename(shelf / path.name)


async def wait_until_at(pilot: Pilot[object], path: Path) -> None:
    await wait_for(pilot, lambda: plan_screen(pilot).session.path == path, f"it at {path}")


async def test_plan_that_is_put_away_is_followed_and_back(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        there = shelve(plan_path)
        await wait_until_at(pilot, there)
        await wait_for(
            pilot, lambda: "was moved to" in plan_screen(pilot).key_bar.message, "the sentence"
        )

        there.write_text(there.read_text(encoding="utf-8").replace("seven log", "eight log"))
        await wait_for(
            pilot, lambda: "eight log" in plan_screen(pilot).document.text, "a change there"
        )
        there.rename(plan_path)
        await wait_until_at(pilot, plan_path)


async def test_plan_that_is_renamed_is_followed_with_what_was_ticked(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        session = plan_screen(pilot).session
        text = plan_path.read_text(encoding="utf-8")
        await pilot.press("space")
        await wait_for(pilot, lambda: plan_path.read_text(encoding="utf-8") != text, "the tick")
        await wait_for(pilot, lambda: session.saved, "that all is saved")

        new = plan_path.rename(plan_path.with_name("greenhouse-log.md"))

        await wait_until_at(pilot, new)
        assert plan_screen(pilot).document.text == new.read_text(encoding="utf-8") != text


async def test_who_is_typing_is_told_and_goes_on(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen._started, "the session")
        await pilot.press("2", "e")
        await wait_for(pilot, lambda: screen._edit is not None, "the editor")

        there = shelve(plan_path)

        await wait_for(pilot, lambda: "Finish this" in screen.key_bar.message, "the sentence")
        assert plan_screen(pilot) is screen
        await pilot.press("escape")
        await wait_until_at(pilot, there)


async def test_file_that_is_only_deleted_stays_on_the_screen(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen._started, "the session")
        text = plan_path.read_text(encoding="utf-8")
        plan_path.with_name("other.md").write_text("# Other\n", encoding="utf-8")
        plan_path.unlink()
        await wait_for(pilot, lambda: screen._search is not None, "the search")

        plan_path.write_text(text, encoding="utf-8")

        await wait_for(pilot, lambda: screen._search is None, "the end of the search")
        assert plan_screen(pilot) is screen
