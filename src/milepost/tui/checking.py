"""A check of the open plan, under the same terms as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.lint import lint
from milepost.workspace.terms import LiveTerms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.canon import SectionKind
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
        terms, mistakes = standing.terms, standing.mistakes
        if terms.aliases != document.aliases:
            return Outcome(None, mistakes, terms.aliases)
        selection = terms.selection_for(document)
        found = lint(document, selection, now=self._clock.now(), repository=standing.repository)
        remark = terms.remark_on(self._name, document)
        remarks = (*mistakes, remark) if remark else mistakes
        return Outcome(found.diagnostics, remarks, terms.aliases)
