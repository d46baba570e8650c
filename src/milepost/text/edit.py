"""Replacements of text as values."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from milepost.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class TextEdit(NamedTuple):
    """Puts `text` in place of the characters in `span`."""

    span: Span
    text: str

    @classmethod
    def insert(cls, offset: int, text: str) -> TextEdit:
        """Adds `text` before the character at `offset`."""
        return cls(Span(offset, offset), text)

    @classmethod
    def delete(cls, span: Span) -> TextEdit:
        """Removes the characters of `span`."""
        return cls(span, "")

    @property
    def growth(self) -> int:
        """How many characters longer the text gets."""
        return len(self.text) - len(self.span)


class _Edits(NamedTuple):
    edits: tuple[TextEdit, ...]


class EditSet(_Edits):
    """Edits to one text, all in the offsets of the text before any of them.

    Invariant: sorted by start, disjoint, none empty (an edit that removes and adds nothing), and
    no two insertions at the same place. The constructor refuses what breaks it.
    """

    __slots__ = ()

    def __new__(cls, edits: tuple[TextEdit, ...] = ()) -> Self:
        """Raises `ValueError` for edits that are none, or not sorted and disjoint."""
        for edit in edits:
            if not edit.text and not len(edit.span):
                raise ValueError(f"an edit at {edit.span.start} changes nothing")
        for before, after in pairwise(edits):
            touching = before.span.end > after.span.start or before.span == after.span
            if touching or before.span.start > after.span.start:
                raise ValueError(f"edits overlap or are unsorted at {after.span.start}")
        return tuple.__new__(cls, (edits,))

    @classmethod
    def of(cls, edits: Iterable[TextEdit]) -> EditSet:
        """Sorts, drops edits that change nothing, and checks the rest."""
        real = (edit for edit in edits if edit.text or len(edit.span))
        return cls(tuple(sorted(real, key=lambda edit: edit.span)))

    @classmethod
    def replace(cls, span: Span, text: str) -> EditSet:
        """One replacement."""
        return cls.of((TextEdit(span, text),))

    def __bool__(self) -> bool:
        return bool(self.edits)

    def apply(self, text: str) -> str:
        """The text after all edits."""
        pieces: list[str] = []
        at = 0
        for edit in self.edits:
            pieces.append(text[at : edit.span.start])
            pieces.append(edit.text)
            at = edit.span.end
        pieces.append(text[at:])
        return "".join(pieces)

    def invert(self, text: str) -> EditSet:
        """The edits that undo this set, given the `text` it applies to."""
        inverse: list[TextEdit] = []
        shift = 0
        for edit in self.edits:
            start = edit.span.start + shift
            span, removed = Span(start, start + len(edit.text)), edit.span.cut(text)
            if inverse and inverse[-1].span == span:  # Neighbouring deletions come back as one.
                removed = inverse.pop().text + removed
            inverse.append(TextEdit(span, removed))
            shift += edit.growth
        return EditSet(tuple(inverse))

    def union(self, other: EditSet) -> EditSet | None:
        """Both sets at once, or `None` where they touch the same place."""
        try:
            return EditSet.of(self.edits + other.edits)
        except ValueError:
            return None

    def map_offset(self, offset: int) -> int | None:
        """Where `offset` stands after the edits; `None` when its character was replaced.

        An insertion exactly at `offset` pushes it on.
        """
        shift = 0
        for edit in self._up_to(offset):
            if offset in edit.span:
                return None
            shift += edit.growth
        return offset + shift

    def map_near(self, offset: int) -> int:
        """Like `map_offset`, with the end of the replacement for a character that was replaced."""
        shift = 0
        for edit in self._up_to(offset):
            if offset in edit.span:
                return edit.span.start + shift + len(edit.text)
            shift += edit.growth
        return offset + shift

    def map_span(self, span: Span) -> Span | None:
        """The same characters after the edits; `None` when any edit reached into them.

        Text inserted at either edge stays outside.
        """
        shift = 0
        for edit in self.edits:
            if edit.span.end <= span.start:
                shift += edit.growth
            elif edit.span.start >= span.end:
                break
            else:
                return None
        return span.shift(shift)

    def rebase(self, over: EditSet) -> EditSet | None:
        """This set, to be applied after `over` instead of before; `None` where they collide."""
        moved: list[TextEdit] = []
        for edit in self.edits:
            span = over.map_span(edit.span)
            if span is None:
                return None
            moved.append(TextEdit(span, edit.text))
        try:
            return EditSet(tuple(moved))
        except ValueError:  # What stood between two of them is gone: they now touch.
            return None

    def _up_to(self, offset: int) -> tuple[TextEdit, ...]:
        return self.edits[: bisect_right(self.edits, offset, key=lambda edit: edit.span.start)]
