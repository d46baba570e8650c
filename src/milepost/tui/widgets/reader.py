"""The plan as styled Markdown, with findings, changes, matches and a selection over it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.reactive import var

from milepost.plan.query import item_at
from milepost.text import Span
from milepost.tui.matches import Search
from milepost.tui.news import Shown
from milepost.tui.painting import FindingMarks, map_spans
from milepost.tui.widgets.fold_view import FoldView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from milepost.diagnostics import Diagnostic
    from milepost.text import EditSet
    from milepost.tui.fix_preview import FixPreview
    from milepost.tui.reader_view import View


class Reader(FoldView):
    """Shows a plan for reading.

    A new document keeps what is on the screen: text that changes elsewhere moves nothing.
    """

    FOCUS_ON_CLICK = False  # It opens messages: what is under the mouse has to be read off before.

    diagnostics: var[tuple[Diagnostic, ...]] = var((), init=False)
    """Findings in the document."""
    changes: var[tuple[Shown, ...]] = var((), init=False)
    """What is marked as changed, in order and disjoint."""

    @dataclass(eq=False, repr=False)
    class BoxClicked(Message):
        """The person clicked a checkbox."""

        offset: int
        """Where its item begins."""

    @dataclass(eq=False, repr=False)
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
        self._section: int | None = None
        self._moved_changes: tuple[Shown, ...] = ()
        self._search = Search()
        self._searched_from: tuple[int, int] | None = None
        self._drag_from: int | None = None

    # What lies over the text

    def view_made(self, view: View) -> None:
        """Lays findings, changes and matches over a document that is shown from its top."""
        super().view_made(view)
        text = view.page.document.text
        view.findings = FindingMarks(text, self.diagnostics)
        self._moved_changes = view.changes = self.changes
        search = Search.of(text, self._search.words)
        if self._search.current is not None:
            search = search.at_or_after(self._cursor)
        view.search = self._search = search

    def carried_over(self, view: View, edits: EditSet) -> None:
        """Moves what lies over the text along with it, until the owner says what is new."""
        view.findings = view.findings.moved(edits)
        spans = map_spans(edits, (Span(mark.start, mark.end) for mark in self._moved_changes))
        self._moved_changes = view.changes = tuple(
            Shown(span.start, span.end, mark.kind)
            for mark, span in zip(self._moved_changes, spans, strict=True)
            if span is not None
        )
        if view.selection is not None:
            view.selection = edits.map_span(view.selection)
        if self._search.words:
            search = Search.of(view.page.document.text, self._search.words)
            current = self._search.span
            if current is not None:
                search = search.at_or_after(edits.map_near(current.start))
            view.search = self._search = search

    def _watch_diagnostics(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if self._view is not None:
            text = self._view.page.document.text
            self._view.findings = FindingMarks(text, diagnostics)
            self.refresh_notes()

    def _watch_changes(self, changes: tuple[Shown, ...]) -> None:
        self._moved_changes = changes
        if self._view is not None:
            self._view.changes = changes
            self.settle()

    def show_preview(self, preview: FixPreview | None) -> None:
        """Shows below the cursor's row what a fix would change there, or no longer."""
        view = self._view
        if view is not None and view.preview != preview:
            view.preview = preview
            self.refresh_notes()
            self.settle(self._top_that_shows_cursor(self.top))

    # Where the person reads

    @property
    def section_in_view(self) -> int | None:
        """The section being read: that of the cursor."""
        return self._section

    @property
    def findings_at_cursor(self) -> Sequence[Diagnostic]:
        """The findings that begin in the cursor's row, worst first."""
        return () if self._view is None else self._view.findings_at_cursor

    @property
    def row_span(self) -> Span:
        """What the cursor's row shows of the text."""
        if self._view is None or not self._view.page.height:
            return Span(self._cursor, self._cursor)
        row = self._view.page.row(self._view.cursor)
        return Span(row.start, max(row.start, row.end))

    def moved(self) -> None:
        """Tells when another section is being read."""
        section = None
        if self.document is not None:
            sections = self.document.plan.sections
            at = bisect_right(sections, self._cursor, key=lambda each: each.span.start)
            section = at - 1 if at else None
        if section != self._section:
            self._section = section
            self.post_message(self.SectionChanged(self, section))

    def on_focus(self) -> None:
        """Shows the cursor's sign; a search that led here is over."""
        self._searched_from = None
        self._set_focused(focused=True)

    def on_blur(self) -> None:
        """Hides the cursor's sign: keys go elsewhere."""
        self._set_focused(focused=False)

    def _set_focused(self, *, focused: bool) -> None:
        if self._view is not None:
            self._view.focused = focused
            self.refresh_notes()

    # Search

    @property
    def match_count(self) -> int:
        """How many matches the search has."""
        return len(self._search.ranges)

    def search(self, words: str) -> int:
        """Shows where words stand, and goes to the first match from the cursor on.

        Returns the number of matches. Capitals matter where there are any. While the words
        change, the search starts from the same place; no words lead back to it.
        """
        view, document = self._view, self.document
        if document is None:
            return 0
        if self._searched_from is None:
            self._searched_from = (self._cursor, self.top)
            self.forget_opened()
        self.close_opened()
        start, top = self._searched_from
        self._search = Search.of(document.text, words).at_or_after(start)
        if view is None:  # Out of sight; it is laid out with the cursor in view when it is shown.
            self._cursor = start
        else:
            view.search = self._search
        span = self._search.span
        if span is not None:
            self.go_to(span)
            return self.match_count
        self.move_to(start)
        self.settle(top)
        if not words:
            self._searched_from = None
        return 0

    def next_match(self) -> None:
        """To the first match after the cursor, or the first of all."""
        self._go_to_match(self._search.after(self._cursor))

    def previous_match(self) -> None:
        """To the last match before the cursor, or the last of all."""
        self._go_to_match(self._search.before(self._cursor))

    def _go_to_match(self, search: Search) -> None:
        self._search = search
        if self._view is not None and search.span is not None:
            self._view.search = search
            self.go_to(search.span)

    # Selection and mouse

    @property
    def selection(self) -> Span | None:
        """The characters of the source that are selected."""
        return None if self._view is None else self._view.selection

    @property
    def selected_text(self) -> str:
        """The source of the selection, exactly as it is in the file; empty without one."""
        if self.selection is None or self.document is None:
            return ""
        return self.selection.cut(self.document.text)

    def select(self, span: Span | None) -> None:
        """Selects characters of the source, or none."""
        if self._view is not None and self._view.selection != span:
            self._view.selection = span
            self.settle()

    def _source_at(self, event: events.MouseEvent) -> int | None:
        """The character of the source under the mouse."""
        view = self._view
        at = event.get_content_offset(self)
        if view is None or not view.height or at is None:
            return None
        line = max(0, min(self.top + at.y, view.height - 1))
        return view.source_at(line, at.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the cursor there; a selection may begin."""
        offset = self._source_at(event)
        is_toggled = event.button == 1 and self.toggle_under(event)
        self.focus()
        if is_toggled or event.button != 1 or offset is None or self._view is None:
            return
        self.select(None)
        item = None if self.document is None else item_at(self.document.plan, offset)
        if item is not None and item.span.start <= offset <= item.mark_span.end:
            self.post_message(self.BoxClicked(item.span.start))
            return
        self._drag_from = offset
        self.capture_mouse()
        self.move_to(self._view.row_start(offset))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extends the selection while the button is down."""
        offset = self._source_at(event)
        if self._drag_from is None or offset is None or offset == self._drag_from:
            return
        start, end = sorted((self._drag_from, offset))
        self.select(Span(start, end + 1))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends the selection."""
        if self._drag_from is not None:
            self._drag_from = None
            self.release_mouse()
