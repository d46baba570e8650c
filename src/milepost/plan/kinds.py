"""The standard sections and their order."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class SectionKind(Enum):
    """The twelve standard sections, in canonical order; the value is the canonical title."""

    PURPOSE = "Purpose / Big Picture"
    PROGRESS = "Progress"
    SURPRISES = "Surprises & Discoveries"
    DECISIONS = "Decision Log"
    OUTCOMES = "Outcomes & Retrospective"
    CONTEXT = "Context and Orientation"
    WORK = "Plan of Work"
    STEPS = "Concrete Steps"
    VALIDATION = "Validation and Acceptance"
    RECOVERY = "Idempotence and Recovery"
    ARTIFACTS = "Artifacts and Notes"
    INTERFACES = "Interfaces and Dependencies"

    @property
    def title(self) -> str:
        """The canonical heading text."""
        return self.value

    @property
    def living(self) -> bool:
        """Whether the section must be kept up to date while the work goes on."""
        return self in LIVING


ORDER: tuple[SectionKind, ...] = tuple(SectionKind)

LIVING = frozenset(
    {
        SectionKind.PROGRESS,
        SectionKind.SURPRISES,
        SectionKind.DECISIONS,
        SectionKind.OUTCOMES,
    }
)

NARRATIVE = frozenset(ORDER) - LIVING
"""Sections that explain the work; prose rules apply to them in full."""

NO_ALIASES: Mapping[str, SectionKind] = {}
"""A project without names of its own for the standard sections."""
