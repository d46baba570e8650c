"""A document of which sections can be folded to their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from milepost.text import Span
from milepost.tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual import events

    from milepost.document import Document
    from milepost.tui.layout import Page
    from milepost.tui.layout.folded import FoldedPage
    from milepost.tui.reader_view import View


class FoldView(PageView):
    """Shows a document less the insides of folded sections.

    A fold is a section's and stays with it whatever becomes of the text. The cursor is never in
    what is left out: where it is to go there, the fold opens.
    """

    @dataclass(eq=False, repr=False)
    class FoldsChanged(Message, namespace="reader"):
        """Other sections than before are folded."""

        reader: FoldView

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._folded: tuple[int, ...] = ()
        self._opened_on_the_way: set[int] = set()

    # What is folded

    @property
    def folded(self) -> tuple[int, ...]:
        """The folded sections by their index in the plan, in order."""
        return self._folded

    def fold(self, section: int) -> int | None:
        """Folds a section or, if it is or cannot be, the one around it; says which was folded."""
        if self.document is None:
            return None
        from milepost.tui.folds import section_to_fold  # Loaded with the first fold.

        wanted = section_to_fold(self.document, section, self._folded)
        if wanted is not None:
            self._show_folds({*self._folded, wanted}, wanted)
        return wanted

    def unfold(self, section: int) -> bool:
        """Shows the inside of a section again; says whether it was folded."""
        if section not in self._folded:
            return False
        self._show_folds({*self._folded} - {section}, section)
        return True

    def fold_all(self) -> bool:
        """Folds all sections that are not within others; says whether there is one."""
        if self.document is None:
            return False
        from milepost.tui.folds import top_sections

        top = top_sections(self.document)
        self._show_folds({*self._folded, *top})
        return bool(top)

    def unfold_all(self) -> bool:
        """Shows everything; says whether anything was folded."""
        was_folded = bool(self._folded)
        self._show_folds(())
        return was_folded

    def _show_folds(self, wanted: Collection[int], held: int | None = None) -> None:
        """Folds just these; the heading of section `held` stays where it is if it is in view."""
        if set(wanted) == set(self._folded):
            return
        self._folded = tuple(sorted(wanted))
        view, document = self._view, self.document
        if view is not None and document is not None:
            line = self._line_in_view(view, document, held)
            anchor = self._find_anchor() if line is None else line
            view.page = self.page_shown(view.page.whole)
            cursor, at = self._cursor, self._shown_place(self._cursor)
            view.put_cursor(at)
            self._cursor = at
            self._hold(*anchor)
            if line is None:
                self.settle(self._top_that_shows_cursor(self.top))
            elif not self._is_cursor_in(self._visible):
                # Pushed out of sight from another pane; keys must not act there.
                self._cursor = at = line[0]
                view.put_cursor(at)
            if at != cursor:
                self.post_message(self.CursorMoved(self, at))
            self.moved()
        self.post_message(self.FoldsChanged(self))

    def _line_in_view(
        self, view: View, document: Document, section: int | None
    ) -> tuple[int, int] | None:
        """The place of a section's heading, and how many lines below the top it stands."""
        if section is None:
            return None
        start = document.plan.sections[section].heading.start
        line = view.line_of(view.page.row_of(start))
        return (start, line - self.top) if line in self._visible else None

    def _shown_place(self, offset: int) -> int:
        """A place, or the heading of the fold that it is in."""
        page = None if self._view is None else self._view.page
        fold = None if page is None else page.fold_over(offset)
        return offset if fold is None else fold.heading.start

    # What the page shows

    def view_made(self, view: View) -> None:
        """Lets the heading under the cursor say that it can be folded."""
        view.has_folds = True

    def page_shown(self, page: Page) -> Page | FoldedPage:
        """The page, less what is folded."""
        if not self._folded:
            return page
        from milepost.tui.layout.folded import FoldedPage  # Loaded with the first fold.

        return FoldedPage(page, self._folded)

    def _watch_document(self, old: Document | None, new: Document | None) -> None:
        before = self._folded
        self.forget_opened()
        if before:
            self._folded = ()
            if old is not None and new is not None and self._edits is not None:
                from milepost.tui.folds import carry_folds

                self._folded = carry_folds(old.plan, new.plan, self._edits, before)
        super()._watch_document(old, new)
        if before:
            # What the cursor was on may be gone; what comes next may be left out.
            at = self._shown_place(self._cursor)
            if at != self._cursor:
                self._cursor = at
                self.moved()

    # Nothing that is gone to stays left out

    def go_to(self, span: Span) -> None:
        """Puts the cursor at a place; the folds around it open."""
        self._open_for(span)
        super().go_to(span)

    def move_to(self, offset: int, top: int | None = None) -> None:
        """Moves the cursor; the folds around it open."""
        if self._folded and self._view is not None and self._view.page.hides(offset):
            self._open_for(Span(offset, offset))
        super().move_to(offset, top)

    def _open_for(self, span: Span) -> None:
        if not self._folded or self.document is None:
            return
        from milepost.tui.folds import folds_over

        over = folds_over(self.document, self._folded, span)
        if over:
            self._opened_on_the_way |= over
            self._show_folds({*self._folded} - over)

    def close_opened(self) -> None:
        """Folds again what was opened on the way since `forget_opened`."""
        if self._opened_on_the_way:
            self._show_folds({*self._folded, *self._opened_on_the_way})
            self.forget_opened()

    def forget_opened(self) -> None:
        """Lets what was opened on the way stay open."""
        self._opened_on_the_way = set()

    # The mouse

    def toggle_under(self, event: events.MouseEvent) -> bool:
        """Folds or unfolds the section whose sign is under the mouse; says whether there is one."""
        view, at = self._view, event.get_content_offset(self)
        if view is None or at is None or self.top + at.y >= view.height:
            return False
        section = view.fold_under(self.top + at.y, at.x)
        if section is None:
            return False
        if not self.unfold(section):
            self.fold(section)
        self.move_to(view.page.document.plan.sections[section].heading.start)
        return True
