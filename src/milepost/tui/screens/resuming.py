"""Going on with a text that was typed in an earlier session and not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.text import EditSet
from milepost.tui.rows import plain
from milepost.tui.screens.editing import EditingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.tui.widgets.offer_bar import OfferBar
    from milepost.workspace.events import SessionEvent
    from milepost.workspace.unsaved import UnsavedEdit
    from milepost.workspace.versions import Draft


class ResumingScreen(EditingScreen):
    """A screen that offers texts that were left behind, one after the other."""

    offer_bar: OfferBar | None = None
    """There while a text is offered."""
    _offered: tuple[tuple[Draft, UnsavedEdit], ...] = ()

    def refresh_keys(self) -> None:
        """Shows how to answer an offer."""
        if self.offer_bar is not None and self.offer_bar.has_focus:
            self.key_bar.show_commands(self.offer_bar.footer)
        else:
            super().refresh_keys()

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        from milepost.workspace.events import Recalled  # There from the session on.

        happened = tuple(happened)
        super()._handle(happened)
        for each in happened:
            if isinstance(each, Recalled) and each.drafts:
                self._find_left_behind(each.drafts)

    def _find_left_behind(self, drafts: Sequence[Draft]) -> None:
        from milepost.workspace.unsaved import find_unsaved, is_saved  # Rarely any.

        left = []
        for draft, unsaved in find_unsaved(drafts):
            if is_saved(self.document, unsaved):
                self.session.drop_draft(draft.place)
            else:
                left.append((draft, unsaved))
        self._offered = tuple(left)
        self._offer_next()

    def _offer_next(self) -> None:
        """Offers the newest text that has not been answered for."""
        if self.edit_pane is not None:
            return
        if not self._offered:
            self._end_offers()
            return
        draft, unsaved = self._offered[0]
        if self.offer_bar is None:
            from milepost.tui.widgets.offer_bar import OfferBar

            self.offer_bar = OfferBar(self.wishes)
            self.offer_bar.ellipsis = self._glyphs.ellipsis
            self.mount(self.offer_bar, before="#foot")
        today = draft.at.date() == self._clock.now().date()
        when = f"{draft.at:%H:%MZ}" if today else f"{draft.at:%Y-%m-%d %H:%MZ}"
        self.offer_bar.offer(f"An unsaved edit of {plain(unsaved.name)} from {when}")
        self.refresh_keys()

    def _end_offers(self) -> None:
        bar, self.offer_bar = self.offer_bar, None
        if bar is not None:
            had_keys = bar.has_focus
            bar.remove()
            if had_keys and self.edit_pane is None:
                self.active_pane.focus()
            self.refresh_keys()

    def _on_offer_bar_answered(self, event: OfferBar.Answered) -> None:
        if not self._offered:
            return
        (draft, unsaved), *rest = self._offered
        if event.answer == "resume" and not self._resume(draft, unsaved):
            return
        self._offered = tuple(rest)
        if event.answer == "drop":
            self.session.drop_draft(draft.place)
        if event.answer == "later":
            self._offered = ()
        self._offer_next()

    def _resume(self, draft: Draft, unsaved: UnsavedEdit) -> bool:
        """Opens the editor on a text that was left behind; false when nothing can be edited."""
        refusal = self.session.change("Edit", lambda _: EditSet())
        if refusal:
            self._handle(refusal)
            return False
        from milepost.tui.open_edit import OpenEdit
        from milepost.workspace.unsaved import reopen

        found = reopen(self.document, unsaved)
        edit = OpenEdit(found.base, found.span, found.span, unsaved, draft.place)
        edit.touched = not found.is_current
        self._end_offers()
        self.open_editor(edit, unsaved.text, len(unsaved.text))
        return True

    def _close_editor(self, *, drop: bool) -> None:
        super()._close_editor(drop=drop)
        if self._offered:
            self._offer_next()
