"""What a person wants recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.plan.kinds import SectionKind


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that a person wrote and that has no place yet."""

    kind: SectionKind
    text: str
    """What was decided, observed or achieved."""
    when: datetime
    rationale: str = ""
    evidence: str = ""
    """What was pasted, kept to the character; a single line may stand in the text."""
    author: str = ""
