"""The first lines: title, pulse, progress and counts, as many as there is room for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from support.glances import style_of
from support.pilot import OpenPlan, plan_screen, screen_text, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from support.clock import FakeClock

TEXT = "# Mend the fence\n\n## Progress\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n- [ ] e\n"


@pytest.fixture
def quiet_path(plan_of: Callable[[str], Path], clock: FakeClock) -> Path:
    """A plan that was last changed four seconds ago."""
    path = plan_of(TEXT)
    changed = clock.now().timestamp() - 4
    os.utime(path, (changed, changed))
    return path


def header(pilot: Pilot[Any]) -> str:
    screen = plan_screen(pilot)
    return "\n".join(screen_text(pilot)[: screen.header.size.height])


def found(*severities: Severity) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic("MP999", "made-up", "made up", Span(0, 1), severity) for severity in severities
    )


WORST = found(Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.INFO)


@pytest.mark.parametrize(
    ("width", "there", "left_out"),
    [
        (120, ["Mend the fence", "working · now", "1E 2W", "events", "2/5"], []),
        (84, ["Mend the fence", "working · now", "1E 2W", "events", "2/5"], []),
        (60, ["Mend the fence", "working · now", "1E 2W", "events", "2/5"], []),
        (59, ["Mend the fence", "● now", "1E 2W", "2/5"], ["working", "ago", "events"]),
        (49, ["Mend the fence", "● now", "1E 2W", "2/5"], ["working", "━"]),
        (36, ["Mend the", "● now", "2/5"], ["working", "━"]),
        (24, ["2/5"], ["now", "1E"]),
    ],
)
async def test_what_is_shown_at_which_width(
    open_plan: OpenPlan, quiet_path: Path, width: int, there: list[str], left_out: list[str]
) -> None:
    async with open_plan(quiet_path, size=(width, 24)) as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.header.health == "events", "the watch to stand")
        screen.show_findings(screen.document, WORST)
        await pilot.pause()
        shown = header(pilot)

        assert [words for words in there if words not in shown] == []
        assert [words for words in left_out if words in shown] == []


async def test_a_fact_is_shown_whole_or_not_at_all(open_plan: OpenPlan, quiet_path: Path) -> None:
    async with open_plan(quiet_path, size=(130, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.show_findings(screen.document, WORST)
        screen.header.health = "polling"
        for width in range(8, 130):
            _, title, *facts = screen.header._first(width)
            line = "".join(run.text for run in (title, *facts))

            assert len(line) == width - 1
            assert "…" not in "".join(run.text for run in facts)


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ((), "✓ sound"),
        ((Severity.INFO,), "✓ sound"),
        ((Severity.WARNING,), "0E 1W"),
        ((Severity.ERROR, Severity.ERROR), "2E 0W"),
    ],
)
async def test_counts(
    open_plan: OpenPlan, quiet_path: Path, severities: tuple[Severity, ...], words: str
) -> None:
    async with open_plan(quiet_path, size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.show_findings(screen.document, found(*severities))
        await pilot.pause()

        assert words in header(pilot)


@pytest.mark.parametrize(
    ("done", "total", "figure", "share"),
    [(0, 5, "0/5", 0.0), (2, 5, "2/5", 0.4), (5, 5, "5/5", 1.0), (0, 0, "no steps", 0.0)],
)
async def test_the_bar_is_as_long_as_the_progress(
    open_plan: OpenPlan,
    plan_of: Callable[[str], Path],
    done: int,
    total: int,
    figure: str,
    share: float,
) -> None:
    items = "- [x] a\n" * done + "- [ ] a\n" * (total - done)
    async with open_plan(plan_of(f"# T\n\n## Progress\n\n{items}"), size=(84, 24)) as pilot:
        bar, _, words = screen_text(pilot)[1].strip().partition("  ")

        assert words == figure
        assert len(bar) == 84 - 4 - len(figure)
        assert sum(bar.count(sign) for sign in "━╸") == int(len(bar) * share)


async def test_time_passes_in_the_pulse(
    open_plan: OpenPlan, quiet_path: Path, clock: FakeClock
) -> None:
    async with open_plan(quiet_path, size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        assert "● working · now" in header(pilot)

        clock.advance(180)

        await wait_for(pilot, lambda: "○ quiet · 3 min ago" in header(pilot), "the next beat")
        assert screen.header.pulse is not None


async def test_a_title_without_room_is_cut(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of(f"# {'Very long title ' * 9}\n"), size=(84, 24)) as pilot:
        assert "…" in header(pilot)
        assert "now" in header(pilot)


async def test_a_plan_without_a_title_goes_by_its_file_name(
    open_plan: OpenPlan, plan_of: Callable[[str], Path]
) -> None:
    async with open_plan(plan_of("## Progress\n\n- [ ] a\n")) as pilot:
        assert header(pilot).startswith(" greenhouse.md ")


async def test_what_counts_stands_out(open_plan: OpenPlan, quiet_path: Path) -> None:
    async with open_plan(quiet_path, size=(84, 24)) as pilot:
        screen = plan_screen(pilot)
        screen.show_findings(screen.document, WORST)
        await pilot.pause()

        assert style_of(pilot, "Mend the fence").bold
        assert style_of(pilot, "1E").bold
        assert style_of(pilot, "2/5").bold
        assert not style_of(pilot, "events").bold


PACED = "# T\n\n## Progress\n\n" + "".join(
    f"- [x] (2026-03-04 0{8 + n // 4}:{n % 4 * 15:02}Z) step {n}\n" for n in range(6)
)


@pytest.mark.parametrize(
    ("text", "width", "words"),
    [
        (PACED + "- [ ] last\n- [ ] really\n", 84, "6/8 · about 09:45Z"),
        (PACED + "- [ ] last\n- [ ] really\n", 50, "6/8"),
        (PACED, 84, "6/6"),
        (TEXT, 84, "2/5"),
    ],
)
async def test_the_end_is_foreseen_where_there_is_room(
    open_plan: OpenPlan, plan_of: Callable[[str], Path], text: str, width: int, words: str
) -> None:
    async with open_plan(plan_of(text), size=(width, 30)) as pilot:
        plan_screen(pilot)._beat()
        await pilot.pause()

        assert screen_text(pilot)[1].endswith(words)


@pytest.mark.parametrize(
    ("text", "seconds", "state"),
    [
        (PACED + "- [ ] last\n", 60, "working"),
        (PACED + "- [ ] last\n", 60 * 40, "quiet"),
        (PACED + "- [ ] last\n", 60 * 50, "stalled"),
        (PACED + "- [ ] last\n", 86400 * 3, "quiet"),
        (PACED, 60 * 50, "quiet"),
    ],
)
async def test_work_that_has_come_to_a_stop_is_told(
    open_plan: OpenPlan,
    plan_of: Callable[[str], Path],
    clock: FakeClock,
    text: str,
    seconds: int,
    state: str,
) -> None:
    path = plan_of(text)
    changed = clock.now().timestamp() - seconds
    os.utime(path, (changed, changed))
    async with open_plan(path) as pilot:
        plan_screen(pilot)._beat()
        await pilot.pause()

        assert f"{state} · " in header(pilot)


async def test_what_changed_last_is_told_where_there_is_room(
    open_plan: OpenPlan, quiet_path: Path
) -> None:
    async with open_plan() as pilot:
        screen = plan_screen(pilot)
        await wait_for(pilot, lambda: screen.news, "what was seen last")
        quiet_path.write_text(TEXT.replace("[ ] c", "[x] c"), encoding="utf-8")
        await wait_for(pilot, lambda: screen.header.latest, "what changed")
        await pilot.pause()

        assert "+1 done" in screen_text(pilot)[0]
