"""Files that the plan names, the plan itself, and other plans."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from milepost.tui.screens.switcher import SwitcherScreen
from support.glances import click, shown
from support.pilot import OpenPlan, plan_screen, wait_for
from tui.conftest import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.tui.screens.picker import PlanList

OTHER = PLAN.replace("Move the greenhouse log to one file", "Dig the pond").replace("[x]", "[ ]", 1)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is run instead of an editor."""
    found: list[list[str]] = []

    class Ended:
        returncode = 0

    def run(command: list[str], *, check: bool) -> Ended:
        found.append(command)
        if command[0] == "missing":
            raise FileNotFoundError(2, "No such file or directory")
        Ended.returncode = 3 if command[0] == "failing" else 0
        return Ended()

    @contextmanager
    def suspend(_: object) -> Iterator[None]:
        yield

    monkeypatch.setattr("subprocess.run", run)
    monkeypatch.setattr("textual.app.App.suspend", suspend)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "vi")
    return found


@pytest.fixture
def files(plan_path: Path) -> Path:
    """The folder of the plan, with what the plan speaks of."""
    for name in ("tools/gather.py", "greenhouse/sensors.py"):
        path = plan_path.parent / name
        path.parent.mkdir()
        path.write_text("x\n", encoding="utf-8")
    return plan_path.parent


async def test_the_file_of_a_step_is_opened_from_the_rail(
    open_plan: OpenPlan, files: Path, runs: list[list[str]]
) -> None:
    async with open_plan() as pilot:
        await pilot.press("k", "o")
        await wait_for(pilot, lambda: runs, "the editor")

    assert runs == [["vi", str((files / "tools/gather.py").resolve())]]


async def test_the_file_of_a_row_is_opened_at_its_line(
    open_plan: OpenPlan, files: Path, plan_path: Path, runs: list[list[str]]
) -> None:
    text = plan_path.read_text(encoding="utf-8")
    plan_path.write_text(
        text.replace("sensors.py`, then", "sensors.py:12`, then"), encoding="utf-8"
    )
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("slash", *"change the", "enter")
        await wait_for(pilot, lambda: screen.search_bar is None, "the end of the search")
        await pilot.press("o")
        await wait_for(pilot, lambda: runs, "the editor")

    assert runs == [["vi", "+12", str((files / "greenhouse/sensors.py").resolve())]]


