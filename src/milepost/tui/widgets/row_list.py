"""A pane of rows with a cursor, drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from milepost.tui.cells import cell_len
from milepost.tui.glyphs import UNICODE
from milepost.tui.rows import Row, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from milepost.tui.glyphs import Glyphs

_ROLES = (
    "quiet", "title", "station", "done", "done-mark", "open", "open-mark", "next", "next-mark",
    "cancelled", "cancelled-mark", "error", "warning", "info", "code", "accent",
)  # fmt: skip


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows that a subclass builds for the pane's width.

    The cursor is a key, not a row number: whatever is shown next, it stays with its entry, and the
    entry stays where it is on the screen.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--cursor", *(f"row--{role}" for role in _ROLES)}

    DEFAULT_CSS = """
    RowList {
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-size-horizontal: 0;
        overflow-x: hidden;
        & > .row--cursor { background: $raised; }
        & > .row--quiet { color: $quiet; }
        & > .row--title { color: $quiet; text-style: bold; }
        &:focus > .row--title { color: $accent; text-style: bold; }
        & > .row--station { color: $ink; text-style: bold; }
        & > .row--done { color: $quiet; }
        & > .row--done-mark { color: $done; }
        & > .row--open { color: $ink; }
        & > .row--open-mark { color: $ink; }
        & > .row--next { color: $accent; text-style: bold; }
        & > .row--next-mark { color: $accent; text-style: bold; }
        & > .row--cancelled { color: $quiet; text-style: strike; }
        & > .row--cancelled-mark { color: $quiet; }
        & > .row--error { color: $err; text-style: bold; }
        & > .row--warning { color: $warn; }
        & > .row--info { color: $quiet; }
        & > .row--code { color: $quiet; }
        & > .row--accent { color: $accent; }
    }
    """

    cursor: var[int | None] = var(None)
    glyphs: var[Glyphs] = var(UNICODE)

    @dataclass
    class CursorMoved(Message):
        """The person moved the cursor to another entry."""

        pane: RowList
        key: int

    @dataclass
    class Chosen(Message):
        """The person clicked an entry that the cursor was on."""

        pane: RowList
        key: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._keys: list[int] = []
        self._first_row: dict[int, int] = {}
        self._built_width = -1
        self._styles: dict[str, Style] = {}

    def build_rows(self, width: int) -> Sequence[Row]:
        """The rows for a pane `width` cells wide; one more cell at the left is the cursor's."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Builds the rows anew, keeping cursor and scroll position with their entries."""
        width = self.scrollable_content_region.width
        if width <= 1:
            return
        anchor, offset = self._find_anchor()
        self._built_width = width
        self._rows = self.build_rows(width - 1)
        self._index_rows()
        if self.cursor not in self._first_row:
            self.set_reactive(RowList.cursor, self._nearest_key(self.cursor))
        self.virtual_size = Size(width, len(self._rows))
        if anchor is None:
            self._reveal()
        elif anchor in self._first_row:
            self.scroll_to(y=self._first_row[anchor] - offset, animate=False, immediate=True)
        self.refresh()

    def _index_rows(self) -> None:
        self._keys, self._first_row = [], {}
        for number, row in enumerate(self._rows):
            if row.key is not None and row.key not in self._first_row:
                self._first_row[row.key] = number
                self._keys.append(row.key)

    def _find_anchor(self) -> tuple[int | None, int]:
        """The entry to hold in place, and how far below the pane's top it is."""
        top = self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        if self.cursor is not None and top <= self._first_row.get(self.cursor, -1) < bottom:
            return self.cursor, self._first_row[self.cursor] - top
        for key in self._keys:
            if self._first_row[key] >= top:
                return key, self._first_row[key] - top
        return None, 0

    def _nearest_key(self, key: int | None) -> int | None:
        if not self._keys:
            return None
        if key is None:
            key = self.home_key()
        return min(self._keys, key=lambda each: abs(each - key))

    def home_key(self) -> int:
        """Where the cursor stands at first."""
        return self._keys[0]

    # Cursor

    def move_to(self, key: int) -> None:
        """Puts the cursor on an entry and brings it into view, without a message."""
        if key in self._first_row:
            self.cursor = key
            self._reveal()

    def _watch_cursor(self) -> None:
        self.refresh()

    def _reveal(self) -> None:
        if self.cursor is None or self.cursor not in self._first_row:
            return
        first = self._first_row[self.cursor]
        last = first
        while last + 1 < len(self._rows) and self._rows[last + 1].key == self.cursor:
            last += 1
        # What stands above the first entry (a heading) comes into view with it.
        first = 0 if self.cursor == self._keys[0] else first
        region = Region(0, first, 1, last - first + 1)
        self.scroll_to_region(region, animate=False, immediate=True, force=True)

    def step(self, by: int) -> None:
        """Moves the cursor by entries; without any, scrolls by lines."""
        if not self._keys:
            self.scroll_relative(y=by, animate=False)
            return
        at = self._keys.index(self.cursor) if self.cursor in self._first_row else 0
        key = self._keys[max(0, min(len(self._keys) - 1, at + by))]
        if key != self.cursor:
            self.cursor = key
            self.post_message(self.CursorMoved(self, key))
        self._reveal()

    def action_cursor_down(self) -> None:
        """One entry down."""
        self.step(1)

    def action_cursor_up(self) -> None:
        """One entry up."""
        self.step(-1)

    def action_page_down(self) -> None:
        """Half a pane down."""
        self.step(self._page_step())

    def action_page_up(self) -> None:
        """Half a pane up."""
        self.step(-self._page_step())

    def action_cursor_top(self) -> None:
        """To the first entry."""
        self.step(-len(self._keys))

    def action_cursor_bottom(self) -> None:
        """To the last entry."""
        self.step(len(self._keys))

    def _page_step(self) -> int:
        """How many entries half a pane holds."""
        height = max(1, self.scrollable_content_region.height // 2)
        per_entry = len(self._rows) / max(1, len(self._keys))
        return max(1, round(height / per_entry))

    # Drawing

    def on_resize(self) -> None:
        """Builds the rows for the new width."""
        if self.scrollable_content_region.width != self._built_width:
            self.rebuild()
        if self.cursor is not None:
            self._reveal()

    def notify_style_update(self) -> None:
        """Forgets the colours of the theme before."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        selected = row.key is not None and row.key == self.cursor
        if selected:
            base += self._role_style("cursor")
        sign = self.glyphs.cursor if selected and self.has_focus else " "
        segments = [Segment(sign, base + self._role_style("accent"))]
        segments.extend(self._segments(row.runs, base))
        room = width - sum(cell_len(run.text) for run in row.right)
        left = Strip(segments).adjust_cell_length(max(0, room), base)
        right = Strip(self._segments(row.right, base))
        return Strip.join([left, right]).adjust_cell_length(width, base)

    def _segments(self, runs: Sequence[Run], base: Style) -> list[Segment]:
        return [
            Segment(run.text, base + self._role_style(run.role) if run.role else base)
            for run in runs
            if run.text
        ]

    def _role_style(self, role: str) -> Style:
        """The colours a role adds; without a background of its own."""
        style = self._styles.get(role)
        if style is None:
            style = self.get_component_rich_style(f"row--{role}", partial=True)
            self._styles[role] = style
        return style

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor; on the entry that has it, chooses."""
        number = event.y + self.scroll_offset.y
        key = self._rows[number].key if number < len(self._rows) else None
        if key is None:
            return
        if key == self.cursor:
            self.post_message(self.Chosen(self, key))
            return
        self.cursor = key
        self.post_message(self.CursorMoved(self, key))
