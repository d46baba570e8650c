"""Typing into a plan in a real terminal, while an agent writes it, through a crash."""

from __future__ import annotations

import signal
import sqlite3
import threading
import zlib
from typing import TYPE_CHECKING

import pytest

from support.agents import by_rename
from support.journey import Journey

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Give the lighthouse a second lamp

## Purpose / Big Picture

A ship that passes at night sees the lighthouse even when the first lamp is out.

## Progress

- [x] (2031-03-01 06:10Z) Count the lamps
- [ ] Mount the bracket
- [ ] Wire the relay

## Plan of Work

Edit `src/lamp/control.py` so that it turns to the second lamp.

## Validation and Acceptance

Run `python -m lamp --dark-first` and see `second lamp: on` within three seconds.
"""


def drafts_of(plan: Path) -> str:
    """All drafts that are on the disk."""
    database = plan.parent.parent / "home" / "state" / "milepost" / "history.db"
    if not database.exists():
        return ""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT body FROM draft").fetchall()
    except sqlite3.Error:
        return ""
    finally:
        connection.close()
    return "\n".join(zlib.decompress(body).decode() for (body,) in rows)


def begin(journey: Journey, words: str) -> None:
    journey.wait_for_figure(1, 3)
    journey.select(words)
    journey.press("e")
    journey.wait_for_text("Editing")


@pytest.mark.parametrize("columns", [60, 120])
def test_text_typed_before_a_kill_is_offered_again(plan: Path, columns: int) -> None:
    with Journey(plan, columns=columns) as journey:
        begin(journey, "Wire the relay")
        journey.press(*["space" if char == " " else char for char in " to the second lamp"])
        journey.wait_for_text("lamp")
        journey.wait_until(lambda: "to the second lamp" in drafts_of(plan), "the draft")
        journey.signal(signal.SIGKILL)
        journey.wait_for_exit()
    assert plan.read_bytes() == PLAN.encode()

    with Journey(plan, columns=columns) as journey:
        journey.wait_for_text("An unsaved edit of")
        journey.press("enter")
        journey.wait_for_text("Editing")
        journey.press("ctrl+s")
        expected = PLAN.replace("- [ ] Wire the relay", "- [ ] Wire the relay to the second lamp")
        journey.wait_for_content(expected.encode())


def kill_with_a_form(plan: Path, key: str, words: str) -> None:
    """Types into a form, and kills the program as soon as that is kept."""
    with Journey(plan) as journey:
        journey.wait_for_figure(1, 3)
        journey.press(key, *words)
        journey.wait_until(lambda: words in drafts_of(plan), "the draft")
        journey.signal(signal.SIGKILL)
        journey.wait_for_exit()


def test_words_in_a_form_outlive_a_kill(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(1, 3)
        journey.press("D", *"Buy a relay", "tab", *"The old one rusts")
        journey.wait_until(lambda: "The old one rusts" in drafts_of(plan), "the draft")
        journey.signal(signal.SIGKILL)
        journey.wait_for_exit()
    assert plan.read_bytes() == PLAN.encode()

    with Journey(plan) as journey:
        journey.wait_for_text("Typed before and not written (decision)")
        journey.press("D")
        journey.wait_for_text("The old one rusts")
        journey.press("ctrl+s")
        journey.wait_until(lambda: "Buy a relay" in plan.read_text(encoding="utf-8"), "the entry")
        journey.wait_until(lambda: "Buy a relay" not in drafts_of(plan), "the draft to go")


def test_words_typed_at_once_follow_those_of_a_form_that_was_left(plan: Path) -> None:
    kill_with_a_form(plan, "D", "Buy a relay")

    with Journey(plan) as journey:
        journey.press("D", *"WithFuse")
        journey.wait_for_text("Buy a relayWithFuse")


def test_a_form_about_a_long_item_is_named_in_few_words(plan: Path) -> None:
    item = "Mount the bracket"
    plan.write_text(PLAN.replace(item, f"{item} {'and test it ' * 20}"), encoding="utf-8")
    kill_with_a_form(plan, "s", "Half")

    with Journey(plan) as journey:
        journey.wait_for_text("Typed before and not written (split Mount the bracket and t…)")


def test_words_in_a_form_outlive_the_program(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(1, 3)
        journey.press("S", *"The wind turned")
        journey.wait_for_text("The wind turned")
        journey.signal(signal.SIGTERM)
        journey.wait_for_exit()
        assert "is not written. It is kept" in journey.text
    assert "The wind turned" in drafts_of(plan)
    assert plan.read_bytes() == PLAN.encode()


def test_typing_goes_on_while_an_agent_writes_twice_a_second(plan: Path) -> None:
    over = threading.Event()
    written = [0]

    def write() -> None:
        while not over.wait(0.2):
            written[0] += 1
            text = PLAN.replace("three seconds", f"{written[0]} seconds")
            by_rename(plan, text.encode())

    def wait_for_write(journey: Journey) -> None:
        so_far = written[0]
        journey.wait_until(lambda: written[0] > so_far, "the agent to write")

    with Journey(plan) as journey:
        begin(journey, "Wire the relay")
        agent = threading.Thread(target=write)
        agent.start()
        try:
            for word in ("one", "two", "three", "four"):
                journey.press("space", *word)
                journey.wait_for_text(word)
                wait_for_write(journey)
        finally:
            over.set()
            agent.join()
        journey.press("ctrl+s")

        last = PLAN.replace("three seconds", f"{written[0]} seconds")
        expected = last.replace("Wire the relay", "Wire the relay one two three four")
        journey.wait_for_content(expected.encode())
