"""The editor as pictures; see `test_pictures` for how they are taken."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from milepost.workspace.first_look import Personal
from milepost.workspace.preferences import Preferences
from support.pilot import plan_screen, wait_for
from tui.conftest import PLAN
from tui.test_pictures import MEDIUM, NARROW, WIDE, make_app, press, write_plan

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.test_pictures import Compare

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the pictures were taken on Python 3.11"
)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def edit(pilot: Pilot[Any], keys: str, *, touched: bool = False) -> None:
    """Opens the editor on Plan of Work, types, and waits until that is checked."""
    await press(pilot, "")
    screen = plan_screen(pilot)
    screen.focus_pane("reader")
    await pilot.pause()
    at = PLAN.index("## Plan of Work")
    reader = screen.reader

    def is_in_sight() -> bool:
        reader.move_to(at)
        return reader.visible_lines > 0 and (reader.top > 0 or reader.visible_lines >= 30)

    await wait_for(pilot, is_in_sight, "the place in sight")
    await pilot.press("e")
    await wait_for(pilot, lambda: screen.edit_pane, "the editor")
    pane = screen.edit_pane
    assert pane is not None
    await wait_for(pilot, lambda: pane.editor.has_focus, "the keys to be the editor's")
    pane.editor.move_cursor(pane.editor.document.end)
    await pilot.press(*keys.split())
    await wait_for(pilot, lambda: screen._looked_at == pane.text, "a look at the text")
    await wait_for(pilot, lambda: not screen._looking and pane.editor.marks, "the findings")
    if touched and screen._edit is not None:
        screen._edit.touched = True
        screen._mark_touched(collides=True)
    await pilot.pause()


TYPED = "enter - space 漢 字 space a s space n e e d e d enter o n e enter tab t w o"


@pytest.mark.parametrize("theme", ["night-express", "timetable"])
@pytest.mark.parametrize("size", [NARROW, MEDIUM, WIDE], ids=["narrow", "medium", "wide"])
def test_typing(size: tuple[int, int], theme: str, snap_compare: Compare) -> None:
    app = make_app(write_plan(PLAN), personal=Personal(Preferences(theme=theme)))

    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: edit(pilot, TYPED))


@pytest.mark.parametrize("size", [NARROW, MEDIUM], ids=["narrow", "medium"])
def test_question_and_mark(size: tuple[int, int], snap_compare: Compare) -> None:
    def ask(pilot: Pilot[Any]) -> Any:
        return edit(pilot, "! escape", touched=True)

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("size", [NARROW, MEDIUM], ids=["narrow", "medium"])
def test_offer(size: tuple[int, int], snap_compare: Compare) -> None:
    path = write_plan(PLAN)

    async def leave_and_come_back(pilot: Pilot[Any]) -> None:
        await edit(pilot, "! !")
        screen = plan_screen(pilot)
        screen._keep_draft()
        screen._close_editor(drop=False)
        screen._find_left_behind(screen.session.drafts)
        await wait_for(pilot, lambda: screen.offer_bar and screen.offer_bar.has_focus, "the offer")
        await pilot.pause()

    assert snap_compare(make_app(path), terminal_size=size, run_before=leave_and_come_back)
