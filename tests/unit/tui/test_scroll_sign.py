"""A scroll bar looks as Textual has it."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.style import Style
from textual.scrollbar import ScrollBarRender
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual

from milepost.tui.widgets.scroll_sign import ScrollSign

STYLE = Style.parse("#8fb4c8 on #101418")


@pytest.mark.parametrize("height", [1, 7, 33])
@pytest.mark.parametrize(("lines", "seen"), [(0, 0), (33, 33), (34, 33), (200, 33), (9999, 7)])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 1.0])
@pytest.mark.parametrize("width", [1, 2])
def test_it_is_what_rich_would_make_of_it(
    height: int, lines: int, seen: int, share: float, width: int
) -> None:
    def made(kind: type[ScrollBarRender]) -> ScrollBarRender:
        window, position = seen if seen < lines else 0, share * max(0, lines - seen)
        return kind(lines, window, position, thickness=width, style=STYLE)

    console = Console(width=width, height=height, color_system="truecolor")
    options = console.options.update(width=width, height=height)
    wanted = console.render_lines(made(ScrollBarRender), options)
    sign = made(ScrollSign)
    assert isinstance(sign, ScrollSign)
    visual = sign.visualize()
    assert isinstance(visual, Visual)
    plain = RenderOptions(lambda _: VisualStyle(), {})
    drawn = visual.render_strips(width, height, VisualStyle(), plain)
    assert [list(strip) for strip in drawn] == [
        [segment for segment in line if segment.text] for line in wanted[:height]
    ]
    assert visual.get_optimal_width({}, 80) == width


def test_a_horizontal_one_is_textuals() -> None:
    sign = ScrollSign(vertical=False)

    assert sign.visualize() is sign
