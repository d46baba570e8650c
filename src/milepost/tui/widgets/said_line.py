"""Words on a line or two, with something at the right edge of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.cells import cell_len
from milepost.tui.looks import Palette
from milepost.tui.rows import Run, fit, paragraph

if TYPE_CHECKING:
    from textual.geometry import Size

_NOTHING = Run("")


class SaidLine(Widget):
    """Words in one style; there is always one line."""

    DEFAULT_CSS = """
    SaidLine { height: auto; background: $ground; color: $ink; }
    """

    most_lines = 2
    """Where it is 1, the words are cut so that there is room for what is at the edge."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self.ellipsis = "…"
        self.words = Run("")
        self.aside = Run("")
        """Stands at the right edge where there is room, else on a line of its own."""

    def say(self, words: Run, aside: Run = _NOTHING) -> None:
        """Says something else. Nothing is laid out anew unless it takes more lines or fewer."""
        if (words, aside) == (self.words, self.aside):
            return
        lines = len(self._rows(self.size.width))
        self.words, self.aside = words, aside
        self.refresh(layout=len(self._rows(self.size.width)) != lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or as many as the words take."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[tuple[Run, Run]]:
        room = max(8, width - 2)
        if self.most_lines == 1:
            left = room - cell_len(self.aside.text) - 2 if self.aside.text else room
            return [(Run(fit(self.words.text, left, self.ellipsis), self.words.role), self.aside)]
        lines = paragraph(self.words.text, room, self.most_lines, self.ellipsis) or ("",)
        rows = [(Run(line, self.words.role), Run("")) for line in lines]
        aside = self.aside
        if aside.text and cell_len(lines[0]) + cell_len(aside.text) + 2 <= room:
            rows[0] = (rows[0][0], aside)
        elif aside.text:
            below = paragraph(aside.text, room, self.most_lines, self.ellipsis)
            rows += [(Run(line, aside.role), Run("")) for line in below]
        return rows

    def render_line(self, y: int) -> Strip:
        """One line."""
        base, width = self.rich_style, self.size.width
        rows = self._rows(width)
        if y >= len(rows):
            return Strip.blank(width, base)
        palette = Palette(self.app.theme_variables)
        left, right = rows[y]
        gap = width - 2 - cell_len(left.text) - cell_len(right.text)
        segments = [
            Segment(f" {left.text}", base + palette[left.role]),
            Segment(" " * max(0, gap), base),
            Segment(right.text, base + palette[right.role]),
        ]
        return Strip(segments).adjust_cell_length(width, base)
