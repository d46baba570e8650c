"""What the plan was before: its history, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.tui.commands import key_sign
from milepost.tui.screens.catching_up import CatchingUpScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.tui.screens.history import HistoryScreen
    from milepost.workspace.restoring import Restoring
    from milepost.workspace.session import SessionEvent


class LookingBackScreen(CatchingUpScreen):
    """A screen with the history of its plan behind it."""

    _history: HistoryScreen | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The history can be read as soon as the plan is open for good."""
        if action == "history":
            return self._started
        return super().check_action(action, parameters)

    def action_history(self) -> None:
        """Shows the versions of the plan."""
        from milepost.tui.screens.history import HistoryScreen  # rarely wanted

        self._history = HistoryScreen(
            self.past,
            self._glyphs,
            lambda: self.document,
            place=self.reader.cursor_offset,
            local=self.rail.local,
        )
        self._history.adopt(self.settings.history, self.wishes)
        self.app.push_screen(self._history, self._restore)

    def _restore(self, wanted: Restoring | None) -> None:
        """Brings back what was chosen, on the text as it is now."""
        self._history = None
        if wanted is None:
            return
        document = self.document
        happened = self.session.change(wanted.label, wanted.resolving(document), document)
        self._handle(happened)
        if not happened:
            self.tell("The plan reads like that already; nothing was changed.")
        elif self.document is not document:
            what = "The plan" if wanted.section is None else f"“{wanted.section.title}”"
            keys = next((each.keys for each in self.commands if each.id == "time.undo"), ())
            back = f" {key_sign(keys[0])} takes it back." if keys else ""
            self.tell(f"{what} reads as in version {wanted.version.number}.{back}")

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        """Shows what has happened, also in the history when it is open."""
        super()._handle(happened)
        if self._history is not None:
            self._history.look_again()
