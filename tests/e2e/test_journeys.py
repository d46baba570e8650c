"""The real program in a real terminal: what unit tests cannot see."""

from __future__ import annotations

import re
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from support.agents import WRITERS, by_rename
from support.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.e2e

PLAN = """\
# Give the lighthouse a second lamp

This plan is a living document. The sections Progress, Surprises & Discoveries, Decision Log, and
Outcomes & Retrospective must be kept up to date as work proceeds.

## Purpose / Big Picture

After this change a ship that passes at night sees the lighthouse even when the first lamp is out.

## Progress

- [x] (2031-03-01 06:10Z) Count the lamps
- [x] (2031-03-01 06:55Z) Draw the circuit
- [ ] Mount the bracket
- [ ] Wire the relay
- [ ] Light it at dusk

## Surprises & Discoveries

- Observation: The tower is damp.
  Evidence: the meter in `logs/damp.txt` shows 83 percent.

## Decision Log

- Decision: Use the spare relay.
  Rationale: It is in the store room and was tested in autumn.
  Date/Author: 2031-03-01 / keeper

## Outcomes & Retrospective

Nothing is finished yet.

## Context and Orientation

The lamp control is `src/lamp/control.py`. A relay is a switch that a small current works.

## Plan of Work

Edit `src/lamp/control.py` so that `switch()` turns to the second lamp when the first draws no
current for two seconds.

## Validation and Acceptance

Run `python -m lamp --dark-first` and see `second lamp: on` within three seconds.
"""

