"""The demo plays on a copy, with an agent at work, and leaves nothing behind."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from milepost import tui
from milepost.tui import demo
from milepost.workspace.assets import sample_plans_dir
from milepost.workspace.demo_agent import SAMPLE, SimulatedAgent
from milepost.workspace.demo_edits import Rest
from milepost.workspace.demo_story import STORY
from support.headless import run_headless
from support.pilot import plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


@pytest.fixture(autouse=True)
def _hasty_agent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An agent that takes no rest, with copies in a folder that can be looked at."""
    monkeypatch.setattr(demo, "SimulatedAgent", partial(SimulatedAgent, pace=0.01))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def agents() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "simulated-agent"]


def test_the_plan_on_the_screen_moves_by_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sample = (sample_plans_dir() / SAMPLE).read_bytes()
    seen: list[Path] = []

    async def script(pilot: Pilot[Any]) -> None:
        screen = plan_screen(pilot)
        path = screen.session.path
        seen.append(path)
        assert agents()
        await wait_for(pilot, lambda: screen.document.text.encode() != sample, "a change")
        first = screen.document.text
        await wait_for(pilot, lambda: screen.document.text != first, "another change")
        assert "Teach the importer" in screen_text(pilot)[0]
        await pilot.press("q")

    run_headless(monkeypatch, script)

    assert tui.run_demo() == 0
    assert [path.parent.parent for path in seen] == [tmp_path]
    assert seen[0].parent.name.startswith("milepost-demo-")
    assert (sample_plans_dir() / SAMPLE).read_bytes() == sample


def test_nothing_is_left_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        await pilot.press("q")

    run_headless(monkeypatch, script)
    demo.run_on_copy()

    assert agents() == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_it_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        screen = plan_screen(pilot)
        monkeypatch.setattr(screen, "action_zoom", lambda: 1 / 0)
        await pilot.press("z")

    run_headless(monkeypatch, script)
    with pytest.raises(ZeroDivisionError):
        demo.run_on_copy()

    assert agents() == []
    assert list(tmp_path.iterdir()) == []


def test_a_tick_goes_into_the_copy_while_the_agent_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.rail.selected, "the rail")
        await pilot.press("G")
        item = screen.rail.selected
        assert item is not None
        words = item.headline[:20]
        await pilot.press("space")

        def ticked() -> bool:
            text = screen.session.path.read_text(encoding="utf-8")
            return any(words in line and "- [x] (" in line for line in text.split("\n"))

        await wait_for(pilot, ticked, "the tick in the file")
        await pilot.press("q")

    run_headless(monkeypatch, script)

    assert demo.run_on_copy() == 0


def test_the_agent_stalls_once_and_the_first_line_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def script(pilot: Pilot[Any]) -> None:
        screen = plan_screen(pilot)
        await wait_for(pilot, agents, "the agent")

        def is_stalled() -> bool:
            return screen.header.pulse is not None and screen.header.pulse.state == "stalled"

        await wait_for(pilot, is_stalled, "the stall")
        assert "2 h ago" in screen_text(pilot)[0]
        assert "Two hours later" in screen.key_bar.message
        await pilot.press("q")

    monkeypatch.setattr(demo, "SimulatedAgent", partial(SimulatedAgent, pace=1000.0))
    monkeypatch.setattr("milepost.workspace.demo_agent.STORY", (STORY[0], Rest(6.0)))
    monkeypatch.setattr(demo, "_STALL_AFTER", demo._BEAT)
    run_headless(monkeypatch, script)

    assert demo.run_on_copy() == 0
