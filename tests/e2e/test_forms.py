"""Writing by form in the real program, while an agent writes the same file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.agents import WRITERS
from support.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Give the lighthouse a second lamp

## Purpose / Big Picture

A ship that passes at night sees the lighthouse.

## Progress

- [x] (2031-03-01 06:10Z) Count the lamps
- [ ] Mount the bracket
- [ ] Wire the relay
- [ ] Light it at dusk

## Decision Log

- Decision: Use the spare relay.
  Rationale: It is in the store room.
  Date/Author: 2031-03-01 / keeper

## Context and Orientation

The lamp control is `src/lamp/control.py`.
"""


def write_beside(plan: Path, write: Callable[[Path, bytes], None], number: int) -> None:
    """The agent says something in Context, and words a step anew that stands above."""
    text = plan.read_text(encoding="utf-8")
    text = re.sub(r"Count the lamps.*", f"Count the lamps, {number} of them", text)
    write(plan, f"{text}\nNote {number} of the agent.\n".encode())


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_steps_are_added_while_the_agent_writes(
    plan: Path, write: Callable[[Path, bytes], None]
) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(1, 4)
        journey.select("Wire the relay")
        for number in range(3):
            # All at once, as a program types that pastes keys: none of them is a command.
            journey.press("a", *f"xqu step {number}")
            journey.wait_for_text(f"- [ ] xqu step {number}")
            write_beside(plan, write, number)
            journey.wait_for_text(f"Count the lamps, {number}")
            journey.press("enter")
            journey.wait_for_figure(1, 5 + number)
            journey.press("escape")
            journey.wait_until(lambda: "esc ends" not in journey.text, "the form to close")
            journey.wait_for_selected(f"xqu step {number}")
            journey.wait_until(
                lambda: f"step {number}" in plan.read_text(encoding="utf-8"),  # noqa: B023
                "the step in the file",
            )

    text = plan.read_text(encoding="utf-8")
    steps = "".join(f"- [ ] xqu step {number}\n" for number in range(3))
    assert f"- [ ] Wire the relay\n{steps}- [ ] Light it at dusk\n" in text
    assert all(f"Note {number} of the agent." in text for number in range(3))


def test_a_step_is_split_and_taken_back(plan: Path) -> None:
    with Journey(plan, columns=60, lines=20) as journey:
        journey.wait_for_figure(1, 4)
        journey.select("Wire the relay")
        journey.press("s")
        journey.wait_for_text("Split")
        journey.press("ctrl+u", *"Strip it", "tab", "ctrl+u", *"Wire it", "ctrl+s")
        journey.wait_for_figure(2, 5)
        journey.wait_for_selected("Wire it")
        journey.press("u")
        journey.wait_for_figure(1, 4)
        journey.wait_for_content(PLAN.encode())


def test_a_decision_with_pasted_words_beside_the_agent(plan: Path) -> None:
    with Journey(plan, columns=90, lines=30) as journey:
        journey.wait_for_figure(1, 4)
        journey.press("D")
        journey.wait_for_text("what was decided")
        journey.press(*"Buy a new one", "tab")
        journey.paste("The old one\nis rusty, 錆びている")
        journey.wait_for_text("+   Rationale: The old one is rusty")
        write_beside(plan, WRITERS["rename"], 7)
        journey.wait_until(
            lambda: "7 of them" in journey.text or "Note 7" in plan.read_text(), "the agent"
        )
        journey.press("ctrl+s")
        journey.wait_until(lambda: "Buy a new one" in plan.read_text(), "the decision")
        journey.wait_for_selected("Buy a new one")
        journey.press("q")
        journey.wait_for_exit()

    text = plan.read_text(encoding="utf-8")
    assert "- Decision: Buy a new one\n  Rationale: The old one is rusty, 錆びている\n" in text
    assert "Note 7 of the agent." in text
