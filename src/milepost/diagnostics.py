"""What a rule finds, and how it may be mended."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milepost.text import EditSet, Span


INTERNAL_ERROR = "MP000"
"""The code of a finding about Milepost itself."""


class Severity(IntEnum):
    """How bad a finding is; a greater value is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for people and reports."""
        return self.name.lower()


class Applicability(IntEnum):
    """How sure a fix is. A greater value needs more thought."""

    SAFE = 1
    """Keeps the meaning and every word of the authors."""
    UNSAFE = 2
    """Probably what was meant."""
    MANUAL = 3
    """Shown, never applied."""


class Fix(NamedTuple):
    """Edits that make a finding go away."""

    title: str
    """Imperative, without a full stop: "Remove the comment"."""
    edits: EditSet
    applicability: Applicability


class RelatedSpan(NamedTuple):
    """A second place that a finding speaks of."""

    span: Span
    message: str


class Diagnostic(NamedTuple):
    """One finding."""

    code: str
    name: str
    message: str
    """What is wrong here: no full stop, no remedy."""
    span: Span
    severity: Severity
    related: tuple[RelatedSpan, ...] = ()
    fix: Fix | None = None
