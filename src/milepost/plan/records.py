"""What the living sections record: decisions, surprises, outcomes, revisions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milepost.plan.kinds import SectionKind
    from milepost.plan.timestamp import Timestamp
    from milepost.text import Span


class RecordForm(Enum):
    """How a living section writes its entries."""

    CANONICAL = "canonical"
    """A bullet that begins with the label (`- Decision:`)."""
    LABELLED = "labelled"
    """The label begins a paragraph without a bullet."""
    BULLET = "bullet"
    """A bullet without the label, dated or not."""
    NUMBERED = "numbered"
    TABLE = "table"
    HEADING = "heading"
    PROSE = "prose"


class RecordField(NamedTuple):
    """A labelled part of an entry, such as its rationale."""

    label: str
    """Normalised: `decision`, `rationale`, `date/author`, `observation`, `evidence`, ..."""
    span: Span
    """The value, without the label."""
    text: str


class LogEntry(NamedTuple):
    """One record of a living section: a decision, a surprise, an outcome."""

    section: SectionKind
    form: RecordForm
    span: Span
    text: str
    """What was decided or observed, on one line."""
    fields: tuple[RecordField, ...] = ()
    stamp: Timestamp | None = None
    """When, as far as the entry says."""

    def shift(self, by: int) -> LogEntry:
        """The same entry, `by` characters further on."""
        fields = tuple(
            RecordField(each.label, each.span.shift(by), each.text) for each in self.fields
        )
        stamp = None if self.stamp is None else self.stamp.shift(by)
        return LogEntry(self.section, self.form, self.span.shift(by), self.text, fields, stamp)


class RevisionNote(NamedTuple):
    """A remark at the end of the plan on what was changed and why."""

    span: Span
    text: str
    stamp: Timestamp | None = None
