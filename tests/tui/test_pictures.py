"""The screen as pictures. They hold pixels and nothing else: logic is tested elsewhere.

After a change that is meant to be seen: look at the report that a failing run names, then
`pytest tests/tui/test_pictures.py --snapshot-update`, on Python 3.11.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from milepost.tui.app import MilepostApp
from milepost.tui.screens.history import HistoryScreen
from milepost.tui.screens.picker import PickerScreen
from milepost.tui.screens.plan import PlanScreen
from milepost.tui.widgets.search_bar import SearchBar
from milepost.workspace.assets import sample_plans_dir
from support.clock import FakeClock
from support.forms import open_form, preview_of
from support.pilot import plan_screen, wait_for
from tui.conftest import PLAN
from tui.test_history import remember

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the pictures were taken on Python 3.11"
)

NARROW, MEDIUM, WIDE = (50, 20), (80, 24), (120, 40)
LOW = (50, 15)
AGE = 42
"""Seconds since the plan's last change, as the header tells them."""

SCREENS = {
    "narrow": (NARROW, ""),
    "medium": (MEDIUM, ""),
    "wide": (WIDE, ""),
    "narrow-timetable": (NARROW, "t t"),
    "medium-timetable": (MEDIUM, "t t"),
    "wide-signal": (WIDE, "t"),
    "wide-timetable": (WIDE, "t t"),
    "narrow-plan": (NARROW, "2"),
    "narrow-findings": (NARROW, "3"),
    "narrow-outline": (NARROW, "4"),
    "medium-drawer": (MEDIUM, "4"),
    "medium-reader": (MEDIUM, "2 j j"),
    "wide-zoomed": (WIDE, "2 z"),
    "medium-help": (MEDIUM, "question_mark"),
    "narrow-help": (NARROW, "question_mark"),
    "medium-finding": (MEDIUM, "right_square_bracket d"),
    "narrow-explain": (NARROW, "3 K"),
    "medium-explain": (MEDIUM, "3 K ctrl+d"),
    "wide-explain-timetable": (WIDE, "t t 3 K"),
    "wide-go-to": (WIDE, "enter"),
    "wide-after-search": (WIDE, "slash s e v e n enter n"),
    "medium-message": (MEDIUM, "j space u"),
}


