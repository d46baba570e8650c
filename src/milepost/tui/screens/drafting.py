"""What is typed and not written yet is kept where it outlives the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.cells import sanitise
from milepost.tui.screens.ticking import TickingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.tui.screens.session import Desk
    from milepost.workspace.conflict import Conflict
    from milepost.workspace.events import SessionEvent

DRAFT_PAUSE = 0.5
"""Seconds after which what is typed is kept."""


class LeftBehind(NamedTuple):
    """What was typed and is not written when the program ends."""

    place: str
    what: str
    """As the beginning of a sentence."""
    text: str
    is_told: bool
    """Whether the person was told already that it is there the next time."""


class DraftingScreen(TickingScreen):
    """A screen that keeps drafts until what they hold is in the file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._saving: dict[str, str] = {}
        self._left: list[LeftBehind] = []

    def keep_until_written(self, label: str, place: str) -> None:
        """The draft at `place` is of use until the change with this label is in the file."""
        self._saving[label] = place

    def leave_behind(self, place: str, what: str, text: str, *, is_told: bool = False) -> None:
        """Something typed is not written at the end: that will be said."""
        self._left.append(LeftBehind(place, what, text, is_told))

    def take_leave(self) -> None:
        """Says where to find what is not written, or shows it where it could not be kept."""
        super().take_leave()
        if any(self.session.holds_draft(place) for place in self._saving.values()):
            again = f"offered when you open {self._path} again"
            self._say_at_the_end(f"What you typed for it is kept, and {again}.")
        for place, what, text, is_told in self._left:
            if self.session.holds_draft(place):
                if is_told:
                    continue
                again = f"It is kept, and offered when you open {self._path} again."
                self._say_at_the_end(f"{what} is not written. {again}")
            else:
                lines = "\n".join(map(sanitise, text.replace("\r\n", "\n").split("\n")))
                self._say_at_the_end(f"{what} is not written and could not be kept:\n\n{lines}\n")

    def forget_draft(self, label: str, place: str) -> None:
        """The draft at `place` is of no more use."""
        self._saving.pop(label, None)
        self.session.drop_draft(place)

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        from milepost.workspace.events import Collided, Persisted  # There from the session on.

        happened = tuple(happened)
        super()._handle(happened)
        if self._saving and any(isinstance(each, Persisted) for each in happened):
            conflicts = [each.conflict for each in happened if isinstance(each, Collided)]
            conflicts += self.session.conflicts
            waiting = {conflict.label for conflict in conflicts if conflict is not None}
            for label in self._saving.keys() - waiting:
                self.session.drop_draft(self._saving.pop(label))

    def drop_decided(self, conflict: Conflict) -> None:
        """Forgets the draft of what was decided against."""
        place = self._saving.pop(conflict.label, None)
        if place is not None:
            self.session.drop_draft(place)
