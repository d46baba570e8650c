"""Where the person was before they jumped, and the way back there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.query import item_at
from milepost.text import Span
from milepost.tui.screens.personal import PersonalScreen

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.text import EditSet
    from milepost.tui.screens.session import Desk

MOST_PLACES = 100


class Place(NamedTuple):
    """A pane, and in the plan's text what its cursor was on."""

    pane: str
    offset: int


class WayScreen(PersonalScreen):
    """A screen that remembers jumps. The places move with their text."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._trail: list[Place] = []
        self._at = 0
        """How many places of the trail lie behind; the others are ahead."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is a way back, or forward."""
        match action:
            case "go_back":
                return self._at > 0
            case "go_forward":
                return self._at < len(self._trail) - 1
        return super().check_action(action, parameters)

    def show_document(self, document: Document, edits: EditSet | None = None) -> None:
        """Takes the places along with their text."""
        if edits is not None:
            self._trail = [Place(pane, edits.map_near(at)) for pane, at in self._trail]
        super().show_document(document, edits)

    # Remembering

    def _here(self) -> Place:
        item, finding = self.rail.selected, self.findings.selected
        if self.active == "rail" and item is not None:
            return Place("rail", item.span.start)
        if self.active == "findings" and finding is not None:
            return Place("findings", finding.span.start)
        return Place("reader", self.reader.cursor_offset)

    def remember_place(self) -> None:
        """To be called before every jump: the way back leads here, and there is none ahead."""
        here = self._here()
        del self._trail[self._at :]
        if not self._trail or self._trail[-1] != here:
            self._trail.append(here)
        del self._trail[:-MOST_PLACES]
        self._at = len(self._trail)

    def go_to(self, span: Span) -> None:
        """Shows a place of the plan and puts the cursor there."""
        self.remember_place()
        super().go_to(span)

    def action_next_finding(self) -> None:
        """To the next finding after the plan's cursor."""
        self.remember_place()
        super().action_next_finding()

    def action_previous_finding(self) -> None:
        """To the finding before the plan's cursor."""
        self.remember_place()
        super().action_previous_finding()

    def action_search(self) -> None:
        """Asks for words to look for."""
        if self.search_bar is None:
            self.remember_place()
        super().action_search()

    def action_next_match(self) -> None:
        """To the next match."""
        self.remember_place()
        super().action_next_match()

    def action_previous_match(self) -> None:
        """To the match before."""
        self.remember_place()
        super().action_previous_match()

    def action_cursor_top(self) -> None:
        """To the first row."""
        self.remember_place()
        super().action_cursor_top()

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        self.remember_place()
        super().action_cursor_bottom()

    # Going

    def action_go_back(self) -> None:
        """To where the person was before the last jump."""
        here = self._here()
        if self._at == len(self._trail):
            # What is left now is ahead from there.
            if self._trail and self._trail[-1] == here:
                self._at -= 1
            else:
                self._trail.append(here)
        self._at = max(0, self._at - 1)
        self._show_place(self._trail[self._at])

    def action_go_forward(self) -> None:
        """To where the person was before they went back."""
        self._at = min(self._at + 1, len(self._trail) - 1)
        self._show_place(self._trail[self._at])

    def _show_place(self, place: Place) -> None:
        item = item_at(self.document.plan, place.offset)
        finding = self._find_finding(place.offset)
        if place.pane == "rail" and item is not None:
            self.rail.move_to(item.index)
            self.focus_pane("rail")
        elif place.pane == "findings" and finding is not None:
            self.findings.move_to(finding)
            self.focus_pane("findings")
        else:
            self.reader.go_to(Span(place.offset, place.offset))
            self.focus_pane("reader")
        self.refresh_keys()

    def _find_finding(self, offset: int) -> int | None:
        """The finding that begins at a place; of several the one the cursor is on already."""
        fitting = [
            key for key, each in enumerate(self.findings.diagnostics) if each.span.start == offset
        ]
        if self.findings.cursor in fitting:
            return self.findings.cursor
        return fitting[0] if fitting else None
