"""What is to be checked, and what a check comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milepost.cli.reading import SourceFile
    from milepost.diagnostics import Diagnostic
    from milepost.repository import Repository
    from milepost.text import Source
    from milepost.workspace.terms import PlanTerms


class Task(NamedTuple):
    """One plan to check, with all that the check depends on but the time."""

    read: SourceFile
    terms: PlanTerms
    repository: Repository | None
    before: Source | None = None
    """An earlier version to compare it with."""


class Verdict(NamedTuple):
    """What a check of one plan comes to."""

    title: str
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


class Outcome(NamedTuple):
    """A verdict, a remark on the plan, and the verdict as text where it is to be kept."""

    verdict: Verdict
    remark: str = ""
    packed: str | None = None
    """None for what will not hold, too."""
