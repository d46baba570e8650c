"""What somebody else has done to the plan, said until the person answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from milepost.tui.cells import cell_len
from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.rows import Run, fit, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from milepost.tui.glyphs import Glyphs
    from milepost.workspace.events import Alarm

_MOST_LINES = 3
"""Of the sentence."""


class AlarmBar(Widget):
    """A sentence, and below it what can be done, with how many alarms there are."""

    DEFAULT_CSS = """
    AlarmBar {
        height: auto;
        background: $raised;
        color: $ink;
    }
    """

    alarms: reactive[tuple[Alarm, ...]] = reactive((), layout=True)
    """The one that is told first."""
    mend_key: reactive[str] = reactive("r")
    close_key: reactive[str] = reactive("esc")
    glyphs: reactive[Glyphs] = reactive(UNICODE)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The sentence's lines, and one for the keys."""
        return len(self._sentence(width)) + 1 if self.alarms else 0

    def _sentence(self, width: int) -> Sequence[str]:
        sentence = self.alarms[0].sentence
        return paragraph(sentence, max(8, width - 4), _MOST_LINES, self.glyphs.ellipsis)

    def render_line(self, y: int) -> Strip:
        """One line."""
        base, width = self.rich_style, self.size.width
        if not self.alarms:
            return Strip.blank(width, base)
        alarm = self.alarms[0]
        lines = self._sentence(width)
        if y < len(lines):
            sign = self.glyphs.error if alarm.serious else self.glyphs.warning
            role = "error" if alarm.serious else "warning-strong"
            words = "plan-title" if alarm.serious else "open"
            runs = [Run(f" {' ' if y else sign} ", role), Run(lines[y], words)]
        else:
            runs = self._keys(alarm, width)
        palette = Palette(self.app.theme_variables)
        segments = [Segment(run.text, base + palette[run.role]) for run in runs]
        return Strip(segments).adjust_cell_length(width, base)

    def _keys(self, alarm: Alarm, width: int) -> list[Run]:
        more = len(self.alarms) - 1
        count = f"1 of {more + 1} " if more else ""
        dismiss = [Run(self.close_key, "key"), Run(" dismiss  ", "quiet")]
        room = width - 3 - len(self.close_key) - 10 - len(count)
        left = [Run("   ")]
        if alarm.mend is not None:
            label = fit(alarm.mend.label, room - len(self.mend_key) - 4, self.glyphs.ellipsis)
            left += [Run(self.mend_key, "key"), Run(f" {label}  ", "open")]
        left += dismiss
        gap = width - sum(cell_len(run.text) for run in left) - len(count)
        return [*left, Run(" " * max(0, gap)), Run(count, "quiet")]
