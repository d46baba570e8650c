"""The plan as styled Markdown, drawn line by line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from milepost.text import EditSet, Span
from milepost.tui.cells import cell_len, sanitise, wrap
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.layout import ASCII_ORNAMENTS, ORNAMENTS, Page, PageStyle
from milepost.tui.matches import find_matches
from milepost.tui.painting import NAMES, FindingMarks, Looks
from milepost.tui.reader_view import MARGINS, View
from milepost.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from typing_extensions import override

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.tui.glyphs import Glyphs
else:

    def override(method):
        """Says nothing at run time; the type checker reads the real one."""
        return method


_NARROWEST = 24
_SLICE = 250
"""Blocks of a long plan that are laid out at a time, between two key presses."""
_BESIDE = 2
"""Lines that stay visible above and below the cursor."""


class Reader(LineView):
    """Shows a document. The cursor is a place in the source, and so is what is scrolled to.

    A new document keeps both where they are: text that changes elsewhere moves nothing.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{name}" for name in NAMES}

    DEFAULT_CSS = """
    Reader {
        & > .reader--heading1 { color: $ink; text-style: bold; }
        & > .reader--heading2 { color: $ink; text-style: bold; }
        & > .reader--heading3 { color: $ink; text-style: bold; }
        & > .reader--heading4 { color: $quiet; text-style: bold; }
        & > .reader--quiet { color: $quiet; }
        & > .reader--bullet { color: $quiet; }
        & > .reader--quote { color: $quiet; text-style: italic; }
        & > .reader--code { color: $ink; background: $raised; }
        & > .reader--code-block { color: $ink; background: $raised; }
        & > .reader--code-edge { color: $quiet; background: $raised; }
        & > .reader--added { color: $done; background: $raised; }
        & > .reader--removed { color: $err; background: $raised; }
        & > .reader--strong { text-style: bold; }
        & > .reader--emphasis { text-style: italic; }
        & > .reader--strike { text-style: strike; }
        & > .reader--link { color: $changed; text-style: underline; }
        & > .reader--label { text-style: bold; }
        & > .reader--stamp { color: $quiet; }
        & > .reader--table-head { color: $ink; text-style: bold; }
        & > .reader--done { color: $quiet; }
        & > .reader--done-sign { color: $done; }
        & > .reader--open-sign { color: $ink; text-style: bold; }
        & > .reader--partial-sign { color: $ink; text-style: bold; }
        & > .reader--next { color: $accent; text-style: bold; }
        & > .reader--next-text { color: $ink; text-style: bold; }
        & > .reader--error { color: $err; text-style: bold; }
        & > .reader--warning { color: $warn; }
        & > .reader--info { color: $quiet; }
        & > .reader--finding { text-style: underline; }
        & > .reader--changed { color: $changed; }
        & > .reader--match { color: $ground; background: $changed; }
        & > .reader--current-match { color: $ground; background: $accent; text-style: bold; }
        & > .reader--selection { color: $ground; background: $ink; }
        & > .reader--cursor { background: $raised; }
        & > .reader--cursor-sign { color: $accent; }
        & > .reader--message { color: $quiet; }
    }
    """

    document: var[Document | None] = var(None, init=False)
    """What is shown. Assigned directly, it is shown from its top; see `set_document`."""
    diagnostics: var[tuple[Diagnostic, ...]] = var((), init=False)
    """Findings in the document."""
    changes: var[tuple[Span, ...]] = var((), init=False)
    """What is marked as changed: spans of the document, in order and disjoint."""
    empty_hint: var[str] = var("", init=False)
    """A sentence for when there is nothing to show."""
    glyphs: var[Glyphs] = var(UNICODE, init=False)
    markers: var[bool] = var(default=False, init=False)
    """Whether the signs of inline markup are shown."""

    @dataclass
    class CursorMoved(Message):
        """The cursor came to another place of the plan."""

        reader: Reader
        offset: int

    @dataclass
    class SectionChanged(Message):
        """Another section is being read."""

        reader: Reader
        index: int | None
        """Its index in `Plan.sections`; `None` before the first heading."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._view: View | None = None
        self._looks: Looks | None = None
        self._edits: EditSet | None = None
        self._cursor = 0
        self._held: tuple[int, int] | None = None
        self._section: int | None = None
        self._query = ""
        self._search_from: tuple[int, int] | None = None
        self._drag_from: int | None = None
    # What is shown

    def set_document(self, document: Document | None, edits: EditSet | None = None) -> None:
        """Shows a document.

        With `edits`, it is the one that they made of the document shown before: cursor,
        selection and scroll position stay with their text. Without, it is shown from its top.
        """
        self._edits = edits
        self.document = document
        self._edits = None

    def _watch_document(self, old: Document | None, new: Document | None) -> None:
        edits, self._edits = self._edits, None
        if new is None or old is None or edits is None or self._view is None:
            self._begin()
            return
        anchor = self._find_anchor()
        view = self._view
        view.page = view.page.edited(new, edits)
        view.findings = view.findings.moved(edits)
        view.changes = [span for span in map_spans(edits, view.changes) if span is not None]
        if view.selection is not None:
            view.selection = edits.map_span(view.selection)
        self._search_again(new)
        self._cursor = edits.map_near(self._cursor)
        self._place_cursor()
        self._hold((edits.map_near(anchor[0]), anchor[1]))

    def _begin(self) -> None:
        """Shows the document from its top."""
        self._view = None
        self._cursor = 0
        self._held = None
        self._search = Search()
        self._make_view()
        self.settle(0)
        self._tell_section()

    def _make_view(self) -> None:
        """Lays the document out for the pane's width; keeps what is known of it."""
        width = self.line_width - MARGINS
        document = self.document
        if document is None or width < 1 or not document.text.strip():
            self._view = None
            return
        ornaments = ASCII_ORNAMENTS if self.glyphs is ASCII else ORNAMENTS
        style = PageStyle(
            max(width, _NARROWEST), glyphs=self.glyphs, ornaments=ornaments, markers=self.markers
        )
        page = Page.lay(document, style, known=self._view.page if self._view else None)
        page.grow_to(self._cursor)
        if self._view is None:
            findings = FindingMarks(document.text, self.diagnostics)
            self._view = View(page, self.glyphs, findings, self.changes)
        self._view.page = page
        self._view.glyphs = self.glyphs
        self._view.focused = self.has_focus
        self._place_cursor()
        if not page.complete:
            self.set_timer(_PAUSE, self._grow)

    def _grow(self) -> None:
        """Lays out some more of a long plan."""
        if self._view is None or self._view.page.complete:
            return
        self._view.page.grow(_SLICE)
        self.settle()
        self.set_timer(_PAUSE, self._grow)

    def _lay_again(self) -> None:
        """The same document in another width or with other signs."""
        if self._view is None:
            self._make_view()
            self.settle(0)
        else:
            anchor = self._find_anchor()
            self._make_view()
            self._hold(anchor)
        self._tell_section()

    @override
    def width_changed(self) -> None:
        """Breaks the rows anew; the first one stays the first one."""
        self._lay_again()

    def _watch_glyphs(self) -> None:
        self._lay_again()

    def _watch_markers(self) -> None:
        self._lay_again()

    def _watch_empty_hint(self) -> None:
        self.settle()

    def _watch_diagnostics(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if self._view is None or self.document is None:
            return
        anchor = self._find_anchor()
        self._view.findings = FindingMarks(self.document.text, diagnostics)
        self._view.open_notes()
        self._hold(anchor)

    def _watch_changes(self, changes: tuple[Span, ...]) -> None:
        if self._view is not None:
            self._view.changes = changes
            self.settle()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 -- Textual's signature
        """Shows the cursor's sign only where keys go."""
        super().watch_has_focus(has_focus)
        if has_focus:
            self._search_from = None
        if self._view is not None:
            self._view.focused = has_focus
            self.settle()

    # What stays in place

    def _find_anchor(self) -> tuple[int, int]:
        """A place near the top of the pane, and how many lines below the top it stands."""
        view, top = self._view, self.top
        if view is None:
            return 0, 0
        if self._held is not None and self._held[0] == top:
            return self._held[1], self._held[2]
        first = view.row_of(top)
        for index in range(first, min(first + self.visible_lines, view.page.height)):
            row = view.page.row(index)
            if row.shows_source:
                return row.start, view.line_of(index) - top
        return 0, 0

    def _hold(self, anchor: tuple[int, int]) -> None:
        """Scrolls so that a place stands where it stood."""
        if self._view is None:
            self.settle(0)
            return
        offset, below = anchor
        line = self._view.line_of(self._view.page.row_of(offset))
        self.settle(line - below)
        # What had to be rounded to a row, or to the end of the page, is not forgotten.
        self._held = (self.top, offset, below)

    # The cursor

    @property
    def cursor_offset(self) -> int:
        """The place in the document's text that the cursor is at."""
        return self._cursor

    @property
    def section_in_view(self) -> int | None:
        """The section being read: that of the cursor while it is visible."""
        return self._section

    def go_to(self, span: Span) -> None:
        """Puts the cursor at a place; scrolls it to a third of the pane unless it is visible."""
        view = self._view
        if view is None:
            self._cursor = span.start
            return
        rows = view.page.rows_of(span)
        seen = range(self.top, self.top + self.visible_lines - 1)
        visible = view.line_of(rows[0]) in seen and view.line_of(rows[-1]) in seen
        self._move_to(span.start)
        if not visible:
            self.settle(view.line_of(view.cursor) - self.visible_lines // 3)
        self._tell_section()

    def _place_cursor(self) -> None:
        if self._view is not None:
            self._view.cursor = self._view.page.row_of(self._cursor)
            self._view.open_notes()

    def _move_to(self, offset: int) -> None:
        """Moves the cursor and scrolls as little as shows it."""
        view = self._view
        if view is None:
            return
        first = view.row_of(self.top)
        self._cursor = offset
        self._place_cursor()
        line = view.line_of(view.cursor)
        last = line + view.note_count
        beside = min(_BESIDE, max(0, (self.visible_lines - 1) // 2))
        top = view.line_of(first)
        top = max(top, last + beside + 1 - self.visible_lines)
        top = min(top, line - beside)
        self.settle(top)
        self.post_message(self.CursorMoved(self, offset))
        self._tell_section()

    def _step(self, by: int) -> None:
        """Moves the cursor by rows that show text; at an end, scrolls on to what is left."""
        view = self._view
        if view is None:
            return
        direction = 1 if by > 0 else -1
        index = found = view.cursor
        left = abs(by)
        while left > 0 and self._has_row(index + direction):
            index += direction
            left -= 1
            if view.page.row(index).shows_source:
                found = index
        while found == view.cursor and self._has_row(index + direction):
            index += direction
            if view.page.row(index).shows_source:
                found = index
        if found != view.cursor:
            self._move_to(view.page.row(found).start)
        else:
            self.settle(0 if by < 0 else view.height)

    def _has_row(self, index: int) -> bool:
        page = self._view.page if self._view is not None else None
        if page is None:
            return False
        while index >= page.height and not page.complete:
            page.grow(_SLICE)
        return 0 <= index < page.height

    def action_cursor_down(self) -> None:
        """One row down."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """One row up."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Half a pane down."""
        self._step_page(1)

    def action_page_up(self) -> None:
        """Half a pane up."""
        self._step_page(-1)

    def _step_page(self, direction: int) -> None:
        half = max(1, self.visible_lines // 2)
        top = self.top + direction * half
        self._step(direction * half)
        self.settle(top)
        self._tell_section()

    def action_cursor_top(self) -> None:
        """To the first row."""
        if self._view is not None:
            self._step(-self._view.height)

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        if self._view is not None:
            self._view.page.finish()
            self._step(self._view.height)
