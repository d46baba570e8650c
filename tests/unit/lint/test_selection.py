"""What is asked for is what runs, at the severity asked for."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Severity
from milepost.lint.selection import (
    DEFAULT,
    Selection,
    all_rules,
    find_unknown,
    nearest_rule,
    rules_fitting,
)
from milepost.plan.profiles import COOKBOOK, LIVING_ONLY
from milepost.rule import RuleSettings
from milepost.rules import ALL_RULES
from support.findings import finding
from support.findings import span_of as span

ALL = {rule.code for rule in ALL_RULES}
SIXTH = {code for code in ALL if code.startswith("MP6")}
INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


def test_everything_runs_by_default() -> None:
    assert {rule.code for rule in DEFAULT.rules} == ALL


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("MP202",), (), {"MP202"}),
        (("undated-done-item",), (), {"MP202"}),
        (("Undated-Done-Item", "mp205"), (), {"MP202", "MP205"}),
        (("MP6",), (), SIXTH),
        (("MP6",), ("MP601",), SIXTH - {"MP601"}),
        (("MP601",), ("MP6",), {"MP601"}),
        (("MP601",), ("MP601",), set()),
        (("MP601",), ("validation-without-command",), set()),
        (("MP",), ("MP",), set()),
        (("MP999",), (), set()),
        (("",), (), set()),
        ((), ("MP",), set()),
        ((), ("MP1", "MP2", "MP3", "MP4", "MP5", "MP9"), SIXTH),
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


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(select=("MP202",), extend_select=("MP601",)), {"MP202", "MP601"}),
        (Selection(extend_select=("MP601",)), ALL),
        (Selection(ignore=("MP6",), extend_select=("MP601",)), ALL - (SIXTH - {"MP601"})),
        (Selection(ignore=("MP601",), extend_select=("MP6",)), ALL - {"MP601"}),
        (Selection(severities=(("MP", None),)), set()),
        (Selection(severities=(("MP", None), ("MP601", ERROR))), {"MP601"}),
        (Selection(select=("MP6",), severities=(("MP601", None),)), SIXTH - {"MP601"}),
    ],
)
def test_rules_run_besides_or_are_off(selection: Selection, expected: set[str]) -> None:
    assert {rule.code for rule in selection.rules} == expected


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (Selection(), Selection(select=("MP202",)), {"MP202"}),
        (Selection(select=("MP601",)), Selection(select=("MP202",)), {"MP601"}),
        (Selection(select=("MP6",)), Selection(ignore=("MP601",)), SIXTH),
        (Selection(extend_select=("MP601",)), Selection(select=("MP202",)), {"MP202", "MP601"}),
        (Selection(ignore=("MP6",)), Selection(select=("MP601", "MP202")), {"MP202"}),
        (Selection(extend_select=("MP601",)), Selection(ignore=("MP601",)), ALL),
        (Selection(select=("MP6",)), Selection(severities=(("MP601", None),)), SIXTH),
        (Selection(ignore=("MP2",)), Selection(severities=(("MP", None), ("MP6", INFO))), SIXTH),
        (Selection(severities=(("MP601", None),)), Selection(select=("MP6",)), SIXTH - {"MP601"}),
    ],
)
def test_upper_layer_decides_where_it_says_something(
    upper: Selection, lower: Selection, expected: set[str]
) -> None:
    assert {rule.code for rule in upper.over(lower).rules} == expected


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (Selection(), Selection(severities=(("MP999", ERROR),)), ERROR),
        (Selection(severities=(("MP9", ERROR),)), Selection(severities=(("MP999", INFO),)), ERROR),
        (Selection(strict=True), Selection(), ERROR),
        (Selection(), Selection(strict=True), ERROR),
        (Selection(strict=True), Selection(severities=(("MP9", INFO),)), INFO),
        (Selection(), Selection(severities=(("MP9", None),)), WARNING),
    ],
)
def test_severity_in_layers(upper: Selection, lower: Selection, expected: Severity) -> None:
    found = finding(span("text", "ex"), severity=WARNING)

    assert upper.over(lower).graded(found).severity is expected


def test_layers_share_profile_and_settings() -> None:
    lower = Selection(profile=LIVING_ONLY, settings=RuleSettings(extra_terms=("lease",)))

    upper = Selection(ignore=("MP1",)).over(lower)

    assert (upper.profile, upper.settings, upper.under) == (LIVING_ONLY, lower.settings, lower)
    assert upper.with_profile(LIVING_ONLY) is upper
    assert upper.with_profile(COOKBOOK).profile is COOKBOOK
    assert upper.with_profile(COOKBOOK).rules == upper.rules


def test_finding_of_the_right_severity_stays_the_same_object() -> None:
    found = finding(span("text", "ex"))

    assert DEFAULT.graded(found) is found


def test_patterns_that_fit_no_rule_are_named() -> None:
    patterns = ("MP202", "MP2", "empty-item", "MP777", "no-such-rule", "")

    assert find_unknown(patterns) == ("MP777", "no-such-rule", "")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("MP2O2", "MP202"),
        ("mplOl", "MP101"),
        ("Vague-Instructions", "vague-instruction"),
        ("MP202", "MP202"),
        ("?", None),
    ],
)
def test_nearest_rule_is_what_was_meant(word: str, near: str | None) -> None:
    assert nearest_rule(word) == near


def test_rules_that_a_pattern_names() -> None:
    assert {rule.code for rule in rules_fitting("MP6")} == SIXTH
    assert {rule.code for rule in all_rules()} == ALL
