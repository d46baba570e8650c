"""A pane that draws its lines itself and repaints no line that looks as before."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from milepost.tui.cells import cell_len

if TYPE_CHECKING:
    from rich.style import Style

_KEPT_LINES = 1000


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws lines by number; a subclass knows how many there are and what they look like.

    New content is put in place by `settle`: the scroll position changes in the same frame as the
    lines do, no layout is made, and only lines that differ from what the screen shows are sent.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    LineView {
        background: $ground;
        color: $ink;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-color: $quiet 40%;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $accent;
        scrollbar-background: $ground;
        scrollbar-background-hover: $ground;
        scrollbar-background-active: $ground;
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: dict[int, Strip] = {}
        self._shown: dict[int, Strip] = {}
        self._drawn_width = -1
        self._drawn_lines = 0
        self._is_fitting = False
        self._base_style: Style | None = None

    # For subclasses

    def line_count(self) -> int:
        """How many lines there are: none, unless a subclass has some."""
        return 0

    def draw_line(self, index: int, width: int) -> list[Segment]:
        """One line, `0 <= index < line_count()`; what goes beyond `width` is cut off."""
        return []

    def width_changed(self, seen: range) -> None:
        """Called when lines have to be drawn for another width, before any is.

        `seen` are the lines that were visible before.
        """

    def height_changed(self, seen: range) -> None:
        """Called when the pane shows more lines or fewer, of the same width."""

    def scrolled(self) -> None:
        """Called when the person scrolled."""

    @property
    def base_style(self) -> Style:
        """Text on the pane's ground; asking Textual for it once a line would cost as much again."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    # The visible part

    @property
    def top(self) -> int:
        """The number of the first visible line."""
        return round(self.scroll_y)

    @property
    def line_width(self) -> int:
        """Cells for a line."""
        return self.scrollable_content_region.width if self.is_attached else 0

    @property
    def visible_lines(self) -> int:
        """How many lines the pane shows at once."""
        return self.scrollable_content_region.height if self.is_attached else 0

    def scroll_lines_to(self, top: int) -> None:
        """Scrolls so that line `top` is the first one, as far as there are lines below it."""
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    # Drawing

    def settle(self, top: int | None = None) -> None:
        """Shows what the lines are now, with line `top` first; without it, scrolled as before."""
        self._strips.clear()
        if not self.line_width:
            self._drawn_width = -1  # They are put in place as soon as there is one.
            return
        self._resize_page()
        wanted = self.top if top is None else top
        place = max(0, min(wanted, self.max_scroll_y))
        if place != self.scroll_y:
            # One that is at its end is about to stop itself, and has to be there for it.
            if self.scroll_y != self.scroll_target_y:
                self.app.animator.force_stop_animation(self, "scroll_y")
            self.set_reactive(LineView.scroll_y, float(place))
            self.set_reactive(LineView.scroll_target_y, float(place))
            self.vertical_scrollbar.position = place
        self.repaint()

    def lines_added(self) -> None:
        """Takes note of more lines at the end; those there were look as before."""
        bottom = self.virtual_size.height
        self._resize_page()
        if bottom < self.top + self.visible_lines:
            self.repaint()

    def _resize_page(self) -> None:
        size = Size(self.line_width, self.line_count())
        if size != self.virtual_size:
            # Without the layout that the attribute itself asks for: the pane stays as it is.
            self.set_reactive(LineView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def repaint(self) -> None:
        """Has those lines sent to the screen that look other than what it shows."""
        self._strips.clear()
        height = self.visible_lines
        changed = [y for y in range(height) if not self._is_shown(y)]
        # Neighbours make one region: consecutive numbers keep their distance to their place.
        for _, group in groupby(enumerate(changed), key=lambda pair: pair[1] - pair[0]):
            rows = [y for _, y in group]
            self.refresh(Region(0, rows[0], self.size.width, len(rows)))

    def _is_shown(self, y: int) -> bool:
        """Whether the screen shows a line as it looks now."""
        shown = self._shown.get(y)
        if self._strip_at(y) != shown:
            return False
        # What the screen has keeps what was made of it: cut, coloured, encoded.
        self._strips[self.top + y] = shown
        return True

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        strip = self._shown[y] = self._strip_at(y)
        return strip

    def _strip_at(self, y: int) -> Strip:
        index = self.top + y
        strip = self._strips.get(index)
        if strip is None:
            width = self.line_width
            segments = self.draw_line(index, width) if index < self.line_count() else []
            strip = _fit(segments, width, self.base_style)
            if len(self._strips) > _KEPT_LINES:
                self._strips.clear()
            self._strips[index] = strip
        return strip

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lets the subclass follow the person."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and not self._is_fitting:
            self.scrolled()

    def notify_style_update(self) -> None:
        """Forgets the colours of the theme before."""
        super().notify_style_update()
        self._strips.clear()
        self._shown.clear()
        self._base_style = None

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 -- Textual's signature
    ) -> bool:
        # Textual paints before it tells a widget of its new size; lines for the old width would
        # be on the screen for a frame.
        # Textual also scrolls for the new size before it tells of it: that was not the person, and
        # there may be fewer lines by now than when the pane was last in sight.
        seen = range(self.top, self.top + self._drawn_lines)
        self._is_fitting = True
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self._is_fitting = False
        width = self.line_width
        if width and width != self._drawn_width:
            self._drawn_width = width
            self._strips.clear()
            self.width_changed(seen)
        elif width and self.visible_lines != self._drawn_lines:
            self.height_changed(seen)
        self._drawn_lines = self.visible_lines
        return changed


def _fit(segments: list[Segment], width: int, base: Style) -> Strip:
    """Segments as a strip of exactly `width` cells."""
    missing = width - sum([cell_len(segment.text) for segment in segments])
    if missing < 0:
        return Strip(segments).adjust_cell_length(width)
    if missing:
        segments.append(Segment(" " * missing, base))
    return Strip(segments, width)
