"""The current document with the person's steps, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import EditSet
from milepost.text.carry import carry_edits
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from milepost.document import Document

Aim = Callable[["Document", EditSet], bool]
"""Whether edits of a document reach what a step was about. A text alone cannot tell a line that
was reworded from another one in its place."""

MAX_STEPS = 200
"""How many steps are remembered; each keeps the text before and after it alive."""


class StaleRevisionError(RuntimeError):
    """Edits were built for another revision than the current one: a mistake in the caller."""


class Step(NamedTuple):
    """One thing the person did. `edits` apply to `before` and give `after`."""

    label: str
    before: str
    after: str
    edits: EditSet
    aim: Aim | None = None


class Reversal(NamedTuple):
    """An undo or redo. `edits` is `None` when somebody has changed the same place since.

    Such a step is forgotten: it must not stand in the way of the ones before it. There are no edits
    where somebody else has done the same already.
    """

    step: Step
    edits: EditSet | None
    before: Document
    """What is reversed: the document as it was, or as it would be had nobody else done so."""


class Buffer:
    """Holds the current document. Only its owner's thread touches it.

    A step is undone against whatever the text is by then: its inverse is carried over the
    difference between the text it left behind and the current one, or merged with it, and must
    still be on aim. So undo works across reloads, and says so when it cannot.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to do again."""
        return bool(self._undone)

    def apply(
        self, edits: EditSet, *, expected: int, label: str, aim: Aim | None = None
    ) -> Document:
        """Makes a step and returns the new document; no edits make no step.

        Raises `StaleRevisionError` when `edits` were not built for the current revision.
        """
        before = self.document
        if before.revision != expected:
            raise StaleRevisionError(f"edits for revision {expected}, not {before.revision}")
        if not edits:
            return before
        self.document = before.edited(edits)
        self._done.append(Step(label, before.text, self.document.text, edits, aim))
        del self._done[:-MAX_STEPS]
        self._undone.clear()
        return self.document

    def adopt(self, document: Document) -> EditSet:
        """Takes over a text from elsewhere and returns the edits that lead to it.

        The revision goes on counting; steps stay.
        """
        edits = diff_edits(self.document.text, document.text)
        self.document = document.renumbered(self.document.revision + 1)
        return edits

    def undo(self) -> Reversal | None:
        """Takes the last step back; `None` when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        inverse = step.edits.invert(step.before)
        reversal = self._reverse(step, inverse, step.after)
        if reversal.edits is not None:
            self._undone.append(step)
        return reversal

    def redo(self) -> Reversal | None:
        """Does the last undone step again; `None` when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        reversal = self._reverse(step, step.edits, step.before)
        if reversal.edits is not None:
            self._done.append(step)
        return reversal

    def _reverse(self, step: Step, edits: EditSet, origin: str) -> Reversal:
        before = self.document
        moved = self._carry(step, edits, origin)
        if moved:
            self.document = before.edited(moved)
        elif moved is not None:
            # A newer text may have the step again: then this is what there is to do to it.
            again = self._carry(step, edits.invert(origin), edits.apply(origin))
            if again:
                return Reversal(step, moved, before.edited(again))
            moved = None
        return Reversal(step, moved, before)

    def _carry(self, step: Step, edits: EditSet, origin: str) -> EditSet | None:
        moved = carry_edits(origin, edits, self.document.text)
        is_astray = moved and step.aim is not None and not step.aim(self.document, moved)
        return None if is_astray else moved
