"""The frame that answers a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.screen import Screen

from milepost.workspace.events import Told
from milepost.workspace.session import Session
from support.pilot import OpenPlan, screen_text
from support.settling import draw

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import ChecklistItem

WORDS = "Point the sensors"


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the screen holds at each frame that goes to the terminal."""
    kept: list[str] = []
    display = vars(App)["_display"]

    def keep(app: App[Any], *arguments: object) -> None:
        display(app, *arguments)
        strips = app.screen._compositor.render_strips()
        kept.append("\n".join(strip.text for strip in strips))

    monkeypatch.setattr(App, "_display", keep)
    monkeypatch.setattr(Screen, "_compositor_refresh", draw)  # Elsewhere tests draw less often.
    return kept


def rail_line(screen: str) -> str:
    """The line of the item on the rail, which is right of the reader."""
    return next(line for line in screen.split("\n") if WORDS in line[70:])[70:]


async def test_a_tick_is_drawn_before_the_plan_is_read_with_it(
    open_plan: OpenPlan, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    toggle = Session.toggle

    def look_first(session: Session, item: ChecklistItem, shown: Document) -> object:
        drawn.append(frames[-1])
        return toggle(session, item, shown)

    monkeypatch.setattr(Session, "toggle", look_first)
    async with open_plan() as pilot:
        await pilot.press("j", "space", "space")

    ticked, opened = drawn
    assert "3/5" in ticked
    assert "●" in rail_line(ticked)
    assert "2/5" in opened
    assert "●" not in rail_line(opened)


async def test_a_refused_tick_is_taken_back(
    open_plan: OpenPlan, frames: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "toggle", lambda *_: (Told("It has just changed."),))
    async with open_plan() as pilot:
        await pilot.press("j")
        before = "\n".join(screen_text(pilot))
        await pilot.press("space")
        after = "\n".join(screen_text(pilot))

    assert any("3/5" in frame for frame in frames)
    assert rail_line(after) == rail_line(before)
    assert "2/5" in after
    assert "It has just changed." in after
