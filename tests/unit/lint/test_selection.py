"""What is asked for is what runs, at the severity asked for."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Severity
from milepost.lint import DEFAULT, Selection, find_unknown
from milepost.rules import ALL_RULES
from support.findings import finding
from support.findings import span_of as span

ALL = {rule.code for rule in ALL_RULES}
INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


def test_everything_runs_by_default() -> None:
    assert {rule.code for rule in DEFAULT.rules} == ALL


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("MP202",), (), {"MP202"}),
        (("undated-done-item",), (), {"MP202"}),
        (("Undated-Done-Item", "mp205"), (), {"MP202", "MP205"}),
        (("MP6",), (), {"MP601", "MP602"}),
        (("MP6",), ("MP601",), {"MP602"}),
        (("MP601",), ("MP6",), {"MP601"}),
        (("MP601",), ("MP601",), set()),
        (("MP601",), ("validation-without-command",), set()),
        (("MP",), ("MP",), set()),
        (("MP999",), (), set()),
        (("",), (), set()),
        ((), ("MP",), set()),
        ((), ("MP1", "MP2", "MP4", "MP5"), {"MP601", "MP602"}),
        ((), ("nothing-of-the-kind",), ALL),
    ],
)
def test_longest_pattern_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]
) -> None:
    selection = Selection(select=select, ignore=ignore)

    assert {rule.code for rule in selection.rules} == expected


@pytest.mark.parametrize(
    ("selection", "given", "expected"),
    [
        (Selection(), WARNING, WARNING),
        (Selection(strict=True), WARNING, ERROR),
        (Selection(strict=True), INFO, INFO),
        (Selection(severities=(("MP9", INFO),)), ERROR, INFO),
        (Selection(severities=(("made-up", ERROR),)), INFO, ERROR),
        (Selection(severities=(("MP999", ERROR), ("MP9", INFO))), WARNING, ERROR),
        (Selection(severities=(("MP9", ERROR), ("MP9", INFO))), WARNING, INFO),
        (Selection(severities=(("MP1", ERROR),)), WARNING, WARNING),
        (Selection(severities=(("MP999", WARNING),), strict=True), INFO, ERROR),
    ],
)
def test_severity(selection: Selection, given: Severity, expected: Severity) -> None:
    assert selection.graded(finding(span("text", "ex"), severity=given)).severity is expected


def test_finding_of_the_right_severity_stays_the_same_object() -> None:
    found = finding(span("text", "ex"))

    assert DEFAULT.graded(found) is found


def test_patterns_that_fit_no_rule_are_named() -> None:
    patterns = ("MP202", "MP2", "empty-item", "MP777", "no-such-rule", "")

    assert find_unknown(patterns) == ("MP777", "no-such-rule", "")
