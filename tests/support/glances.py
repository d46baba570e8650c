"""What stands where on the screen, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from support.pilot import screen_text

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style
    from textual.pilot import Pilot


def shown(pilot: Pilot[Any]) -> str:
    """The whole screen as text."""
    return "\n".join(screen_text(pilot))


def place_of(pilot: Pilot[Any], words: str) -> tuple[int, int]:
    """Column and line where `words` first stand; for texts of characters one cell wide."""
    for y, line in enumerate(screen_text(pilot)):
        if words in line:
            return line.index(words), y
    pytest.fail(f"{words!r} is not on the screen:\n{shown(pilot)}")


def style_of(pilot: Pilot[Any], words: str) -> Style:
    """The style of the first character of `words`."""
    x, y = place_of(pilot, words)
    at = 0
    for segment in segments_of(pilot, y):
        at += segment.cell_length
        if at > x:
            assert segment.style is not None
            return segment.style
    pytest.fail(f"{words!r} has no style")


def segments_of(pilot: Pilot[Any], y: int) -> list[Segment]:
    """A line of the screen."""
    return list(pilot.app.screen._compositor.render_strips()[y])


async def wheel(pilot: Pilot[Any], words: str, *, clicks: int) -> None:
    """Turns the wheel over `words`; downwards for positive `clicks`."""
    turn = events.MouseScrollDown if clicks > 0 else events.MouseScrollUp
    await pilot._post_mouse_events([turn] * abs(clicks), offset=place_of(pilot, words))


async def click(pilot: Pilot[Any], words: str) -> None:
    """Clicks the first character of `words`."""
    await pilot.click(offset=place_of(pilot, words))
    await pilot.pause()
