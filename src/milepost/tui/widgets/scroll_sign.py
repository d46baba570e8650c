"""What a scroll bar looks like, without a detour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RulesMap
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions


class ScrollSign(ScrollBarRender):
    """Draws what Textual draws, which has Rich turn it into lines: that takes most of the time."""

    def visualize(self) -> Visual | ScrollSign:
        """What Textual is to draw; a horizontal bar, which is rare, as before."""
        return _Bar(self) if self.vertical else self


class _Bar(Visual):
    """A vertical bar."""

    def __init__(self, sign: ScrollSign) -> None:
        self._sign = sign

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, options: RenderOptions
    ) -> list[Strip]:
        """One strip a line."""
        sign = self._sign
        look: Style = sign.style  # type: ignore[assignment]  # A scroll bar gives no name of one.
        bar = sign.render_bar(
            size=height or sign.window_size,
            virtual_size=sign.virtual_size,
            window_size=sign.window_size,
            position=sign.position,
            thickness=width,
            back_color=look.bgcolor or Color.default(),
            bar_color=look.color or Color.default(),
        )
        base = style.rich_style
        # Most lines are one and the same piece.
        strips = {
            id(piece): Strip([Segment(piece.text, base + piece.style)], width)
            for piece in bar.segments
        }
        return [strips[id(piece)] for piece in bar.segments]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Its thickness."""
        return self._sign.thickness

    def get_height(self, rules: RulesMap, width: int) -> int:
        """That of what it stands beside."""
        return self._sign.window_size
