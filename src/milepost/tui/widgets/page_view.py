"""A document on a page, with a cursor in it: what stays where when either changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import var

from milepost.tui.cells import cell_len, sanitise, wrap
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.layout import ASCII_ORNAMENTS, ORNAMENTS, Page, PageStyle
from milepost.tui.looks import READER_LOOKS, Palette
from milepost.tui.painting import Looks
from milepost.tui.reader_view import MARGINS, View
from milepost.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual.timer import Timer

    from milepost.document import Document
    from milepost.text import EditSet, Span
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.layout.folded import FoldedPage
_NARROWEST = 24
_SLICE = 250
"""Blocks of a long plan that are laid out at a time."""
_PAUSE = 0.01
"""Seconds between two slices: keys come first."""
_BESIDE = 2
"""Lines that stay visible above and below the cursor."""


class PageView(LineView):
    """Shows a document. The cursor is a place in the source, and so is what is scrolled to."""

    document: var[Document | None] = var(None, init=False)
    """What is shown. Assigned directly, it is shown from its top; see `set_document`."""
    HAS_CURSOR: ClassVar[bool] = True
    """Whether the row with the cursor is set off."""

    empty_hint: var[str] = var("", init=False)
    """A sentence for when there is nothing to show."""
    glyphs: var[Glyphs] = var(UNICODE, init=False)
    markers: var[bool] = var(default=False, init=False)
    """Whether the signs of inline markup are shown."""

    @dataclass(eq=False, repr=False)
    class CursorMoved(Message, namespace="reader"):
        """The cursor came to another place of the plan."""

        reader: PageView
        offset: int

    _view: View | None = None
    _looks: Looks | None = None
    _edits: EditSet | None = None
    _cursor = 0
    _held: tuple[int, int, int] | None = None
    _is_awaited = False
    """Whether something was moved while the pane had no place on the screen."""
    _growing: Timer | None = None

    def on_mount(self) -> None:
        """Shows the signs of markup where colours cannot stand for them."""
        few_colours = self.app.console.color_system in {None, "standard"}
        if self.app.no_color or (few_colours and not self.app.is_headless):
            self.markers = True

    # For subclasses

    def view_made(self, view: View) -> None:
        """Called when a document is shown from its top."""

    def carried_over(self, view: View, edits: EditSet) -> None:
        """Called when `view` shows what `edits` made of the document before."""

    def page_shown(self, page: Page) -> Page | FoldedPage:
        """What is to be shown of a page: all of it, unless a subclass leaves something out."""
        return page

    def moved(self) -> None:
        """Called when the cursor or the visible part may have changed."""

    # What is shown

    def set_document(self, document: Document | None, edits: EditSet | None = None) -> None:
        """Shows a document.

        With `edits`, it is the one that they made of the document shown before: cursor,
        selection and scroll position stay with their text. The cursor's row stays where it is
        if the person sees it, else the first one does. Without, it is shown from its top.
        """
        self._edits = edits
        self.document = document
        self._edits = None

    def _watch_document(self, old: Document | None, new: Document | None) -> None:
        edits, self._edits = self._edits, None
        view = self._view
        if new is None or old is None or edits is None or view is None or not new.text.strip():
            self._show_anew()
            return
        looks_at_cursor = self.has_focus and self._is_cursor_in(self._visible)
        line = view.line_of(view.cursor) - self.top
        anchor, below = (self._cursor, line) if looks_at_cursor else self._find_anchor()
        view.page = self.page_shown(view.page.whole.edited(new, edits))
        self.carried_over(view, edits)
        self._cursor = edits.map_near(self._cursor)
        view.put_cursor(self._cursor)
        self._hold(edits.map_near(anchor), below)
        if looks_at_cursor:
            self._held = None  # The cursor may go on; what is held is what stands at the top.
        self.moved()

    def _show_anew(self) -> None:
        self._view = None
        self._cursor = 0
        self._held = None
        self._lay_out()
        self.settle(0)
        self.moved()

    def _lay_out(self) -> None:
        """Breaks the document for the pane's width, with the help of the page there is."""
        width = self.line_width - MARGINS
        document = self.document
        if document is None or width < 1 or not document.text.strip():
            self._view = None
            if width < 1:
                self._drawn_width = -1  # A page is wanted as soon as there is a place.
            return
        ornaments = ASCII_ORNAMENTS if self.glyphs is ASCII else ORNAMENTS
        style = PageStyle(
            max(width, _NARROWEST), glyphs=self.glyphs, ornaments=ornaments, markers=self.markers
        )
        known = self._view.page.whole if self._view else None
        page = self.page_shown(Page.lay(document, style, known=known))
        if self._view is None:
            self._view = View(page, focused=self.has_focus, has_cursor=self.HAS_CURSOR)
            self.view_made(self._view)
        self._view.page = page
        self._view.put_cursor(self._cursor)
        if self._growing is None and not page.complete:
            self._growing = self.set_timer(_PAUSE, self._grow)

    def settle(self, top: int | None = None) -> None:
        """Shows what the lines are now; a plan is laid out as far as there are lines to be seen."""
        if self._view is not None:
            self._view.has_row((self.top if top is None else top) + self.visible_lines)
        super().settle(top)

    def _grow(self) -> None:
        """Lays out some more of a long plan."""
        self._growing = None
        if self._view is not None and not self._view.page.complete:
            self._view.page.grow(_SLICE)
            self.lines_added()
            self._growing = self.set_timer(_PAUSE, self._grow)

    def _lay_again(self, seen: range | None = None) -> None:
        """Shows the same document in another width or with other signs.

        The cursor stays visible if it is among the lines `seen`.
        """
        visible = self._is_cursor_in(self._visible if seen is None else seen)
        anchor, below = self._find_anchor()
        if self._view is None:
            # What was aimed at before there was a page comes into view with it.
            anchor, below = self._cursor, self.visible_lines // 3
        self._lay_out()
        self._hold(anchor, below)
        if self._is_awaited and not self._is_cursor_in(self._visible):
            self._hold(self._cursor, self.visible_lines // 3)
        if visible or self._is_awaited:
            self._reveal()
        self._is_awaited = not self.line_width
        self.moved()

    def width_changed(self, seen: range) -> None:
        """Breaks the rows anew; the first one stays the first one if the cursor stays in view."""
        self._lay_again(seen)

    def height_changed(self, seen: range) -> None:
        """Keeps the cursor in view."""
        if self._is_cursor_in(seen):
            self._reveal()

    @property
    def _visible(self) -> range:
        return range(self.top, self.top + self.visible_lines)

    def _is_cursor_in(self, lines: range) -> bool:
        return self._view is not None and self._view.line_of(self._view.cursor) in lines

    def _reveal(self) -> None:
        if not self._is_cursor_in(self._visible):
            self.settle(self._top_that_shows_cursor(self.top))

    def _watch_glyphs(self) -> None:
        self._lay_again()

    def _watch_markers(self) -> None:
        self._lay_again()

    def _watch_empty_hint(self) -> None:
        self.settle()

    # What stays in place

    def _find_anchor(self) -> tuple[int, int]:
        """A place near the top of the pane, and how many lines below the top it stands."""
        view, top = self._view, self.top
        if view is None:
            return 0, 0
        if self._held is not None and self._held[0] == top:
            return self._held[1:]
        first = view.row_of(top)
        # Also below what is visible: a pane without a place shows nothing, and keeps its place.
        for index in range(first, view.page.height):
            row = view.page.row(index)
            if row.shows_source:
                return row.start, view.line_of(index) - top
        return 0, 0

    def _hold(self, offset: int, below: int) -> None:
        """Scrolls so that a place stands so many lines below the top."""
        if self._view is None:
            self.settle(0)
            return
        line = self._view.line_of(self._view.page.row_of(offset))
        self._is_awaited |= not self.line_width
        self.settle(line - below)
        # Rounding to a row or to the end of the page must not add up over many resizes.
        self._held = (self.top, offset, below)

    def refresh_notes(self) -> None:
        """Opens the messages at the cursor anew; what is at the top stays, unless it is pushed."""
        if self._view is not None:
            visible = self._is_cursor_in(self._visible)
            anchor = self._find_anchor()
            self._view.open_notes()
            self._hold(*anchor)
            if visible:
                self._reveal()

    # Drawing

    def line_count(self) -> int:
        """How many lines there are."""
        return self.visible_lines if self._view is None else self._view.height

    def draw_line(self, index: int, width: int) -> list[Segment]:
        """One line."""
        if self._view is None:
            return self._draw_hint(index, width)
        return self._view.paint(index, self.looks)

    @property
    def looks(self) -> Looks:
        """The colours of the theme."""
        if self._looks is None:
            palette = Palette(self.app.theme_variables, READER_LOOKS)
            self._looks = Looks(self.base_style, palette.__getitem__)
        return self._looks

    def notify_style_update(self) -> None:
        """Forgets the colours of the theme before."""
        super().notify_style_update()
        self._looks = None

    def _draw_hint(self, index: int, width: int) -> list[Segment]:
        """The sentence for an empty page, in its upper third."""
        text = sanitise(self.empty_hint)
        rows = wrap(text, max(8, min(width - 2 * MARGINS, 60)))
        number = index - max(0, self.visible_lines // 3 - len(rows) // 2)
        if not text or not 0 <= number < len(rows):
            return []
        line = text[slice(*rows[number])]
        style = self.looks.base + self.looks.component("quiet")
        return [Segment(" " * ((width - cell_len(line)) // 2) + line, style)]

    # The cursor

    @property
    def cursor_offset(self) -> int:
        """The place in the document's text that the cursor is at."""
        return self._cursor

    def go_to(self, span: Span) -> None:
        """Puts the cursor at a place, which is scrolled to a third of the pane unless visible."""
        view = self._view
        if view is None:
            self._cursor = span.start
            return
        rows = view.page.rows_of(span)
        seen = range(self.top, self.top + self.visible_lines - 1)
        visible = view.line_of(rows[0]) in seen and view.line_of(rows[-1]) in seen
        first = view.row_of(self.top)
        third = max(0, rows[0] - self.visible_lines // 3)
        self.move_to(span.start, top=view.line_of(first if visible else third))

    def move_to(self, offset: int, top: int | None = None) -> None:
        """Moves the cursor; from line `top`, or as it is, scrolls no more than shows it."""
        view = self._view
        if view is None:
            return
        first = view.row_of(self.top if top is None else max(0, top))
        changed = offset != self._cursor
        self._cursor = offset
        self._is_awaited = not self.line_width
        view.put_cursor(offset)
        self.settle(self._top_that_shows_cursor(view.line_of(first)))
        if changed:
            self.post_message(self.CursorMoved(self, offset))
        self.moved()

    def _top_that_shows_cursor(self, top: int) -> int:
        """The line nearest to `top` to scroll to, so that the cursor is visible."""
        view = self._view
        if view is None:
            return top
        line = view.line_of(view.cursor)
        beside = min(_BESIDE, max(0, (self.visible_lines - 1) // 2))
        top = max(top, line + view.note_count + beside + 1 - self.visible_lines)
        return min(top, line - beside)

    def scrolled(self) -> None:
        """Takes the cursor along: keys must not act on what is out of sight."""
        view = self._view
        if view is None:
            return
        top, bottom = self.top, self.top + self.visible_lines - 1
        line = view.line_of(view.cursor)
        if not top <= line <= bottom:
            first = view.row_of(top)
            target = view.nearest_text(first if line < top else view.row_of(bottom))
            self._cursor = view.page.row(target).start
            view.put_cursor(self._cursor, notes=False)
            self.settle(view.line_of(first))
            self.post_message(self.CursorMoved(self, self._cursor))
        self.moved()

    def step(self, by: int, top: int | None = None) -> None:
        """Moves the cursor by rows, see `move_to`; at an end, scrolls on to what is left."""
        view = self._view
        if view is None:
            return
        target = view.text_row(view.cursor, by)
        if target == view.cursor:
            self.settle(0 if by < 0 else view.height)
        else:
            self.move_to(view.page.row(target).start, top)

    def action_cursor_down(self) -> None:
        """One row down."""
        self.step(1)

    def action_cursor_up(self) -> None:
        """One row up."""
        self.step(-1)

    def action_page_down(self) -> None:
        """Half a pane down."""
        self._step_page(max(1, self.visible_lines // 2))

    def action_page_up(self) -> None:
        """Half a pane up."""
        self._step_page(-max(1, self.visible_lines // 2))

    def _step_page(self, by: int) -> None:
        self.step(by, self.top + by)

    def action_cursor_top(self) -> None:
        """To the first row."""
        if self._view is not None:
            self.step(-self._view.height)

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        if self._view is not None:
            self._view.page.finish()
            self.step(self._view.height)

    def action_block_down(self) -> None:
        """To the next paragraph, heading, item or other block."""
        if self._view is not None:
            self.move_to(self._view.block_start(self._cursor, 1))

    def action_block_up(self) -> None:
        """To the start of the block, or of the one before it."""
        if self._view is not None:
            self.move_to(self._view.block_start(self._cursor, -1))
