"""Runs rules over a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.diagnostics import Diagnostic, Severity
from milepost.lint.selection import DEFAULT
from milepost.rule import RuleContext
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from milepost.document import Document
    from milepost.lint.selection import Selection
    from milepost.repository import Repository
    from milepost.rule import Rule

INTERNAL_ERROR = "MP000"
"""The code of a finding about Milepost itself."""


@dataclass(frozen=True, slots=True)
class LintResult:
    """What a check found."""

    diagnostics: tuple[Diagnostic, ...]
    """By place, at one place the worst first."""
    revision: int
    """The revision of the document that was checked."""


def lint(
    document: Document,
    selection: Selection = DEFAULT,
    *,
    now: datetime,
    repository: Repository | None = None,
) -> LintResult:
    """Runs the selected rules. Every document can be checked; `now` is in UTC."""
    found = run_rules(document, selection, now=now, repository=repository)
    return LintResult(tuple(sorted(found, key=_place)), document.revision)


def run_rules(
    document: Document, selection: Selection, *, now: datetime, repository: Repository | None
) -> list[Diagnostic]:
    """What the selected rules find, rule by rule, each rule's findings as it yields them."""
    context = RuleContext(document, selection.profile, now, selection.settings, repository)
    return [
        selection.graded(diagnostic)
        for rule in selection.rules
        for diagnostic in _run(rule, context)
    ]


def _run(rule: Rule, context: RuleContext) -> Iterator[Diagnostic]:
    try:
        yield from rule.check(context)
    # One broken rule must not hide what the others find, and what it may raise cannot be known.
    except Exception as error:  # noqa: BLE001
        yield Diagnostic(
            INTERNAL_ERROR,
            "internal-error",
            f"the rule {rule.name} failed with {type(error).__name__}; this is a bug in Milepost",
            Span(0, 0),
            Severity.ERROR,
        )


def _place(diagnostic: Diagnostic) -> tuple[Span, int, str]:
    return diagnostic.span, -diagnostic.severity, diagnostic.code
