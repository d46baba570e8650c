"""A field of a form: text that wraps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from milepost.tui.cells import sanitise
from milepost.tui.widgets.writing import TypingArea

if TYPE_CHECKING:
    from textual import events

    from milepost.tui.forms.model import FieldSpec

_COLOURED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
"""What programs colour their output with, and set titles."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_BETWEEN_LINES = re.compile(r"[ \t]*[\r\n][\s]*")


class Field(TypingArea):
    """A text of one line or several. It grows with the text up to what the style sheet allows."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        min-height: 1;
        max-height: 6;
        padding: 0;
        background: $raised;
        color: $ink;
        scrollbar-size-vertical: 1;
        & .text-area--cursor { background: $ink; color: $ground; }
        & .text-area--selection { background: $ink; color: $ground; }
        & .text-area--placeholder { color: $quiet; }
    }
    """

    def __init__(self, spec: FieldSpec, value: str) -> None:
        super().__init__(
            cleaned(value, has_lines=True),
            compact=True,
            highlight_cursor_line=False,
            placeholder=spec.hint,
            id=f"field-{spec.name}",
        )
        self.spec = spec
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Puts the cursor behind what is there, or all of that into its reach."""
        if self.spec.is_replaced:
            self.select_all()
        else:
            self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: nothing in it reaches the terminal that would steer it."""
        return Text(sanitise(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = cleaned(event.text, has_lines=self.spec.has_lines)
        result = self._replace_via_keyboard(text, *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)


def cleaned(text: str, *, has_lines: bool) -> str:
    """A text without colours and control characters; on one line unless it `has_lines`."""
    plain = _CONTROLS.sub(" ", _COLOURED.sub("", text))
    if has_lines:
        return _LINE_ENDS.sub("\n", plain)
    return _BETWEEN_LINES.sub(" ", plain.strip("\r\n"))