@pytest.fixture
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths on the screen are relative, so that they are the same everywhere."""
    monkeypatch.chdir(tmp_path)


def write_plan(text: str, name: str = "greenhouse.md") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8", newline="")
    changed = FakeClock().now().timestamp() - AGE
    os.utime(path, (changed, changed))
    return path


def make_app(path: Path | None, **options: Any) -> MilepostApp:
    app = MilepostApp(path, clock=FakeClock(), **options)
    app.animation_level = "none"
    return app


async def press(pilot: Pilot[Any], keys: str) -> None:
    """Waits until the plan is checked and watched, then presses keys one by one."""
    screen = pilot.app.screen
    if isinstance(screen, PlanScreen):
        await wait_for(pilot, lambda: screen.header.health == "events", "the watch to stand")
        await wait_for(
            pilot,
            lambda: screen.findings.document is screen.document,
            "the plan to be checked",
        )
    if isinstance(screen, PickerScreen):
        await wait_for(pilot, lambda: not screen.workers, "the plans to be read")
    for key in keys.split():
        await pilot.press(key)
    await pilot.pause()
    if isinstance(screen, PlanScreen) and (screen.session.can_undo or screen.session.can_redo):
        await wait_for(
            pilot,
            lambda: screen.news and not screen.news.is_waiting,
            "what is new to be reckoned",
        )
    if pilot.app.screen is screen and isinstance(screen, PlanScreen) and not screen.search_bar:
        await wait_for(pilot, lambda: screen.active_pane.has_focus, "the pane to have the keys")
    await pilot.pause()


def keys(pressed: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    return partial(press, keys=pressed)


@pytest.mark.parametrize("name", SCREENS)
def test_plan(name: str, snap_compare: Compare) -> None:
    size, pressed = SCREENS[name]
    app = make_app(write_plan(PLAN))

    assert snap_compare(app, terminal_size=size, run_before=keys(pressed))


@pytest.mark.parametrize("size", [MEDIUM, WIDE], ids=["medium", "wide"])
def test_plan_with_flaws(size: tuple[int, int], snap_compare: Compare) -> None:
    flawed = (sample_plans_dir() / "flawed-offline-surveys.md").read_text(encoding="utf-8")

    assert snap_compare(
        make_app(write_plan(flawed)), terminal_size=size, run_before=keys("right_square_bracket d")
    )


def test_finished_plan(snap_compare: Compare) -> None:
    finished = (sample_plans_dir() / "finished-nightly-report.md").read_text(encoding="utf-8")

    assert snap_compare(
        make_app(write_plan(finished)), terminal_size=MEDIUM, run_before=keys("1 g")
    )


def test_typing_a_search(snap_compare: Compare) -> None:
    async def search(pilot: Pilot[Any]) -> None:
        await press(pilot, "slash s e v e n")
        pilot.app.screen.query_one(SearchBar).query_one(Input).cursor_blink = False
        await pilot.pause()

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=MEDIUM, run_before=search)


@pytest.mark.parametrize(
    ("name", "text"),
    [("empty", ""), ("no-plan", "A letter, not a plan.\n"), ("lone-cr", "# T\r\r- [ ] a\r")],
    ids=["empty", "no-plan", "lone-cr"],
)
def test_odd_file(name: str, text: str, snap_compare: Compare) -> None:
    assert snap_compare(
        make_app(write_plan(text, f"{name}.md")), terminal_size=MEDIUM, run_before=keys("")
    )


def test_missing_file(snap_compare: Compare) -> None:
    assert snap_compare(make_app(Path("not-yet.md")), terminal_size=MEDIUM, run_before=keys(""))


def test_choice_of_plans(snap_compare: Compare) -> None:
    plans = [write_plan(PLAN, "a.md"), write_plan("# Dig the pond\n\n## Progress\n", "b.md")]

    assert snap_compare(make_app(None, choices=plans), terminal_size=MEDIUM, run_before=keys("j"))


def test_ascii_signs(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=MEDIUM, run_before=keys(""))


def test_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=MEDIUM, run_before=keys(""))


FORMS = {
    "narrow-add": (NARROW, "j a O i l"),
    "medium-add-timetable": (MEDIUM, "j a O i l"),
    "wide-delete": (WIDE, "j x"),
    "narrow-split": (NARROW, "s"),
    "medium-stamp": (MEDIUM, "g T"),
    "narrow-decision": (LOW, "D W h y tab B u t"),
    "medium-decision": (MEDIUM, "D W h y tab B u t"),
    "wide-decision-timetable": (WIDE, "D W h y tab B u t"),
    "medium-surprise-refused": (MEDIUM, "S W h y ctrl+s"),
    "narrow-outcome-timetable": (LOW, "O A l l enter o f space i t"),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.workspace.author.find_author", lambda _: "Grace")
    size, pressed = FORMS[name]

    async def fill_in(pilot: Pilot[Any]) -> None:
        if name.endswith("timetable"):
            await pilot.app.run_action("app.wear_theme('timetable')")
        await press(pilot, pressed)
        form = open_form(pilot)
        if "decision" in name:
            await wait_for(pilot, lambda: form.values["author"], "the author")
        await preview_of(pilot)
        await pilot.pause()

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=size, run_before=fill_in)


CHANGED = PLAN.replace("- [ ] Point", "- [x] (2026-03-04 09:31Z) Point").replace(
    "\n## Outcomes", "\n- Decision: one log.\n  Rationale: one is enough.\n\n## Outcomes"
)


async def change(pilot: Pilot[Any]) -> None:
    """Somebody else writes, and what that comes to is told."""
    await press(pilot, "")
    screen = plan_screen(pilot)
    await wait_for(pilot, lambda: screen.news, "what was seen last")
    write_plan(CHANGED)
    await wait_for(pilot, lambda: screen.catch_up, "what has changed")
    await wait_for(pilot, lambda: screen.findings.document is screen.document, "the check")


@pytest.mark.parametrize("size", [NARROW, MEDIUM, WIDE], ids=["narrow", "medium", "wide"])
def test_what_is_new(size: tuple[int, int], snap_compare: Compare) -> None:
    async def go_there(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await press(pilot, "right_square_bracket c")

    assert snap_compare(make_app(write_plan(PLAN)), terminal_size=size, run_before=go_there)


@pytest.mark.usefixtures("_own_state")
@pytest.mark.parametrize(
    "pressed", ["", "left d", "left right_square_bracket c right_square_bracket c r"]
)
@pytest.mark.parametrize("size", [NARROW, MEDIUM], ids=["narrow", "medium"])
def test_history(size: tuple[int, int], pressed: str, snap_compare: Compare) -> None:
    path = write_plan(PLAN)
    remember(path.absolute())

    async def look_back(pilot: Pilot[Any]) -> None:
        await press(pilot, "h")
        screen = pilot.app.screen
        assert isinstance(screen, HistoryScreen)
        await wait_for(pilot, lambda: screen.shown, "the newest version")
        for key in pressed.split():
            await pilot.press(key)
            await wait_for(pilot, lambda: screen.is_settled, "the version")
        await wait_for(pilot, lambda: screen.timeline.unsummarised() is None, "the summaries")
        await pilot.pause()

    assert snap_compare(make_app(path), terminal_size=size, run_before=look_back)
