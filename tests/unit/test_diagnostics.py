from __future__ import annotations

from milepost.diagnostics import Applicability, Diagnostic, Fix, RelatedSpan, Severity
from milepost.text import EditSet, Span


def test_severities_are_ordered_and_have_words() -> None:
    assert sorted(Severity) == [Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert [severity.label for severity in Severity] == ["info", "warning", "error"]


def test_fixes_are_ordered_by_the_thought_they_need() -> None:
    assert Applicability.SAFE < Applicability.UNSAFE < Applicability.MANUAL


def test_a_finding_is_a_value() -> None:
    fix = Fix("Mend it", EditSet.replace(Span(0, 1), "b"), Applicability.SAFE)
    related = (RelatedSpan(Span(4, 5), "the first one"),)

    one = Diagnostic("MP1", "bad", "it is bad", Span(0, 1), Severity.ERROR, related, fix)

    assert one == Diagnostic("MP1", "bad", "it is bad", Span(0, 1), Severity.ERROR, related, fix)
    assert Diagnostic("MP1", "bad", "it is bad", Span(0, 1), Severity.ERROR).fix is None
