"""What can be done with the items of Progress from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.query import item_at
from milepost.tui.screens.session import SessionScreen

if TYPE_CHECKING:
    from milepost.plan.model import ChecklistItem

_CHANGING = frozenset({"toggle_item", "undo", "redo"})


class TickingScreen(SessionScreen):
    """A session's screen with the commands that are about items."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command makes sense where the cursor is."""
        match action:
            case "toggle_item":
                return self.item_at_cursor() is not None
            case "undo":
                return self._started and self.session.can_undo
            case "redo":
                return self._started and self.session.can_redo
        return super().check_action(action, parameters)

    def is_offered(self, action: str) -> bool:
        """Leaves out what a file that cannot be written would only answer with a refusal."""
        locked = self._is_locked and action in _CHANGING
        return not locked and super().is_offered(action)

    def item_at_cursor(self) -> ChecklistItem | None:
        """The item that the cursor is on, on the rail or in the plan."""
        if self.active == "rail":
            return self.rail.selected
        if self.active == "reader":
            return item_at(self.document.plan, self.reader.cursor_offset)
        return None

    def action_toggle_item(self) -> None:
        """Ticks or unticks the item under the cursor."""
        item = self.item_at_cursor()
        shown = self.reader.document if self.active == "reader" else self.rail.document
        if item is None or shown is None:
            return
        if not self._is_locked:
            self._foresee(item)
        self._handle(self.session.toggle(item, shown))
        if self.header.foreseen:
            self.header.foreseen = 0
            if self.rail.document is shown:  # The session has refused.
                self.rail.rebuild()

    def _foresee(self, item: ChecklistItem) -> None:
        """Draws the tick before the plan is read with it, which may take longer than a frame."""
        self.rail.foresee(item)
        self.header.foreseen = (-1 if item.done else 1) if item.in_progress else 0
        self.draw_now(self.header, self.rail)

    def action_undo(self) -> None:
        """Takes the last step back."""
        self._handle(self.session.undo())

    def action_redo(self) -> None:
        """Does it again."""
        self._handle(self.session.redo())
