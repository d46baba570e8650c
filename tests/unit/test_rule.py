from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

import pytest

from milepost.diagnostics import Applicability, Diagnostic, Fix, Severity
from milepost.document import Document
from milepost.plan.profiles import EXECPLAN
from milepost.rule import Example, Rule, RuleContext
from milepost.text import EditSet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class LoudHeading(Rule):
    """A heading ends with an exclamation mark."""

    code: ClassVar[str] = "MP998"
    name: ClassVar[str] = "loud-heading"
    severity: ClassVar[Severity] = Severity.WARNING
    examples: ClassVar[tuple[Example, ...]] = (Example("# A!\n", good="# A\n", fixed="# A\n"),)

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        for section in context.plan.sections:
            mark = Span(section.heading.end - 1, section.heading.end)
            if mark.cut(context.text) == "!":
                fix = Fix("Calm it", EditSet.replace(mark, ""), Applicability.SAFE)
                severity = Severity.ERROR if section.level == 1 else None
                yield self.report(
                    section.heading, "the heading is loud", fix=fix, severity=severity
                )


def check(text: str) -> list[Diagnostic]:
    context = RuleContext(Document.parse(text), EXECPLAN, datetime(2026, 1, 2, tzinfo=UTC))
    return list(LoudHeading().check(context))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A!\n", [("# A!", Severity.ERROR)]),
        ("## A!\n", [("## A!", Severity.WARNING)]),
        ("# A\n", []),
    ],
)
def test_a_rule_reports_under_its_own_name(text: str, found: list[tuple[str, Severity]]) -> None:
    diagnostics = check(text)

    assert [(each.span.cut(text), each.severity) for each in diagnostics] == found
    assert {(each.code, each.name) for each in diagnostics} <= {("MP998", "loud-heading")}
    assert all(each.fix is not None for each in diagnostics)


def test_a_rule_without_a_check_cannot_be_made() -> None:
    class Empty(Rule):
        """Checks nothing."""

    with pytest.raises(TypeError, match="abstract"):
        Empty()  # type: ignore[abstract]  # That it is refused is what is tested.


def test_a_rule_is_never_silenced_unless_it_says_so() -> None:
    assert LoudHeading.silent == ()
    assert LoudHeading.examples[0].bad != LoudHeading.examples[0].fixed
