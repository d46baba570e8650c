"""Keys that come all at once do what they do one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.widgets import Input, Label

from milepost.tui import type_ahead
from milepost.tui.forms.screen import FormScreen
from milepost.tui.type_ahead import TypeAheadApp, hold_keys_for
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.pilot import Pilot

WORDS = "jquit xG/"


def type_at_once(pilot: Pilot[Any], *keys: str) -> None:
    """Posts keys without letting the application work between them."""
    for key in keys:
        name = "space" if key == " " else key
        pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))


def typed_words(pilot: Pilot[Any]) -> str:
    """What stands in the place that has the cursor."""
    return str(getattr(pilot.app.focused, "text", getattr(pilot.app.focused, "value", "")))


@pytest.mark.parametrize("opener", ["slash", "a", "A", "D", "S", "O"])
async def test_words_go_whole_and_in_order_to_what_the_first_key_opens(
    open_plan: OpenPlan, plan_path: Path, opener: str
) -> None:
    before = plan_path.read_bytes()
    async with open_plan(plan_path) as pilot:
        type_at_once(pilot, "j", opener, *WORDS)
        await wait_for(pilot, lambda: typed_words(pilot) == WORDS, f"{WORDS} behind {opener}")

    assert plan_path.read_bytes() == before


@pytest.mark.parametrize("rounds", [1, 4])
async def test_forms_that_follow_each_other(open_plan: OpenPlan, rounds: int) -> None:
    async with open_plan() as pilot:
        for number in range(rounds):
            type_at_once(pilot, "a", *f"step {number}", "enter", "escape")
        wanted = [f"step {number}" for number in range(rounds)]

        def added() -> Iterable[str]:
            items = plan_screen(pilot).session.document.plan.items
            return [item.text for item in items if item.text in wanted]

        await wait_for(pilot, lambda: added() == wanted, "the steps in their order")
        assert not isinstance(pilot.app.screen, FormScreen)


async def test_a_paste_waits_for_its_turn(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        type_at_once(pilot, "a", *"x")
        pilot.app.post_message(events.Paste("y\nz"))
        type_at_once(pilot, "!")
        await wait_for(pilot, lambda: typed_words(pilot) == "xy z!", "all that was given")


async def test_keys_behind_the_help_screen_are_the_help_screens(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        type_at_once(pilot, "?", "escape", "slash", *"seven")
        await wait_for(pilot, lambda: typed_words(pilot) == "seven", "the words")
        assert "found" in "\n".join(screen_text(pilot))


async def test_enter_typed_before_the_terminal_was_ours_is_enter(open_plan: OpenPlan) -> None:
    async with open_plan() as pilot:
        assert isinstance(pilot.app, TypeAheadApp)
        pilot.app.type_ahead.hold()
        type_at_once(pilot, "a", *"early", "ctrl+j", "escape")
        await pilot.pause()
        pilot.app.type_ahead.release()

        def added() -> bool:
            return "early" in {each.text for each in plan_screen(pilot).document.plan.items}

        await wait_for(pilot, added, "the step")


class Stubborn(TypeAheadApp):
    """Keeps keys for a widget that never gets the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Input()
        self.never = Label("never")

    def compose(self) -> ComposeResult:
        """A place for words, and one that has none."""
        yield self.words
        yield self.never


async def test_no_keyboard_is_ever_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type_ahead, "PATIENCE", 0.05)
    app = Stubborn()
    async with app.run_test() as pilot:
        hold_keys_for(app.never, app)
        type_at_once(pilot, *"abc")
        assert app.words.value == ""
        await wait_for(pilot, lambda: app.words.value == "abc", "the words")


async def test_a_place_that_has_the_focus_holds_nothing_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type_ahead, "PATIENCE", 1e9)
    app = Stubborn()
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.words.has_focus, "the focus")
        hold_keys_for(app.words, app)
        type_at_once(pilot, *"abc")
        await wait_for(pilot, lambda: app.words.value == "abc", "the words")
