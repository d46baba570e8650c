"""Scrolling a text without a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milepost.tui.widgets.line_view import LineView


def scroll(text: LineView, how: str) -> None:
    """Scrolls by lines or by half of what is seen, or to an end.

    `how` is `down`, `up`, `page_down`, `page_up`, `top` or `bottom`.
    """
    top, half = text.top, max(1, text.visible_lines // 2)
    to = {
        "down": top + 1,
        "up": top - 1,
        "page_down": top + half,
        "page_up": top - half,
        "top": 0,
        "bottom": text.line_count(),
    }
    text.scroll_lines_to(to[how])
