"""What of a plan is read when it is first asked for: the screen shows a plan without it.

The readers are loaded then as well, and a plan can be handed from one process to another with what
is left to be read of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.parse.reuse import KnownRecords
    from milepost.plan.kinds import SectionKind
    from milepost.plan.model import Block, Section
    from milepost.plan.records import LogEntry, RevisionNote


def read_records(
    text: str,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    by_kind: dict[SectionKind, int],
    known: Mapping[SectionKind, KnownRecords],
) -> tuple[LogEntry, ...]:
    """The entries of the living sections."""
    from milepost.parse import records

    return records.read_records(text, blocks, sections, by_kind, known)


def read_revision_notes(
    text: str, blocks: Sequence[Block], sections: Sequence[Section]
) -> tuple[RevisionNote, ...]:
    """The remarks on what was changed in the plan, and why."""
    from milepost.parse import revisions

    return revisions.read_revision_notes(text, blocks, sections)