async def test_the_file_of_a_finding_is_opened(
    open_plan: OpenPlan, files: Path, runs: list[list[str]]
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        vague = [
            key
            for key, each in enumerate(screen.findings.diagnostics)
            if "Plan of Work" in screen.document.text[: each.span.start][-120:]
            and each.code == "MP502"
        ]
        await pilot.press("3")
        screen.findings.move_to(vague[0])
        await pilot.press("o")
        await wait_for(pilot, lambda: runs, "the editor")

    assert runs[0][-1].endswith("greenhouse/sensors.py")


async def test_where_no_file_is_named_nothing_is_offered(
    open_plan: OpenPlan, files: Path, runs: list[list[str]]
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        for pane in ("G", "4"):
            await pilot.press(pane)
            assert not screen.check_action("open_file", ())

        await pilot.press("o")

        assert "No file that exists here" in screen.key_bar.message
    assert runs == []


async def test_the_plan_itself_is_opened_at_the_cursor(
    open_plan: OpenPlan, plan_path: Path, runs: list[list[str]]
) -> None:
    async with open_plan() as pilot:
        document = plan_screen(pilot).document
        await pilot.press("j", "E")
        await wait_for(pilot, lambda: runs, "the editor")
        await pilot.press("2", "G", "E")
        await wait_for(pilot, lambda: len(runs) == 2, "the editor again")

    line = document.text[: document.text.index("- [ ] Point the")].count("\n") + 1
    assert runs[0] == ["vi", f"+{line}", str(plan_path)]
    assert runs[1][1] != runs[0][1]


async def test_a_tick_is_in_the_file_before_the_editor_has_it(
    open_plan: OpenPlan, plan_path: Path, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(*_: object) -> list[str]:
        seen.append(plan_path.read_text(encoding="utf-8"))
        return ["vi"]

    monkeypatch.setattr("milepost.workspace.editors.editor_command", look)
    async with open_plan() as pilot:
        await pilot.press("j", "space", "E")
        await wait_for(pilot, lambda: runs, "the editor")

    assert "- [x] (2026-03-04 09:30Z) Point" in seen[0]


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("missing", "missing could not be started: No such file or directory."),
        ("failing", "failing ended with 3."),
    ],
)
async def test_an_editor_that_fails_is_told_of(
    open_plan: OpenPlan,
    runs: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    editor: str,
    words: str,
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    async with open_plan() as pilot:
        await pilot.press("E")
        await wait_for(pilot, lambda: words in plan_screen(pilot).key_bar.message, words)


async def test_without_an_editor_it_says_what_to_set(
    open_plan: OpenPlan, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", os.devnull)
    async with open_plan() as pilot:
        await pilot.press("E")
        await wait_for(
            pilot, lambda: "set VISUAL or EDITOR" in plan_screen(pilot).key_bar.message, "it"
        )
    assert runs == []


async def test_a_terminal_that_cannot_be_lent_is_told_of(
    open_plan: OpenPlan, runs: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # Textual's own suspension, which a headless terminal refuses.
    monkeypatch.setenv("EDITOR", "true")
    async with open_plan() as pilot:
        await pilot.press("E")
        await wait_for(
            pilot, lambda: "cannot be lent" in plan_screen(pilot).key_bar.message, "the sentence"
        )


# Other plans


async def switching(pilot: Pilot[Any]) -> PlanList:
    await pilot.press("p")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, SwitcherScreen), "the plans")
    screen = pilot.app.screen
    assert isinstance(screen, SwitcherScreen)
    await wait_for(pilot, lambda: screen.list is not None, "the list")
    plans = screen.list
    assert plans is not None
    await wait_for(pilot, lambda: len(plans._facts) == len(screen._plans), "how far they are")
    return plans


async def test_another_plan_is_gone_to_and_nothing_is_lost(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    other = plan_path.parent / "pond.md"
    other.write_text(OTHER, encoding="utf-8")
    async with open_plan() as pilot:
        first = plan_screen(pilot)
        await pilot.press("j", "space")
        await switching(pilot)
        assert "2 PLANS" in shown(pilot)
        assert "1/5" in shown(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: plan_screen(pilot) is not first, "the other plan")
        await wait_for(pilot, lambda: "Dig the pond" in shown(pilot), "its title")

        assert plan_screen(pilot).session.path == other
    assert "- [x] (2026-03-04 09:30Z) Point" in plan_path.read_text(encoding="utf-8")


@pytest.mark.parametrize("keys", [["escape"], ["p"], ["q"], ["k", "enter"]])
async def test_one_may_stay(open_plan: OpenPlan, plan_path: Path, keys: list[str]) -> None:
    (plan_path.parent / "pond.md").write_text(OTHER, encoding="utf-8")
    async with open_plan() as pilot:
        first = plan_screen(pilot)
        await switching(pilot)
        await pilot.press(*keys)
        await wait_for(pilot, lambda: pilot.app.screen is first, "the plan again")


async def test_a_plan_is_chosen_by_mouse(open_plan: OpenPlan, plan_path: Path) -> None:
    (plan_path.parent / "pond.md").write_text(OTHER, encoding="utf-8")
    async with open_plan() as pilot:
        first = plan_screen(pilot)
        await switching(pilot)
        await click(pilot, "Dig the pond")
        await wait_for(pilot, lambda: plan_screen(pilot) is not first, "the other plan")


async def test_a_plan_alone_is_said_to_be(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        await switching(pilot)
        await pilot.pause()

        assert "THIS PLAN" in shown(pilot)
        assert "No other plan below" in shown(pilot)


async def test_keys_before_the_list_do_nothing(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = SwitcherScreen(plan_path, plan_screen(pilot).rail.glyphs, {})
        screen.action_move("down")
        screen.action_open()

        assert screen.list is None
