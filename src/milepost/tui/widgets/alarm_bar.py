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

    from textual import events
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
    later: reactive[bool] = reactive(default=False)
    """Whether the keys do something else for now: the person types."""
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

    async def on_click(self, event: events.Click) -> None:
        """Does what the words under the mouse say."""
        if not self.alarms or event.y < len(self._sentence(self.size.width)):
            return
        places, alarm = [0], self.alarms[0]
        for run in self._keys(alarm, self.size.width):
            places.append(places[-1] + cell_len(run.text))
        # The lead, then a key and its words for each answer.
        answers = ["mend_alarm", "close_front"] if alarm.mend is not None else ["close_front"]
        for number, action in enumerate(answers):
            if places[2 * number + 1] <= event.x < places[2 * number + 3] - 2:
                await self.run_action(f"screen.{action}")

    def _keys(self, alarm: Alarm, width: int) -> list[Run]:
        more = len(self.alarms) - 1
        count = f"1 of {more + 1} " if more else ""
        dismiss = [Run(self.close_key, "key"), Run(" dismiss  ", "quiet")]
        lead = "   afterwards: " if self.later else "   "
        room = width - cell_len(lead) - len(self.close_key) - 10 - len(count)
        left = [Run(lead, "quiet")]
        if alarm.mend is not None:
            label = fit(alarm.mend.label, room - len(self.mend_key) - 4, self.glyphs.ellipsis)
            left += [Run(self.mend_key, "key"), Run(f" {label}  ", "open")]
        left += dismiss
        gap = width - sum(cell_len(run.text) for run in left) - len(count)
        return [*left, Run(" " * max(0, gap)), Run(count, "quiet")]
