"""Versions of a plan as documents, read off the screen's thread."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from milepost.document import Document
from milepost.plan.changes import changes_between
from milepost.report.changes import render_changes
from milepost.report.diff import unified_diff
from milepost.text.diff import diff_edits
from milepost.tui.fix_preview import DiffLine, diff_lines
from milepost.tui.news import Age, Kind, Shown, marks_of
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.text import EditSet
    from milepost.workspace.past import Past
    from milepost.workspace.versions import Version

_KEPT = 12
"""Documents that are kept: one goes to and fro in time."""
GONE = "Its text is not kept any more."
FIRST = "The oldest version that is kept."


class Look(NamedTuple):
    """A version as it is to be shown."""

    version: Version
    document: Document | None
    """`None` when its text is not kept any more."""
    marks: tuple[Shown, ...] = ()
    """What it changed."""
    difference: Sequence[DiffLine] = ()
    """The same line by line."""
    words: str = ""
    """The same in words."""
    edits: EditSet | None = None
    """They lead here from what was shown before."""


class Chronicle:
    """Reads versions; everything may wait for the disk and take its time."""

    def __init__(self, past: Past, *, unicode: bool = True) -> None:
        self.past = past
        self._unicode = unicode
        self._documents: OrderedDict[str, Document] = OrderedDict()

    def document(self, version: Version) -> Document | None:
        """The text of a version, parsed."""
        known = self._documents.get(version.digest)
        if known is None:
            source = self.past.text(version)
            if source is None:
                return None
            known = Document.parse(source)
        self._documents[version.digest] = known
        self._documents.move_to_end(version.digest)
        while len(self._documents) > _KEPT:
            self._documents.popitem(last=False)
        return known

    def summary(self, version: Version, older: Version | None) -> str:
        """What a version changed, in words."""
        after = self.document(version)
        if after is None:
            return GONE
        before = None if older is None else self.document(older)
        if before is None:
            return "First seen." if version.number == 1 else FIRST
        return render_changes(changes_between(before, after), unicode=self._unicode)

    def look(self, version: Version, older: Version | None, shown: Document | None) -> Look:
        """A version with what it changed; `shown` is what is on the screen."""
        document = self.document(version)
        if document is None:
            return Look(version, None, words=GONE)
        edits = None if shown is None else diff_edits(shown.text, document.text)
        words = self.summary(version, older)
        before = None if older is None else self.document(older)
        if before is None:
            return Look(version, document, words=words, edits=edits)
        kind = Kind(own=version.author is Author.PERSON, age=Age.FRESH)
        changed = diff_edits(before.text, document.text)
        marks = tuple(
            Shown(mark.start, mark.end, kind)
            for mark in marks_of(changed, version.seen_at, own=kind.own)
        )
        patch = unified_diff("", before.source, document.source)
        return Look(version, document, marks, diff_lines(patch) if patch else (), words, edits)
