"""The application as a whole: themes, signs for the terminal, and how it ends."""

from __future__ import annotations

import gc
import locale
from typing import TYPE_CHECKING, Any

import pytest
from textual.worker import WorkerFailed

from milepost import tui
from milepost.text import Source
from milepost.tui.app import MilepostApp
from milepost.tui.screens.picker import PickerScreen
from milepost.tui.screens.plan import PlanScreen
from milepost.tui.themes import DEFAULT_THEME, load_themes
from milepost.workspace.assets import themes_dir
from milepost.workspace.discovery import FoundPlan
from milepost.workspace.session import Session
from support.glances import shown, style_of
from support.headless import run_headless
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from support.clock import FakeClock

THEMES = sorted(path.stem for path in themes_dir().glob("*.toml"))


async def quit_at_once(pilot: Pilot[Any]) -> None:
    await pilot.press("q")


# Themes


def test_every_theme_file_is_a_theme_and_the_default_comes_first() -> None:
    names = [theme.name for theme in load_themes(themes_dir())]

    assert names[0] == DEFAULT_THEME
    assert sorted(names) == THEMES


@pytest.mark.parametrize("colour", ["ground", "text", "quiet", "error", "accent"])
def test_a_theme_file_without_a_colour_says_which(tmp_path: Path, colour: str) -> None:
    text = (themes_dir() / "timetable.toml").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith(f"{colour} =")]
    (tmp_path / "pale.toml").write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(ValueError, match=rf"pale\.toml: the colour `{colour}` is missing\.$"):
        load_themes(tmp_path)


@pytest.mark.parametrize("name", THEMES)
async def test_a_theme_colours_the_whole_screen(
    open_plan: OpenPlan, plan_path: Path, clock: FakeClock, name: str
) -> None:
    theme = next(each for each in load_themes(themes_dir()) if each.name == name)
    async with open_plan() as pilot:
        while pilot.app.theme != name:
            await pilot.press("t")
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        grounds = {
            segment.style.bgcolor.name
            for strip in strips
            for segment in strip
            if segment.style is not None and segment.style.bgcolor is not None
        }

        assert grounds == {theme.background, theme.surface}
        assert getattr(style_of(pilot, "Move the greenhouse").color, "name", "") == theme.foreground


async def test_a_theme_of_textual_still_draws(plan_path: Path, clock: FakeClock) -> None:
    app = MilepostApp(plan_path, clock=clock)
    async with app.run_test(size=(84, 30)) as pilot:
        pilot.app.theme = "textual-light"
        await pilot.pause()

        assert "Move the greenhouse" in screen_text(pilot)[0]


# Signs for the terminal


@pytest.fixture
def ascii_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda do_setlocale=True: "ANSI_X3.4-1968")


@pytest.mark.usefixtures("ascii_terminal")
@pytest.mark.parametrize("width", [46, 84, 130])
async def test_a_terminal_of_ascii_is_sent_nothing_else(open_plan: OpenPlan, width: int) -> None:
    async with open_plan(size=(width, 30)) as pilot:
        screen = plan_screen(pilot)
        for keys in (["1"], ["2"], ["3"], ["4"], ["question_mark"], ["G"], ["escape", "2", "z"]):
            await pilot.press(*keys)
            await pilot.pause()
            lines = screen_text(pilot)
            assert [line for line in lines if not line.isascii()] == []
        screen.tell("A sentence that is far too long for the width of the window. " * 4)
        await pilot.pause()

        assert screen_text(pilot)[-1].isascii()


@pytest.mark.usefixtures("ascii_terminal")
async def test_ascii_signs_are_those_of_the_help(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 40)) as pilot:
        rows = screen_text(pilot)
        assert any("x  Read the seven" in line for line in rows)
        assert any("next  %  Run it" in line for line in rows)
        assert any("o  Point the" in line for line in rows)
        assert any(line.lstrip().startswith("x (2026-03-03 08:10Z) Read") for line in rows)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf8", "utf-8"])
async def test_a_terminal_of_unicode_gets_the_full_signs(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda do_setlocale=True: encoding)
    async with open_plan() as pilot:
        assert "●  Read the seven" in shown(pilot)


