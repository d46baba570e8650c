"""Following a plan that was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.tui.screens.editing import EditingScreen
from milepost.tui.screens.filing import FilesScreen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.timer import Timer

    from milepost.workspace.session import SessionEvent

_LOOKS = 1.0
"""Seconds between two looks for the file: a name that is free for a moment is no move."""


class MovingScreen(EditingScreen, FilesScreen):
    """A screen that goes where its plan goes."""

    first_words = ""
    """What is told when the screen begins."""

    _search: Timer | None = None
    _is_told = False

    def _begin(self) -> None:
        super()._begin()
        if self.first_words:
            self.tell(self.first_words)

    def _handle(self, happened: Iterable[SessionEvent]) -> None:
        super()._handle(happened)
        if self.session.absence is None:
            self._end_search()
        elif self._search is None and self.document.text:
            self._search = self.set_interval(_LOOKS, self._look_for_it)

    def _end_search(self) -> None:
        if self._search is not None:
            self._search.stop()
        self._search, self._is_told = None, False

    def _look_for_it(self) -> None:
        from milepost.workspace.whereabouts import find_moved  # rarely wanted

        target = find_moved(self._path, self.document.source)
        if target is None:
            return
        if self._can_leave():
            self._end_search()
            self._switch(target, f"The plan was moved to {_shown(target)}: it is followed there.")
        elif not self._is_told:
            self._is_told = True
            self.tell(f"The plan was moved to {_shown(target)}. Finish this, and it is followed.")

    def _can_leave(self) -> bool:
        """Whether nothing of the person's would stay behind."""
        is_idle = self._edit is None and self.app.screen is self
        return is_idle and self.session.saved and not self.session.conflicts


def _shown(path: Path) -> str:
    from milepost.workspace.config_files import shown_path

    return shown_path(path)
