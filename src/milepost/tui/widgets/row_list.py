"""A pane of rows with a cursor, drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.reactive import var

from milepost.tui.glyphs import UNICODE
from milepost.tui.looks import Palette
from milepost.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

    from milepost.tui.glyphs import Glyphs
    from milepost.tui.rows import Row, Run


def _same_key(key: int) -> int:
    return key


class RowList(LineView):
    """Shows rows that a subclass builds for the pane's width.

    The cursor is a key, not a row number: whatever is shown next, it stays with its entry, and the
    entry stays where it is on the screen.
    """

    cursor: var[int | None] = var(None)
    glyphs: var[Glyphs] = var(UNICODE)

    @dataclass(eq=False, repr=False)
    class CursorMoved(Message):
        """The person moved the cursor to another entry."""

        pane: RowList
        key: int

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The person clicked an entry that the cursor was on."""

        pane: RowList
        key: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._keys: list[int] = []
        self._first_row: dict[int, int] = {}
        self._palette: Palette | None = None
        self._lines_before = 0
        """How many lines were in sight before the pane took another size."""
        self._needs_all = False
        """Whether the cursor's entry is to be seen whole, and its heading need not."""
        self._moved_from, self._moved_to = 0, -1
        """The first line in sight before and after the cursor was brought into a smaller pane."""

    def build_rows(self, width: int) -> Sequence[Row]:
        """The rows for a pane `width` cells wide; one more cell at the left is the cursor's."""
        return ()

    def home_key(self) -> int:
        """Where the cursor stands at first."""
        return self._keys[0]

    def rebuild(self, find: Callable[[int], int | None] = _same_key) -> None:
        """Builds the rows anew, keeping cursor and scroll position with their entries.

        `find` gives the key that an entry has now, or `None` when the entry is gone.
        """
        anchor, offset = self._find_anchor(find)
        before = self.cursor
        cursor = None if before is None else find(before)
        # While the pane has no place on the screen it has no rows: the next ones are made for
        # another text, where the keys of these stand for other entries.
        room = self.line_width - 1
        self._rows = self.build_rows(room) if room > 0 else ()
        self._index_rows()
        if room > 0 and cursor not in self._first_row:
            cursor = self._nearest_key(before)
        self.set_reactive(RowList.cursor, cursor)
        if room <= 0:
            self._drawn_width = -1  # Rows are wanted as soon as there is a place.
            return
        if anchor is None:
            self.settle(self._first_top())
        else:
            self.settle(self._first_row.get(anchor, self.top + offset) - offset)

    def _first_top(self) -> int:
        """Where to scroll at first sight: as much behind the cursor's entry as before it."""
        row = self._first_row.get(self.cursor or 0, 0)
        # What stands above the first entry is seen with it where there is room for both.
        is_first = bool(self._keys) and self.cursor == self._keys[0]
        half = self.visible_lines // 2
        return row - (max(half, self.visible_lines - 2) if is_first else half)

    def _index_rows(self) -> None:
        self._keys, self._first_row = [], {}
        for number, row in enumerate(self._rows):
            if row.key is not None and row.key not in self._first_row:
                self._first_row[row.key] = number
                self._keys.append(row.key)

    def _find_anchor(self, find: Callable[[int], int | None]) -> tuple[int | None, int]:
        """The entry to hold in place, by its new key, and how far below the pane's top it is."""
        seen = range(self.top, self.top + self.visible_lines)
        in_sight = [key for key in self._keys if self._first_row[key] in seen]
        in_sight.sort(key=lambda key: key != self.cursor)
        for key in in_sight:
            now = find(key)
            if now is not None:
                return now, self._first_row[key] - self.top
        return None, 0

    def _nearest_key(self, key: int | None) -> int | None:
        if not self._keys:
            return None
        wanted = self.home_key() if key is None else key
        return min(self._keys, key=lambda each: abs(each - wanted))

    # Cursor

    def move_to(self, key: int) -> None:
        """Puts the cursor on an entry and brings it into view, without a message."""
        if key in self._first_row:
            self.cursor = key
            self._reveal()

    def key_after(self, key: int) -> int | None:
        """The entry below another one; above the last one, the one before it; alone, none."""
        if key not in self._keys:
            return None
        at = self._keys.index(key)
        rest = self._keys[at + 1 :] or self._keys[:at][-1:]
        return rest[0] if rest else None

    def _watch_cursor(self) -> None:
        self.repaint()

    def on_focus(self) -> None:
        """Shows the cursor's sign."""
        self.repaint()

    def on_blur(self) -> None:
        """Hides the cursor's sign."""
        self.repaint()

    def _reveal(self) -> None:
        if self.cursor is None or self.cursor not in self._first_row:
            return
        first = last = self._first_row[self.cursor]
        while last + 1 < len(self._rows) and self._rows[last + 1].key == self.cursor:
            last += 1
        # What stands above the first entry (a heading) comes into view with it.
        if self.cursor == self._keys[0] and (last < self.visible_lines or not self._needs_all):
            first = 0
        if first < self.top:
            self.scroll_lines_to(first)
        elif last >= self.top + self.visible_lines:
            self.scroll_lines_to(min(first, last - self.visible_lines + 1))

    def step(self, by: int) -> None:
        """Moves the cursor by entries; without any, scrolls by lines."""
        if not self._keys:
            self.scroll_lines_to(self.top + by)
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
        self.step(-len(self._rows))

    def action_cursor_bottom(self) -> None:
        """To the last entry."""
        self.step(len(self._rows))

    def _page_step(self) -> int:
        """How many entries half a pane holds."""
        per_entry = len(self._rows) / max(1, len(self._keys))
        return max(1, round(max(1, self.visible_lines // 2) / per_entry))

    # Drawing

    def line_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def width_changed(self, seen: range) -> None:
        """Builds the rows for the new width."""
        self._moved_to = -1
        self.rebuild()

    def on_resize(self) -> None:
        """Keeps the cursor's entry in view, unless the person looks at something else.

        What was scrolled for that goes back when the pane has its lines again.
        """
        before, self._lines_before = self._lines_before, self.visible_lines
        at = self._first_row.get(self.cursor or 0, 0)
        # Textual has scrolled already where the last line would be above the pane's end.
        moved_to = min(self._moved_to, int(self.max_scroll_y))
        if before and self.visible_lines > before and self.top == moved_to:
            self.scroll_lines_to(self._moved_from)
            self._moved_to = -1
        if not before or at in range(self.top, self.top + before):
            top = self.top
            self._reveal()
            if self.top != top:
                self._moved_from, self._moved_to = top, self.top

    def notify_style_update(self) -> None:
        """Forgets the colours of the theme before."""
        super().notify_style_update()
        self._palette = None

    def draw_line(self, index: int, width: int) -> list[Segment]:
        """One row, with the cursor's sign at its left."""
        row = self._rows[index]
        palette = self._palette = self._palette or Palette(self.app.theme_variables)
        selected = row.key is not None and row.key == self.cursor
        base = self.base_style + palette["cursor"] if selected else self.base_style
        sign = self.glyphs.cursor if selected and self.has_focus else " "
        left = [Segment(sign, base + palette["accent"]), *self._segments(row.runs, base, palette)]
        right = self._segments(row.right, base, palette)
        room = max(0, width - Segment.get_line_length(right))
        return [*Segment.adjust_line_length(left, room, base), *right]

    def _segments(self, runs: Sequence[Run], base: Style, palette: Palette) -> list[Segment]:
        return [
            Segment(run.text, base + palette[self._shown_role(run.role)])
            for run in runs
            if run.text
        ]

    def _shown_role(self, role: str) -> str:
        """A pane's title shows whether the keys go to it."""
        return "title-active" if role == "title" and self.has_focus else role

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor; on the entry that has it, chooses."""
        at = event.get_content_offset(self)
        number = len(self._rows) if at is None else at.y + self.top
        key = self._rows[number].key if number < len(self._rows) else None
        if key is None:
            return
        if key == self.cursor:
            self.post_message(self.Chosen(self, key))
            return
        self.cursor = key
        self.post_message(self.CursorMoved(self, key))
