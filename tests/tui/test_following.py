"""The screen follows the file, and nothing moves that need not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.tui.screens.plan import PlanScreen
from milepost.tui.widgets.reader import Reader
from support.pilot import OpenPlan, plan_screen, screen_text, selected_item, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable


def rename_over(path: Path, text: str) -> None:
    beside = path.with_name("agent.tmp")
    beside.write_text(text, encoding="utf-8", newline="")
    beside.replace(path)


def write_in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


STYLES = pytest.mark.parametrize("write", [rename_over, write_in_place])


@STYLES
async def test_agents_write_is_shown(
    open_plan: OpenPlan, plan_path: Path, write: Callable[[Path, str], None]
) -> None:
    async with open_plan() as pilot:
        text = plan_path.read_text(encoding="utf-8")
        write(plan_path, text.replace("- [ ] Point", "- [x] (2026-03-04 10:00Z) Point"))

        await wait_for(
            pilot, lambda: "3 of 5" in "\n".join(screen_text(pilot)), "the tick on the screen"
        )


async def test_what_was_overwritten_while_leaving_is_said_at_the_end(
    open_plan: OpenPlan, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_plan() as pilot:
        text = plan_path.read_text(encoding="utf-8")
        await pilot.press("space")
        session = plan_screen(pilot).session
        await wait_for(pilot, lambda: plan_path.read_text(encoding="utf-8") != text, "the tick")
        await wait_for(pilot, lambda: session.saved, "that all is saved")
        monkeypatch.setattr(PlanScreen, "_take_in", lambda _: None)
        words: list[str] = []
        monkeypatch.setattr(plan_screen(pilot), "_say_at_the_end", words.append)
        rename_over(plan_path, text)

    (sentence,) = words
    assert sentence.startswith(f"{plan_path}: “")
    assert "somebody else has written over your change" in sentence


@STYLES
async def test_selection_stays_with_its_item(
    open_plan: OpenPlan, plan_path: Path, write: Callable[[Path, str], None]
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await pilot.press("j")
        text = plan_path.read_text(encoding="utf-8")
        grown = "".join(f"- [x] (2026-03-02 0{n}:00Z) Step {n}.\n" for n in range(5))
        write(plan_path, text.replace("### Milestone 1", grown + "\n### Milestone 1"))

        await wait_for(pilot, lambda: len(screen.session.document.plan.items) == 10, "the items")
        await wait_for(pilot, lambda: screen.rail.document is screen.session.document, "the rail")

        assert selected_item(pilot).text.startswith("Point the sensors")
        assert screen.rail.has_focus


async def test_reader_stays_where_it_was_when_text_above_grows(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan(size=(90, 16)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "G")
        reader = screen.reader
        last = reader.line_count()
        await wait_for(pilot, lambda: reader.top + reader.visible_lines >= last, "the last row")
        await pilot.pause()
        top = [line[:40] for line in screen_text(pilot)[3:12]]
        cursor_text = screen.session.document.text[reader.cursor_offset :]
        text = plan_path.read_text(encoding="utf-8")
        rename_over(
            plan_path, text.replace("The gardener", "A new first paragraph.\n\nThe gardener")
        )

        await wait_for(pilot, lambda: "A new first" in screen.session.document.text, "the text")
        await wait_for(pilot, lambda: reader.document is screen.session.document, "the reader")
        await wait_for(
            pilot,
            lambda: [line[:40] for line in screen_text(pilot)[3:12]] == top,
            "the same rows in the same place",
        )
        assert screen.session.document.text[reader.cursor_offset :] == cursor_text


async def test_tick_and_agents_write_both_survive(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        text = plan_path.read_text(encoding="utf-8")
        await pilot.press("j", "space")
        rename_over(plan_path, text.replace("None yet.", "One file, seven sensors."))

        def both() -> bool:
            now = plan_path.read_text(encoding="utf-8")
            return "One file, seven" in now

        await wait_for(pilot, both, "the agent's text in the file")
        await wait_for(
            pilot, lambda: "One file, seven" in screen.session.document.text, "it on the screen"
        )


async def test_deleted_file_keeps_its_text_and_comes_back(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        text = plan_path.read_text(encoding="utf-8")
        plan_path.unlink()
        await wait_for(pilot, lambda: screen.session.absence, "the absence to be noticed")
        await pilot.pause()
        assert "deleted or moved" in screen_text(pilot)[-1]
        assert "Point the sensors" in "\n".join(screen_text(pilot))

        await pilot.press("j", "space")
        assert screen.session.document.text == text
        assert "Nothing was changed" in screen.key_bar.message

        plan_path.write_text(text.replace("seven log", "eight log"), encoding="utf-8")
        await wait_for(pilot, lambda: "eight log" in screen.session.document.text, "its return")


async def test_missing_file_is_shown_when_it_appears(
    open_plan: OpenPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("later.md")
    async with open_plan(path, size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2")
        hint = "To begin with a skeleton, press w."
        await wait_for(pilot, lambda: hint in " ".join(" ".join(screen_text(pilot)).split()), hint)

        path.write_text("# Later\n\n## Progress\n\n- [ ] Begin.\n", encoding="utf-8")

        await wait_for(pilot, lambda: screen.session.document.plan.items, "the plan to appear")
        await wait_for(pilot, lambda: "Later" in screen_text(pilot)[0], "its title")


async def test_findings_follow_the_text(open_plan: OpenPlan, plan_path: Path) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        count = len(screen.findings.diagnostics)
        text = plan_path.read_text(encoding="utf-8")
        rename_over(plan_path, text.replace(", then clean up as needed", ""))

        await wait_for(
            pilot, lambda: len(screen.findings.diagnostics) == count - 1, "one finding less"
        )


async def test_storm_of_writes_ends_with_the_last_text(
    open_plan: OpenPlan, plan_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        text = plan_path.read_text(encoding="utf-8")
        for number in range(60):
            rename_over(plan_path, text.replace("None yet.", f"Write number {number}."))

        await wait_for(
            pilot, lambda: "Write number 59." in screen.session.document.text, "the last write"
        )


def test_reader_is_no_markdown_widget() -> None:
    assert "Markdown" not in {base.__name__ for base in Reader.__mro__}


@pytest.mark.parametrize("size", [(60, 24), (60, 50), (50, 24)])
async def test_a_plan_that_has_shrunk_out_of_sight_is_in_its_place(
    open_plan: OpenPlan, plan_path: Path, size: tuple[int, int]
) -> None:
    async with open_plan(size=(60, 24)) as pilot:
        screen = plan_screen(pilot)
        await pilot.press("2", "G", "1")
        rename_over(plan_path, "# Move the greenhouse log\n\nIt is done.\n")
        await wait_for(pilot, lambda: "done" in screen.document.text, "the new text")
        await pilot.resize_terminal(*size)
        await pilot.press("2")
        await pilot.pause()

        assert "It is done." in "\n".join(screen_text(pilot))
