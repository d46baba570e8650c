"""The real program tells what came while it was closed, and brings back what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.agents import by_rename
from support.journey import Journey

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Move the beehives

## Progress

- [x] (2031-03-01 06:10Z) Count the hives
- [ ] Find a meadow

## Decision Log

- Decision: Move them at night.

## Plan of Work

Close the hives at dusk and carry them two by two.
"""
CHANGED = PLAN.replace("- [ ] Find", "- [x] (2031-03-01 07:00Z) Find").replace("dusk", "noon")


def leave(journey: Journey) -> None:
    journey.press("q")
    journey.wait_for_exit()


def test_what_came_while_it_was_closed_is_told_until_it_is_seen(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_text("events")  # It follows the file by now.
        leave(journey)
    by_rename(plan, CHANGED.encode())

    with Journey(plan) as journey:
        journey.wait_for_text("since you looked: +1 done, Plan of Work changed")
        journey.press("c")
        journey.wait_for_text("All of it counts as seen.")
        leave(journey)

    with Journey(plan) as journey:
        journey.wait_for_figure(2, 2)
        journey.press("5")
        journey.wait_for_text("Nothing has changed")
        assert "since you looked" not in journey.text


def test_a_section_comes_back_from_the_history(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_text("events")  # It follows the file by now.
        leave(journey)
    by_rename(plan, CHANGED.encode())

    with Journey(plan) as journey:
        journey.wait_for_text("since you looked")  # By then the history has it.
        journey.press("2", "G", "h")
        journey.wait_for_text("HISTORY")
        journey.wait_for_text("Version 2")
        journey.press("left")
        journey.wait_for_text("Version 1")
        journey.press("r")
        journey.wait_for_text("the section “Plan of Work”")
        journey.press("enter")
        journey.wait_for_text("reads as in version 1")
        journey.wait_for_content(CHANGED.replace("noon", "dusk").encode())
        leave(journey)
