"""A check of the open plan, under the same terms as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.lint.engine import lint
from milepost.tui.rows import quoted
from milepost.workspace.terms import LiveTerms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.lint.fixer import FixReport
    from milepost.plan.kinds import SectionKind
    from milepost.workspace.clock import Clock


class Outcome(NamedTuple):
    """What a check came to."""

    diagnostics: tuple[Diagnostic, ...] | None
    """What was found; `None` where the plan has to be read under other names first."""
    remarks: tuple[str, ...]
    """Sentences on what is not followed: configuration, or the plan's own choice of a profile."""
    aliases: Mapping[str, SectionKind]
    """The names of standard sections that the plan is to be read with."""


class Checker:
    """Checks one plan; looks at files, so not on the screen's thread."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._name = path.name
        self._terms = LiveTerms(path)
        self._clock = clock

    def check(self, document: Document) -> Outcome:
        """Checks a reading of the plan under the terms of this moment."""
        standing = self._terms.look()
        terms = standing.terms
        if terms.aliases != document.aliases:
            return Outcome(None, (), terms.aliases)
        selection = terms.selection_for(document)
        found = lint(document, selection, now=self._clock.now(), repository=standing.repository)
        remarks = (_on_mistakes(standing.mistakes), terms.remark_on(self._name, document))
        told = tuple(quoted(remark) for remark in remarks if remark)
        return Outcome(found.diagnostics, told, terms.aliases)

    def mend(self, document: Document) -> FixReport:
        """What all safe fixes make of the plan, under the terms of this moment."""
        from milepost.lint.fixer import fix  # rarely wanted

        standing = self._terms.look()
        selection = standing.terms.selection_for(document)
        return fix(document, selection, now=self._clock.now(), repository=standing.repository)


def _on_mistakes(mistakes: Sequence[str]) -> str:
    """A sentence on configuration that is not followed, or nothing."""
    if not mistakes:
        return ""
    more = len(mistakes) - 1
    rest = f" And {more} more: see `milepost config show`." if more else ""
    return f"Configuration not followed: {mistakes[0]}{rest}"
