"""Rules at work on a text, at a time that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.lint import FixReport, Selection, fix, lint

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.rule import Rule

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


def findings(text: str, selection: Selection | None = None) -> tuple[Diagnostic, ...]:
    """What all rules, or those selected, find in `text`."""
    return lint(Document.parse(text), selection or Selection(), now=NOW).diagnostics


def findings_of(rule: Rule, text: str) -> tuple[Diagnostic, ...]:
    """What one rule finds in `text`."""
    return findings(text, Selection(select=(rule.code,)))


def fixed_by(rule: Rule, text: str) -> FixReport:
    """What every fix of one rule, the daring ones included, makes of `text`."""
    return fix(Document.parse(text), Selection(select=(rule.code,)), Applicability.UNSAFE, now=NOW)
