"""Bringing a plan, or a section of it, back to what a version of it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.edits.restoring import counterpart_of, own_text, restore_section
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from milepost.document import Document
    from milepost.plan.model import Section
    from milepost.text import EditSet
    from milepost.workspace.intent import Resolve
    from milepost.workspace.versions import Version


@dataclass(frozen=True, slots=True)
class Restoring:
    """What is to be restored: `section` of `former`, or all of it."""

    version: Version
    former: Document
    section: Section | None

    @property
    def label(self) -> str:
        """What it is called in the history."""
        part = "" if self.section is None else f" of “{self.section.title}”"
        return f"Restore version {self.version.number}{part}"

    @property
    def what(self) -> str:
        """What the person means, as words before the name of the file."""
        return "" if self.section is None else f"“{self.section.title}” of "

    def edits(self, document: Document) -> EditSet | None:
        """What turns a document into the restored one; `None` when its section has no place."""
        if self.section is None:
            return diff_edits(document.text, self.former.text)
        return restore_section(document, self.former, self.section)

    def resolving(self, seen: Document) -> Resolve:
        """The same on a newer text, as long as what is replaced is as it was seen."""

        def resolve(current: Document) -> EditSet | None:
            return self.edits(current) if self._held(current) == self._held(seen) else None

        return resolve

    def _held(self, document: Document) -> str:
        if self.section is None:
            return document.text
        current = counterpart_of(self.section, document.plan, self.former.plan)
        return "" if current is None else own_text(document, current)
