"""A part of the plan that somebody types in, while others change the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits
from milepost.tui.typed_marks import marks_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.tui.typed_marks import TypedMark
    from milepost.workspace.unsaved import UnsavedEdit


class Look(NamedTuple):
    """What a look at a typed text came to."""

    marks: list[TypedMark] | None
    """Findings in it; `None` where the plan cannot be checked as it stands."""
    collides: bool
    """Whether somebody else has changed the same words."""


class OpenEdit:
    """What is being edited: its text at the beginning, and where it stands by now."""

    def __init__(
        self, base: Document, span: Span, within: Span, unsaved: UnsavedEdit, place: str
    ) -> None:
        self.base = base
        """The plan that the typing began on."""
        self.span = span
        """What is edited, in the base."""
        self.place = place
        """The place of its draft."""
        self.touched = False
        """Whether somebody has changed the same part of the plan since."""
        self._within = within
        self._unsaved = unsaved
        self._parsed = base
        self._parsed_text = self.original

    @property
    def original(self) -> str:
        """The text at the beginning."""
        return self.span.cut(self.base.text)

    @property
    def name(self) -> str:
        """What is edited, for people."""
        return self._unsaved.name

    @property
    def label(self) -> str:
        """What saving it is called."""
        return f"Edit {self.name}"

    def follow(self, edits: EditSet) -> None:
        """Takes note of what has changed in the plan that is shown."""
        within = edits.map_span(self._within)
        if within is None:
            self.touched = True
            start = edits.map_near(self._within.start)
            within = Span(start, max(start, edits.map_near(self._within.end)))
        self._within = within

    def unsaved(self, text: str) -> UnsavedEdit:
        """What a draft has to hold."""
        return replace(self._unsaved, text=text)

    def look(
        self,
        text: str,
        check: Callable[[Document], tuple[Diagnostic, ...] | None],
        current: Document | None,
    ) -> Look:
        """Checks the plan with the typed text in it; for one thread, which may take its time.

        With `current`, says whether saving would collide with what that has.
        """
        parsed = self._parse(text)
        found = check(parsed)
        span = Span(self.span.start, self.span.start + len(text))
        marks = None if found is None else marks_in(text, span, found)
        return Look(marks, current is not None and self._collides(text, current))

    def _parse(self, text: str) -> Document:
        """The plan with the text in it, read anew only where it differs from the last one."""
        start = self.span.start
        narrow = diff_edits(self._parsed_text, text).edits
        if narrow:
            edits = EditSet(tuple(TextEdit(each.span.shift(start), each.text) for each in narrow))
            self._parsed, self._parsed_text = self._parsed.edited(edits), text
        return self._parsed

    def _collides(self, text: str, current: Document) -> bool:
        from milepost.text.merge import merge  # Loaded when two first touch the same place.

        base = self.base.text
        mine = f"{base[: self.span.start]}{text}{base[self.span.end :]}"
        return bool(merge(base, mine, current.text).conflicts)
