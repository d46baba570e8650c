"""Mending and deciding in a real terminal, beside another author who writes the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.agents import by_rename, in_place
from support.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Give the lighthouse a second lamp

This plan is a living document. The sections Progress, Surprises & Discoveries, Decision Log, and
Outcomes & Retrospective must be kept up to date as work proceeds.

## Progress

- [x] (2031-03-01 06:10Z) Count the lamps
- [] Mount the bracket
-[ ] Wire the relay

## Plan of Work

Edit the lamp control so that it turns to the second lamp.
"""
WORK = "Edit the lamp control so that it turns to the second lamp."


def find(journey: Journey, words: str) -> None:
    """Goes to words in the plan, once it is checked."""
    journey.wait_for_start()
    journey.wait_until(lambda: "W" in journey.header.split("events")[0], "the plan to be checked")
    journey.search(words)
    journey.wait_for_selected(words)


def test_fix_is_shown_then_made_and_undone(plan: Path) -> None:
    with Journey(plan) as journey:
        find(journey, "Mount the bracket")
        journey.press("f")
        journey.wait_for_text("safe: keeps every word")
        assert plan.read_bytes() == PLAN.encode()

        journey.press("f")
        journey.wait_for_content(PLAN.replace("- [] Mount", "- [ ] Mount").encode())
        journey.press("u")
        journey.wait_for_content(PLAN.encode())


def test_all_safe_fixes_are_one_step(plan: Path) -> None:
    with Journey(plan, columns=60, lines=24) as journey:
        journey.wait_for_start()
        journey.press("3")
        journey.wait_for_text("Findings 1")
        journey.press("F")
        journey.wait_for_text("enter mends all")
        journey.press("enter")
        mended = PLAN.replace("- [] Mount", "- [ ] Mount").replace("-[ ] Wire", "- [ ] Wire")
        journey.wait_for_content(mended.encode())
        journey.press("u")
        journey.wait_for_content(PLAN.encode())


def test_fix_beside_an_agent_keeps_what_both_wrote(plan: Path) -> None:
    with Journey(plan) as journey:
        find(journey, "Mount the bracket")
        journey.press("f")
        journey.wait_for_text("safe: keeps every word")

        by_rename(plan, PLAN.replace("Count the lamps", "Count all lamps").encode())
        journey.press("f")

        both = PLAN.replace("Count the lamps", "Count all lamps").replace("- [] M", "- [ ] M")
        journey.wait_for_content(both.encode())


@pytest.mark.parametrize("write", [by_rename, in_place])
@pytest.mark.parametrize(("key", "word"), [("m", "Mend the"), ("t", "Check the")])
def test_conflict_is_decided_and_nothing_is_written_before(
    plan: Path, write: Callable[[Path, bytes], None], key: str, word: str
) -> None:
    theirs = PLAN.replace("Edit the", "Check the").encode()
    with Journey(plan) as journey:
        find(journey, "Edit the lamp")
        journey.press("e")
        journey.wait_for_text("save")
        journey.press("home", *(["delete"] * len("Edit")), *"Mend")
        journey.wait_for_text("Mend the lamp")
        write(plan, theirs)
        journey.wait_for_text("same words changed")

        journey.press("ctrl+s")
        journey.wait_for_text("Both of you changed Plan of Work")
        assert "1 conflict" in journey.header
        assert plan.read_bytes() == theirs

        journey.press("C")
        journey.wait_for_text("nothing is written until you choose")
        journey.press(key)

        journey.wait_for_content(PLAN.replace("Edit the", word).encode())
        journey.wait_until(lambda: "conflict" not in journey.header, "the conflict to be over")


def test_overwritten_tick_is_told_until_it_is_made_again(plan: Path) -> None:
    text = PLAN.replace("- [] Mount", "- [ ] Mount")
    plan.write_bytes(text.encode())
    with Journey(plan) as journey:
        journey.wait_for_figure(1, 2)
        journey.select("Mount the bracket")
        journey.press("space")
        journey.wait_until(lambda: b"Z) Mount the bracket" in plan.read_bytes(), "the tick")
        ticked = plan.read_bytes()
        journey.wait_for_figure(2, 2)

        by_rename(plan, text.encode())
        journey.wait_for_text("esc dismiss")
        journey.press("r")

        journey.wait_for_content(ticked)


def test_instruction_reaches_the_clipboard(plan: Path) -> None:
    with Journey(plan) as journey:
        find(journey, "Mount the bracket")
        journey.press("y")
        journey.wait_for_text("MP208 is copied as an instruction")

        assert b"\x1b]52;c;" in journey.raw
