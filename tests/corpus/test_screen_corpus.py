"""Real plans on the screen: opened afresh, following one another in an open window, and growing."""

from __future__ import annotations

from contextlib import asynccontextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from milepost.document import Document
from milepost.plan.query import progress_of
from milepost.text import Source
from milepost.tui.app import MilepostApp
from milepost.tui.cells import cell_len, sanitise
from milepost.tui.rows import plain
from milepost.tui.screens import session
from support.agents import by_rename, in_place
from support.clock import FakeClock
from support.corpus import corpus_histories, corpus_plans, needs_corpus, some
from support.pilot import plan_screen, screen_text, wait_for
from support.settling import draw_at_last, settle_quickly

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

pytestmark = needs_corpus

SIZE = (84, 30)
WINDOWS = 2
"""So many windows show the plans, one plan after the other."""
TOUR = (
    ("2", "G", "g", "ctrl+d", "pagedown", "ctrl+u"),
    ("3", "G", "g"),
    ("4", "G", "enter"),
    ("1", "G", "g"),
)
"""Every pane, from end to end."""


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    with settle_quickly(), pytest.MonkeyPatch.context() as patch:
        # Nobody types here, and no two writes come close together.
        patch.setattr(session, "LINT_PAUSE", 0.0)
        patch.setattr(session, "FOLLOW_PAUSE", 0.0)
        yield


@asynccontextmanager
async def window(path: Path) -> AsyncIterator[Pilot[Any]]:
    app = MilepostApp(path, clock=FakeClock())
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        yield pilot
        draw_at_last(app)


async def wait_for_text(pilot: Pilot[Any], data: bytes) -> None:
    """Waits until the window shows what a file of these bytes says, and has checked it."""
    screen = plan_screen(pilot)
    text = Source.decode(data).text
    await wait_for(pilot, lambda: screen.document.text == text, "the text")
    await wait_for(pilot, lambda: screen.findings.document is screen.document, "its check")


def assert_shown(pilot: Pilot[Any], data: bytes) -> None:
    """The document is the file's, and title and count are those of a fresh reading of it."""
    screen = plan_screen(pilot)
    fresh = Document.parse(Source.decode(data))
    progress = progress_of(fresh.plan)
    assert screen.document.source == fresh.source
    for pane in (screen.reader, screen.rail, screen.outline, screen.header):
        assert pane.document is screen.document

    lines = screen_text(pilot)
    title = sanitise(plain(fresh.plan.title) or screen.session.path.name)
    head, cut, _ = lines[0][1:].partition("…")
    assert lines[0].startswith(f" {title}  ") or (len(head) > 10 and cut and title.startswith(head))
    heading = "".join(part.text for part in screen.rail.draw_line(0, 40))
    assert heading.endswith(f" {progress.done} of {progress.total} ")
    figure = f"{progress.done}/{progress.total}" if progress.total else "no steps"
    shown, _, _ = lines[1].partition(" · ")  # Behind it: when it may be done.
    assert shown.endswith(f"  {figure}")


async def tour(pilot: Pilot[Any]) -> None:
    """Walks through every pane, from end to end; each picture is of safe text that fits."""
    reader = plan_screen(pilot).reader
    for keys in TOUR:
        for key in keys:
            await pilot.press(key)
            if keys[0] == "2" and key == "G":
                assert reader.top == reader.max_scroll_y
            if keys[0] == "2" and key == "g":
                assert reader.top == 0
        lines = screen_text(pilot)
        assert all(line.isprintable() and cell_len(line) <= SIZE[0] for line in lines)


@pytest.mark.parametrize("path", some(corpus_plans(), 20), ids=lambda path: path.stem[:60])
async def test_a_plan_opens_afresh(path: Path) -> None:
    data = path.read_bytes()
    async with window(path) as pilot:
        await wait_for_text(pilot, data)
        assert_shown(pilot, data)
        await tour(pilot)
        assert_shown(pilot, data)
    assert path.read_bytes() == data


@pytest.mark.parametrize("number", range(WINDOWS))
async def test_plans_follow_one_another_in_an_open_window(tmp_path: Path, number: int) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# None yet\n", encoding="utf-8")
    plans = some(corpus_plans(), 12)[number::WINDOWS]
    toured = set(some(plans, 4))
    async with window(path) as pilot:
        for each, write in zip(plans, cycle((by_rename, in_place)), strict=False):
            data = each.read_bytes()
            write(path, data)
            await wait_for_text(pilot, data)
            assert_shown(pilot, data)
            if each in toured:
                await tour(pilot)
    assert path.read_bytes() == plans[-1].read_bytes()


@pytest.mark.parametrize("versions", corpus_histories(), ids=lambda each: each[0].parent.name[:60])
async def test_a_history_plays_in_an_open_window(tmp_path: Path, versions: list[Path]) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(versions[0].read_bytes())
    async with window(path) as pilot:
        played = [*some(versions, 4), versions[-1]]
        for version, write in zip(played, cycle((by_rename, in_place)), strict=False):
            data = version.read_bytes()
            write(path, data)
            await wait_for_text(pilot, data)
            assert_shown(pilot, data)
        await tour(pilot)
        assert_shown(pilot, versions[-1].read_bytes())
