"""Folding sections, in the plan and from the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from milepost.tui.screens.personal import PersonalScreen
from milepost.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.text import EditSet


class FoldingScreen(PersonalScreen):
    """A screen whose sections can be folded."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is a section to fold, or a fold to open."""
        match action:
            case "fold":
                return self._section_here is not None
            case "unfold":
                return self._section_here in self.reader.folded
            case "unfold_all":
                return bool(self.reader.folded)
        return super().check_action(action, parameters)

    @property
    def _section_here(self) -> int | None:
        """The section under the cursor, by its index."""
        if self.active == "outline":
            return self.outline.cursor
        return self.reader.section_in_view if self.active == "reader" else None

    def show_document(self, document: Document, edits: EditSet | None = None) -> None:
        """Lets the outline tell of the folds as they are in the document that it shows next."""
        super().show_document(document, edits)
        self._tell_outline()

    @on(Reader.FoldsChanged)
    def _on_folds_changed(self) -> None:
        self._tell_outline()
        self.refresh_keys()

    def _tell_outline(self) -> None:
        if self.outline.folded != self.reader.folded:
            self.outline.folded = self.reader.folded
            self.outline.rebuild()

    def action_fold(self) -> None:
        """Folds the section under the cursor, or the one around it."""
        section = self._section_here
        folded = None if section is None else self.reader.fold(section)
        if folded is None and section in self.reader.folded:
            self.tell("This section is folded, and there is none around it.")
        elif folded is None:
            self.tell("There is nothing to fold here.")
        elif self.active == "outline":
            self.outline.move_to(folded)

    def action_unfold(self) -> None:
        """Shows the inside of the section under the cursor."""
        section = self._section_here
        if section is not None:
            self.reader.unfold(section)

    def action_fold_all(self) -> None:
        """Shows no more than headings."""
        if not self.reader.fold_all():
            self.tell("There is no section to fold.")

    def action_unfold_all(self) -> None:
        """Shows everything."""
        self.reader.unfold_all()
