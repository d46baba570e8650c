"""What reports are made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.text import Span


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan with its findings, in the order in which they are to be shown."""

    path: str
    """As it is to be printed; not yet made harmless."""
    document: Document
    diagnostics: tuple[Diagnostic, ...]

    def place(self, span: Span) -> str:
        """`line:column` of the span's first character, both from one, in characters."""
        line, column = self.document.lines.position(span.start)
        return f"{line + 1}:{column + 1}"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity there are, in how many plans."""

    errors: int
    warnings: int
    infos: int
    plans: int

    @classmethod
    def of(cls, plans: Sequence[CheckedPlan]) -> Tally:
        """Counts all findings of `plans`."""
        counts = Counter(found.severity for plan in plans for found in plan.diagnostics)
        return cls(
            counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO], len(plans)
        )

    def sentence(self) -> str:
        """`2 errors, 1 warning in 3 plans`; what there is none of is left out."""
        counts = (
            _count(self.errors, "error", "errors"),
            _count(self.warnings, "warning", "warnings"),
            _count(self.infos, "info", "infos"),
        )
        found = ", ".join(count for count in counts if count) or "no findings"
        return f"{found} in {_count(self.plans, 'plan', 'plans') or 'no plan'}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def findings_of(plans: Iterable[CheckedPlan]) -> Iterable[tuple[CheckedPlan, Diagnostic]]:
    """Every finding with its plan, in order."""
    return ((plan, found) for plan in plans for found in plan.diagnostics)