# The beginning and the end


@pytest.mark.parametrize("missing", [False, True])
def test_run_opens_the_plan(
    monkeypatch: pytest.MonkeyPatch, plan_path: Path, *, missing: bool
) -> None:
    path = plan_path.with_name("later.md") if missing else plan_path
    seen: list[Path] = []

    async def script(pilot: Pilot[Any]) -> None:
        seen.append(plan_screen(pilot).session.path)
        await pilot.press("q")

    run_headless(monkeypatch, script)

    assert tui.run(path) == 0
    assert seen == [path]
    assert gc.isenabled()


def test_run_picker_lets_the_person_choose(
    monkeypatch: pytest.MonkeyPatch, plan_path: Path
) -> None:
    other = plan_path.with_name("other.md")
    other.write_bytes(plan_path.read_bytes())
    seen: list[Path] = []

    async def script(pilot: Pilot[Any]) -> None:
        assert isinstance(pilot.app.screen, PickerScreen)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan")
        seen.append(plan_screen(pilot).session.path)
        await pilot.press("q")

    run_headless(monkeypatch, script)
    plans = [FoundPlan(path, "", shelved=False, source=Source("")) for path in (plan_path, other)]

    assert tui.run_picker(plans) == 0
    assert seen == [other]
    assert gc.isenabled()


def test_a_tick_right_before_the_end_is_in_the_file(
    monkeypatch: pytest.MonkeyPatch, plan_path: Path
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("j", "space", "q")

    run_headless(monkeypatch, script)
    tui.run(plan_path)

    assert ") Point the sensors" in plan_path.read_text(encoding="utf-8")


def test_what_could_not_be_written_is_told_at_the_end(
    monkeypatch: pytest.MonkeyPatch, plan_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    close = Session.close

    def close_in_vain(session: Session) -> bool:
        close(session)
        return False

    monkeypatch.setattr(Session, "close", close_in_vain)
    run_headless(monkeypatch, quit_at_once)

    assert tui.run(plan_path) == 0
    assert str(plan_path) in capfd.readouterr().err


class MistakeError(Exception):
    """A mistake of ours."""


def fail(*_: object, **__: object) -> None:
    raise MistakeError


def fail_in_a_key(screen: PlanScreen, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(screen, "action_zoom", fail)


def fail_in_a_check(screen: PlanScreen, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(screen, "_lint", fail)
    screen._check(screen.document)


def fail_in_a_frame(screen: PlanScreen, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(screen.rail, "draw_line", fail)


def fail_on_the_keepers_thread(screen: PlanScreen, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("milepost.workspace.scribe.read_stable", fail)
    screen.session.path.write_text("# Another text\n", encoding="utf-8")


@pytest.mark.parametrize(
    "prepare", [fail_in_a_key, fail_in_a_check, fail_in_a_frame, fail_on_the_keepers_thread]
)
def test_a_mistake_ends_the_program_and_prints_no_plan(
    monkeypatch: pytest.MonkeyPatch,
    plan_path: Path,
    capfd: pytest.CaptureFixture[str],
    prepare: Any,
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        prepare(plan_screen(pilot), monkeypatch)
        await pilot.press("z")
        await wait_for(pilot, lambda: pilot.app._exception, "the mistake")

    run_headless(monkeypatch, script)
    app = MilepostApp(plan_path)
    with pytest.raises((MistakeError, WorkerFailed)) as caught:
        app.run_to_end()

    assert isinstance(getattr(caught.value, "error", caught.value), MistakeError)
    assert capfd.readouterr() == ("", "")


def test_what_was_ticked_before_a_mistake_is_in_the_file(
    monkeypatch: pytest.MonkeyPatch, plan_path: Path
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(plan_screen(pilot), "action_zoom", fail)
        await pilot.press("j", "space", "z")

    run_headless(monkeypatch, script)
    with pytest.raises(MistakeError):
        MilepostApp(plan_path).run_to_end()

    assert ") Point the sensors" in plan_path.read_text(encoding="utf-8")
