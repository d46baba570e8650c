"""The last line: the keys for where one is, or what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from milepost.tui.commands import COMMANDS, key_sign
from milepost.tui.screens import cockpit
from support.glances import shown, style_of
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from milepost.tui.commands import Command

LABELS = {f"{key_sign(each.keys[0])} {each.label}": each for each in COMMANDS if each.show}


def last_line(pilot: Pilot[Any]) -> str:
    return screen_text(pilot)[-1]


def named(pilot: Pilot[Any]) -> list[Command]:
    """The commands in the last line, which holds nothing else."""
    parts = [part for part in last_line(pilot).split("  ") if part.strip()]
    return [LABELS[part.strip()] for part in parts]


@pytest.mark.parametrize("width", [28, 34, 40, 46, 50, 55, 60, 70, 84, 100, 120, 200])
async def test_keys_are_shown_whole_or_not_at_all(open_plan: OpenPlan, width: int) -> None:
    async with open_plan(size=(width, 24)) as pilot:
        shown_now = [each.id for each in named(pilot)]

        assert shown_now[-3:] == ["program.palette", "program.help", "program.quit"]
        assert len(last_line(pilot)) < width


async def test_what_does_not_fit_is_what_is_wanted_least(open_plan: OpenPlan) -> None:
    async with open_plan(size=(200, 24)) as pilot:
        everything = [each.id for each in named(pilot)]
        counts = []
        for width in range(190, 30, -20):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            fewer = [each.id for each in named(pilot)]
            counts.append(len(fewer))
            assert fewer == everything[: len(fewer) - 3] + everything[-3:]

        assert counts == sorted(counts, reverse=True)
        assert counts[-1] < len(everything)


@pytest.mark.parametrize(
    ("keys", "ids", "not_ids"),
    [
        (["1"], {"progress.toggle", "go.enter"}, {"time.undo"}),
        (["1", "space"], {"progress.toggle", "time.undo"}, set()),
        (["3"], {"go.enter", "finding.next"}, {"progress.toggle"}),
        (["4"], {"go.enter"}, {"progress.toggle"}),
        (["2", "g"], set(), {"progress.toggle", "go.enter"}),
        (["j", "enter"], {"progress.toggle", "go.enter"}, set()),
    ],
)
async def test_only_what_can_be_done_is_named(
    open_plan: OpenPlan, keys: list[str], ids: set[str], not_ids: set[str]
) -> None:
    async with open_plan(size=(200, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        offered = {each.id for each in named(pilot)}

        assert ids <= offered
        assert not not_ids & offered


async def test_a_plan_without_items_or_findings_offers_neither(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of("words\n"), size=(200, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.show_findings(screen.document, ())
        await pilot.pause()
        offered = {each.id for each in named(pilot)}

        assert not offered & {"progress.toggle", "finding.next", "go.enter", "time.undo"}
        assert "search.start" in offered


async def test_keys_stand_out_from_their_words(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        assert style_of(pilot, "space tick").bold
        assert not style_of(pilot, "tick").bold


async def test_a_message_takes_the_place_of_the_keys_for_a_while(
    open_plan: OpenPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.tell("All is well.")
        await pilot.pause()
        assert last_line(pilot) == " All is well."

        monkeypatch.setattr(cockpit, "MESSAGE_SECONDS", 0.01)
        screen.tell("And again.")

        await wait_for(pilot, lambda: "quit" in last_line(pilot), "the keys to come back")


async def test_a_later_message_has_its_own_while(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.tell("One.")
        first = screen._message_timer
        screen.tell("Two.", serious=True)
        second = screen._message_timer
        assert first is not None
        assert second is not None

        await wait_for(pilot, lambda: not first._task or first._task.done(), "its end", within=1)
        assert second._task is not None
        assert second._interval == 2 * first._interval


async def test_what_is_serious_looks_it(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.tell("All is well.")
        await pilot.pause()
        calm = style_of(pilot, "All is well.")
        screen.tell("All is lost.", serious=True)
        await pilot.pause()
        serious = style_of(pilot, "All is lost.")

        assert serious.bold
        assert not calm.bold
        assert serious.color != calm.color


@pytest.mark.parametrize("width", [30, 50, 84])
async def test_a_long_message_is_told_in_whole_words(open_plan: OpenPlan, width: int) -> None:
    sentence = "The file has been deleted or moved; what you see is its last text."
    async with open_plan(size=(width, 24)) as pilot:
        plan_screen(pilot).tell(sentence)
        await pilot.pause()
        lines = [line.strip() for line in screen_text(pilot)]
        told = " ".join(lines[-3:] if width == 30 else lines[-2:])

        assert told.endswith(sentence)


async def test_plan_text_in_a_message_cannot_steer_the_terminal(open_plan: OpenPlan) -> None:
    async with open_plan(size=(84, 24)) as pilot:
        plan_screen(pilot).tell("“\x1b[2J\u202e [b]wipe[/]” was ticked.")
        await pilot.pause()

        assert not {"\x1b", "\u202e"} & set(shown(pilot))
        assert "[b]wipe[/]" in last_line(pilot)
