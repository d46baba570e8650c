"""What mending and deciding look like; see `test_pictures` for how to take pictures anew."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from milepost.text import EditSet, Span
from milepost.tui.screens.fixes import FixesScreen
from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.events import Alarm, Mend
from milepost.workspace.first_look import Personal
from milepost.workspace.intent import replacing
from milepost.workspace.preferences import Preferences
from support.agents import by_rename
from support.glances import shown
from support.pilot import plan_screen, selected_finding, wait_for
from tui.conftest import PLAN
from tui.test_pictures import make_app, press, write_plan

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    Compare = Callable[..., bool]
    Scene = Callable[[Pilot[Any]], Awaitable[None]]

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the pictures were taken on Python 3.11"
)

SIZES = {"narrow": (50, 20), "medium": (80, 24), "wide": (120, 40)}
THEMES = ("night-express", "timetable")
PURPOSE = "The gardener reads one file instead of seven."


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def picture(compare: Compare, text: str, theme: str, size: str, scene: Scene) -> bool:
    app = make_app(write_plan(text), personal=Personal(Preferences(theme=theme)))
    return compare(app, terminal_size=SIZES[size], run_before=scene)


def flawed() -> str:
    text = (sample_plans_dir() / "flawed-offline-surveys.md").read_text(encoding="utf-8")
    # What lies in the future differs from day to day; the picture is of something else.
    return text.replace("2026-11", "2025-11")


async def preview(pilot: Pilot[Any], *, pane: str) -> None:
    await press(pilot, "")
    await pilot.press("3", "g")
    while selected_finding(pilot).code != "MP208":
        await pilot.press("j")
    await press(pilot, "enter f" if pane == "reader" else "f")
    await wait_for(pilot, lambda: "safe" in shown(pilot), "the preview")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
def test_fix_in_the_plan(theme: str, size: str, snap_compare: Compare) -> None:
    assert picture(snap_compare, flawed(), theme, size, partial(preview, pane="reader"))


@pytest.mark.parametrize("size", SIZES)
def test_fix_in_the_findings(size: str, snap_compare: Compare) -> None:
    scene = partial(preview, pane="findings")
    assert picture(snap_compare, flawed(), THEMES[0], size, scene)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
def test_all_fixes(theme: str, size: str, snap_compare: Compare) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "F")
        await wait_for(
            pilot, lambda: isinstance(pilot.app.screen, FixesScreen), "the preview of all"
        )
        await pilot.pause()

    text = flawed().replace("- [ ] Show the number", "-[ ] Show the number")
    assert picture(snap_compare, text, theme, size, scene)


async def conflict(pilot: Pilot[Any], *, hunks: int) -> None:
    await press(pilot, "")
    screen = plan_screen(pilot)
    before = screen.document
    mine = theirs = before.text
    mine = mine.replace("Change the path", "Change both paths")
    theirs = theirs.replace("Change the path", "Change the sensors' path")
    if hunks > 1:
        mine = mine.replace(PURPOSE, "The gardener reads one file.")
        theirs = theirs.replace(PURPOSE, "The gardener and the guests read one file.")
    await wait_for(pilot, lambda: screen.news, "what was seen last")
    by_rename(screen.session.path, theirs.encode())
    await wait_for(pilot, lambda: screen.document.text == theirs, "their text")
    edits = EditSet.replace(Span(0, len(before.text)), mine)
    screen._handle(screen.session.replace("Edit the plan", edits, before))
    await wait_for(pilot, lambda: screen.conflict_pane is not None, "the conflict")
    await wait_for(pilot, lambda: screen.findings.document is screen.document, "a check")
    await wait_for(pilot, lambda: screen.news and not screen.news.is_waiting, "what is new")
    await pilot.press("C")
    await wait_for(pilot, lambda: "m yours" in shown(pilot), "the keys")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
def test_conflict(theme: str, size: str, snap_compare: Compare) -> None:
    hunks = 1 if size == "narrow" else 2
    assert picture(snap_compare, PLAN, theme, size, partial(conflict, hunks=hunks))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
def test_alarms(theme: str, size: str, snap_compare: Compare) -> None:
    async def scene(pilot: Pilot[Any]) -> None:
        await press(pilot, "")
        screen = plan_screen(pilot)
        edits = EditSet.replace(Span(0, 1), "#")
        mend = Mend("Tick “Point the sensors at the one file” again", replacing(PLAN, edits))
        sentence = "“Point the sensors at the one file” is open again: somebody wrote over it."
        screen._handle((Alarm(sentence, serious=True, mend=mend), Alarm("Another.", serious=False)))
        await wait_for(pilot, lambda: "1 of 2" in shown(pilot), "the alarm")
        await pilot.pause()

    assert picture(snap_compare, PLAN, theme, size, scene)
