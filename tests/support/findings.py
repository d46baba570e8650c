"""Findings made by hand, for what shows them."""

from __future__ import annotations

from milepost.diagnostics import Applicability, Diagnostic, Fix, RelatedSpan, Severity
from milepost.document import Document
from milepost.report.finding import CheckedPlan, Report, Unread
from milepost.text import EditSet, Span


def span_of(text: str, part: str) -> Span:
    """Where `part` first stands in `text`."""
    start = text.index(part)
    return Span(start, start + len(part))


def finding(
    span: Span,
    message: str = "something is wrong here",
    severity: Severity = Severity.WARNING,
    *,
    related: tuple[RelatedSpan, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    """A finding of a rule that does not exist."""
    return Diagnostic("MP999", "made-up", message, span, severity, related, fix)


def fix_of(span: Span, text: str, applicability: Applicability = Applicability.SAFE) -> Fix:
    """A fix that puts `text` there."""
    return Fix("Put it right", EditSet.replace(span, text), applicability)


def checked(text: str, *found: Diagnostic, path: str = "plans/a.md") -> CheckedPlan:
    """A plan of `text` with findings."""
    return CheckedPlan(path, text, Document.parse(text).plan.title, found)


def report_of(*plans: CheckedPlan, unread: tuple[Unread, ...] = ()) -> Report:
    """A report of version 1.2.3."""
    return Report(plans, unread, "1.2.3")