DONE, TOTAL = 2, 5


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Pairs of lines that differ; the number of lines must be the same."""
    olds, news = before.decode().split("\n"), after.decode().split("\n")
    return [(old, new) for old, new in zip(olds, news, strict=True) if old != new]


# Starting


def test_first_screen_says_what_and_how_far(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)

        assert "Give the lighthouse a second lamp" in journey.header
        for text in ("Count the lamps", "Wire the relay", "Purpose / Big Picture"):
            journey.wait_for_text(text)


def test_looking_changes_nothing(plan: Path) -> None:
    before = plan.stat()
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")
        journey.press("q")
        journey.wait_for_exit()

    after = plan.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [each.name for each in plan.parent.iterdir()] == [plan.name]


# Ticking


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_tick_changes_one_line_and_stamps_it_in_utc(plan: Path, newline: str) -> None:
    before = PLAN.replace("\n", newline).encode()
    plan.write_bytes(before)
    with Journey(plan, env={"TZ": "Pacific/Auckland"}) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")

        journey.press("space")

        journey.wait_for_figure(DONE + 1, TOTAL)
        journey.wait_until(lambda: plan.read_bytes() != before, "the tick to reach the file")
        ((old, new),) = changed_lines(before, plan.read_bytes())
        assert old.rstrip("\r") == "- [ ] Wire the relay"
        found = re.fullmatch(r"- \[x\] \((\d{4}-\d\d-\d\d \d\d:\d\d)Z\) Wire the relay\r?", new)
        assert found is not None, new
        stamp = datetime.strptime(found[1], "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        assert abs(datetime.now(UTC) - stamp) < timedelta(minutes=2)


def test_untick_and_undo_give_the_file_back(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Mount the bracket")
        for back in ("space", "u"):
            journey.press("space")
            journey.wait_for_figure(DONE + 1, TOTAL)

            journey.press(back)

            journey.wait_for_figure(DONE, TOTAL)
            journey.wait_for_content(PLAN.encode())


def test_quitting_right_after_a_tick_loses_nothing(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Light it at dusk")

        journey.press("space", "q")

        assert journey.wait_for_exit() == 0
    ((old, new),) = changed_lines(PLAN.encode(), plan.read_bytes())
    assert old == "- [ ] Light it at dusk"
    assert new.startswith("- [x] (")


def test_killing_after_a_tick_is_on_disk_leaves_a_whole_file(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")
        journey.press("space")
        journey.wait_until(lambda: plan.read_bytes() != PLAN.encode(), "the tick to reach the file")

    assert len(changed_lines(PLAN.encode(), plan.read_bytes())) == 1


def test_closed_window_ends_the_program_and_keeps_the_tick(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")
        journey.press("space")
        journey.wait_for_figure(DONE + 1, TOTAL)

        journey.hang_up()

        journey.wait_until(lambda: journey.exit_status is not None, "the program to end")
    assert len(changed_lines(PLAN.encode(), plan.read_bytes())) == 1


def test_process_that_is_told_to_go_on_without_having_stopped_ends_as_ever(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.signal(signal.SIGCONT)  # As the system does to orphans.
        journey.press("?")
        journey.wait_for_text("esc closes")
        journey.press("escape")
        journey.wait_until(lambda: "esc closes" not in journey.text, "the help to close")
        journey.press("q")

        assert journey.wait_for_exit() == 0
        assert journey.leftovers() == []


# The other author


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_screen_follows_the_agent_and_the_cursor_stays(
    plan: Path, write: Callable[[Path, bytes], None]
) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")
        rewritten = PLAN.replace(
            "- [ ] Mount the bracket",
            "- [x] (2031-03-01 08:30Z) Order the bracket\n"
            "- [x] (2031-03-01 09:00Z) Mount the bracket",
        ).replace("second lamp: on", "second lamp: burning")
        written = len(journey.raw)

        write(plan, rewritten.encode())

        journey.wait_for_figure(DONE + 2, TOTAL + 1)
        journey.wait_for_text("Order the bracket")
        journey.wait_for_selected("Wire the relay")
        assert plan.read_bytes() == rewritten.encode()
        follow_up = journey.raw[written:].decode()
        assert "0/0" not in follow_up
        assert "no steps" not in follow_up


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_agents_write_at_the_time_of_a_tick_is_kept_and_the_tick_too_or_its_loss_is_told(
    plan: Path, write: Callable[[Path, bytes], None]
) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")

        journey.press("space")
        # The agent has read the plan before the tick: one that comes second writes over it.
        write(plan, PLAN.replace("- [ ] Light it at dusk", "- [ ] Light it at dawn").encode())

        journey.wait_until(
            lambda: (
                b"Light it at dawn" in plan.read_bytes()
                and (
                    re.search(rb"- \[x\] \([^)]+Z\) Wire the relay\n", plan.read_bytes())
                    is not None
                    or "is open again" in journey.text
                )
            ),
            "the rewrite, and the tick or a word on its loss",
        )
        journey.wait_for_text("Light it at dawn")


def test_many_writes_in_a_row_end_with_the_last(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)

        for number in range(40):
            text = PLAN.replace("- [ ] Wire the relay", f"- [ ] Wire relay number {number}")
            by_rename(plan, text.encode())

        journey.wait_for_text("Wire relay number 39")
        journey.wait_for_figure(DONE, TOTAL)


def test_deleted_plan_is_told_and_comes_back(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)

        plan.unlink()
        journey.wait_for_text("deleted or moved")
        plan.write_bytes(PLAN.replace("- [ ] Wire", "- [x] (2031-03-01 10:00Z) Wire").encode())

        journey.wait_for_figure(DONE + 1, TOTAL)


# The window


def resize_and_wait(journey: Journey, columns: int, lines: int) -> None:
    """Resizes the window, until the program has followed.

    Its first line reaches to the edge then. Before that the screen is the old one, and the next
    resize could take the window back unseen.
    """
    journey.resize(columns, lines)
    journey.wait_until(lambda: len(journey.screen[0].rstrip()) == columns - 1, "the new width")


@pytest.mark.parametrize(
    ("columns", "lines"), [(46, 15), (50, 15), (69, 24), (70, 24), (90, 30), (110, 30), (180, 50)]
)
def test_resize_keeps_title_figure_and_cursor(plan: Path, columns: int, lines: int) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.select("Wire the relay")

        resize_and_wait(journey, columns, lines)

        journey.wait_for_figure(DONE, TOTAL)
        journey.wait_for_selected("Wire the relay")
        assert "Give the light" in journey.header
        journey.resize(120, 40)
        journey.wait_for_text("Purpose / Big Picture")
        journey.wait_for_selected("Wire the relay")


def test_what_is_being_edited_is_whole_at_every_width(tmp_path: Path) -> None:
    words = [f"word{number:02}" for number in range(12)]
    path = tmp_path / "words.md"
    path.write_text(f"# Title\n\n{' '.join(words)}\n\n## Progress\n", encoding="utf-8")
    with Journey(path, columns=90, lines=30) as journey:
        journey.wait_for_text("word11")
        journey.press("2")
        journey.press("e")
        journey.wait_for_text("ctrl+s save")

        # They fill two rows at every width, but not the same ones.
        for columns in (130, 118, 131, 121, 129, 123, 128):
            resize_and_wait(journey, columns, 30)
            journey.wait_until(lambda: all(word in journey.text for word in words), "every word")


def test_narrow_window_starts_with_the_rail(plan: Path) -> None:
    with Journey(plan, columns=60, lines=20) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.wait_for_text("Mount the bracket")
        assert "After this change" not in journey.text

        journey.press("2")

        journey.wait_for_text("After this change")


# Keys


@pytest.mark.parametrize("keys", ["e", "2e"])
def test_what_is_typed_before_there_is_anything_to_see_is_done(plan: Path, keys: str) -> None:
    with Journey(plan) as journey:
        for key in keys:
            journey.press(key)

        journey.wait_for_text("ctrl+s save")


@pytest.mark.parametrize("keys", ["]d", "3jkf"])
def test_what_is_typed_for_findings_waits_for_the_check(plan: Path, keys: str) -> None:
    plan.write_text(plan.read_text(encoding="utf-8") + "\n## Notes\n\nTBD\n", encoding="utf-8")
    with Journey(plan) as journey:
        for key in keys:
            journey.press(key)

        journey.wait_for_text("K explain")
        assert "not been checked" not in journey.text


def test_help_opens_and_closes(plan: Path) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)

        journey.press("?")
        journey.wait_for_text("Tick or untick")
        journey.press("escape")

        journey.wait_until(lambda: "Tick or untick" not in journey.text, "the help to close")


def test_search_brings_the_words_into_view(plan: Path) -> None:
    with Journey(plan, columns=120, lines=16) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        assert "dark-first" not in journey.text

        journey.search("dark-first")

        journey.wait_for_text("--dark-first")


# Leaving


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",)])
def test_quit_leaves_the_terminal_clean(plan: Path, keys: tuple[str, ...]) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)

        journey.press(*keys)

        assert journey.wait_for_exit() == 0
        assert journey.leftovers() == []
        assert journey.text.strip() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_asked_to_end_leaves_the_terminal_clean_and_the_tick_in_the_file(
    plan: Path, number: signal.Signals
) -> None:
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.press("space")
        journey.wait_for_figure(DONE + 1, TOTAL)

        journey.signal(number)

        assert journey.wait_for_exit() == 128 + number
        assert journey.leftovers() == []
    assert len(changed_lines(PLAN.encode(), plan.read_bytes())) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_asked_to_end_in_the_first_moment_leaves_the_terminal_clean(
    plan: Path, number: signal.Signals
) -> None:
    with Journey(plan) as journey:
        journey.wait_until(lambda: b"\x1b[?1049h" in journey.raw, "the alternate screen")

        journey.signal(number)

        assert journey.wait_for_exit() == 128 + number
        assert journey.leftovers() == []


# The demonstration


def test_demo_shows_an_agent_at_work_and_ends_cleanly(plan: Path) -> None:
    with Journey(plan, "demo") as journey:
        journey.wait_for_start()
        started = journey.figure

        journey.wait_until(
            lambda: journey.figure not in {None, started}, "the agent to get on", timeout=60
        )
        journey.press("q")

        assert journey.wait_for_exit() == 0
        assert journey.leftovers() == []
    assert plan.read_bytes() == PLAN.encode()
    assert [each.name for each in plan.parent.iterdir()] == [plan.name]


# Untrusted text


def test_nothing_in_a_plan_speaks_to_the_terminal(plan: Path) -> None:
    hostile = PLAN.replace("Mount the bracket", "Mount \x1b]52;c;cHduZWQ=\x07the \x9b2Jbracket")
    hostile = hostile.replace("Wire the relay", "Wire [bold]the[/] \u202erelay\x1b[2J")
    plan.write_bytes(hostile.encode())
    with Journey(plan) as journey:
        journey.wait_for_figure(DONE, TOTAL)
        journey.wait_for_text("[bold]the[/]")
        journey.press("2", "ctrl+d")
        journey.press("q")
        journey.wait_for_exit()

        written = journey.raw.decode()
        for forbidden in ("\x1b]52", "\x9b", "\u202e", "relay\x1b[2J"):
            assert forbidden not in written
