"""Exactly what a form would write, shown while it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.fix_preview import broken
from milepost.tui.forms.model import Written
from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import Row, Run, fit, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Size

    from milepost.tui.glyphs import Glyphs

_MOST_REMARK = 3
_SIGN = 2


class Preview(Widget):
    """The place, then the lines with what becomes of them; as many as there is room for."""

    DEFAULT_CSS = """
    Preview {
        height: auto;
        min-height: 2;
        background: $ground;
    }
    """

    written: reactive[Written] = reactive(Written(), layout=True)
    refusal: reactive[str] = reactive("", layout=True)
    """Why nothing was written when the person asked for it."""
    glyphs: reactive[Glyphs] = reactive(UNICODE)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are to show."""
        return len(list(self._rows(width)))

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, height = self.size
        rows = list(self._rows(width))
        if len(rows) > height:
            # What is there afterwards says more than what was there before.
            rows.sort(key=lambda row: bool(row.runs) and row.runs[-1].role == "removed")
        if len(rows) > height and y == height - 1:
            rest = len(rows) - height + 1
            row = Row((Run(f"and {rest} lines more", "quiet"),))
        else:
            row = rows[y] if y < len(rows) else Row(())
        palette = Palette(self.app.theme_variables)
        base = self.rich_style
        segments = [Segment(run.text, base + palette[run.role]) for run in row.runs]
        return Strip(segments).adjust_cell_length(width, base)

    def _rows(self, width: int) -> Iterator[Row]:
        ellipsis = self.glyphs.ellipsis
        for words, role in ((self.refusal, "error"), (self.written.remark, "quiet")):
            if words and not (role == "quiet" and self.refusal):
                for part in paragraph(words, width, _MOST_REMARK, ellipsis):
                    yield Row((Run(part, role),))
        if self.written.place:
            yield Row((Run(fit(self.written.place, width, ellipsis), "place"),))
        for line in self.written.lines:
            for row in broken(line, max(8, width - _SIGN)):
                yield Row((Run(f"{row.sign} ", row.look), Run(row.words, row.look)))
