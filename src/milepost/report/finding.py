"""What reports are made from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability, Severity
from milepost.text import LineIndex

_SURROGATE = "[\ud800-\udfff]"

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.text import Span


FIX_LABELS = {
    Applicability.SAFE: "fix",
    Applicability.UNSAFE: "likely fix",
    Applicability.MANUAL: "by hand",
}
"""What stands before the title of a fix: how sure it is."""


@dataclass(frozen=True, eq=False, repr=False)
class CheckedPlan:
    """A plan with its findings, in the order in which they are to be shown."""

    path: str
    """As it is to be printed; not yet made harmless."""
    text: str
    """The exact text that the findings' spans refer to."""
    title: str
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()
    """Findings that a comment in the plan silences."""

    @cached_property
    def lines(self) -> LineIndex:
        """Where the text's lines are."""
        return LineIndex(self.text)

    def place(self, span: Span) -> str:
        """`line:column` of the span's first character, both from one, in characters."""
        line, column = self.lines.position(span.start)
        return f"{line + 1}:{column + 1}"


class Unread(NamedTuple):
    """A path that could not be checked, with a sentence that says why; neither made harmless."""

    path: str
    sentence: str


class Report(NamedTuple):
    """All that a check has to say."""

    plans: tuple[CheckedPlan, ...]
    unread: tuple[Unread, ...]
    version: str
    """The program's own."""


class Tally(NamedTuple):
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


def decodable(text: str) -> str:
    """The text without lone surrogates, which a file name holds that is not UTF-8."""
    return re.sub(_SURROGATE, "\N{REPLACEMENT CHARACTER}", text)


def findings_of(plans: Iterable[CheckedPlan]) -> Iterable[tuple[CheckedPlan, Diagnostic]]:
    """Every finding with its plan, in order."""
    return ((plan, found) for plan in plans for found in plan.diagnostics)
