"""Findings come in order, and a broken rule does not hide the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import INTERNAL_ERROR, Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.plan.kinds import SectionKind
from milepost.plan.profiles import Profile
from milepost.rule import Rule
from milepost.text import Span
from support.rules import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class Everywhere(Rule):
    """Finds three places, out of order."""

    code = "MP901"
    name = "everywhere"
    severity = Severity.INFO
    examples = ()

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields them."""
        yield self.report(Span(4, 5), "late")
        yield self.report(Span(0, 1), "mild")
        yield self.report(Span(0, 1), "bad", severity=Severity.ERROR)


class Broken(Rule):
    """Finds one place and fails."""

    code = "MP902"
    name = "broken"
    severity = Severity.WARNING
    examples = ()

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one and raises."""
        yield self.report(Span(2, 3), "found before")
        raise KeyError(context.text)


@pytest.fixture
def two_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (Everywhere(), Broken()))


@pytest.mark.usefixtures("two_rules")
def test_findings_are_sorted_by_place_and_then_the_worst_first() -> None:
    result = lint(Document.parse("a secret\n"), Selection(select=("MP901",)), now=NOW)

    assert [found.message for found in result.diagnostics] == ["bad", "mild", "late"]


@pytest.mark.usefixtures("two_rules")
def test_broken_rule_becomes_a_finding_of_its_own() -> None:
    result = lint(Document.parse("a secret\n"), Selection(), now=NOW)

    [internal] = [found for found in result.diagnostics if found.code == INTERNAL_ERROR]

    assert internal.name == "internal-error"
    assert internal.severity is Severity.ERROR
    assert "broken" in internal.message
    assert "KeyError" in internal.message
    assert "secret" not in internal.message
    assert {found.message for found in result.diagnostics} >= {"bad", "late", "found before"}


def test_result_knows_its_revision() -> None:
    assert lint(Document.parse("", revision=7), now=NOW).revision == 7


def test_profile_decides_which_sections_are_missed() -> None:
    profile = Profile("small", required=(SectionKind.WORK,), expected=(SectionKind.STEPS,))
    chosen = Selection(profile=profile, select=("MP101",))

    found = lint(Document.parse("# T\n"), chosen, now=NOW).diagnostics

    assert [(each.severity, "Plan of Work" in each.message) for each in found] == [
        (Severity.ERROR, True),
        (Severity.WARNING, False),
    ]


def test_warnings_become_errors_when_strict() -> None:
    text = "## Progress\n\n- [ ]\n"
    chosen = Selection(select=("empty-item",), strict=True)

    [found] = lint(Document.parse(text), chosen, now=NOW).diagnostics

    assert found.severity is Severity.ERROR
