"""Real plans can be checked and mended, whatever they hold."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import INTERNAL_ERROR, Applicability, Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.fixer import fix
from milepost.lint.selection import DEFAULT
from support.corpus import corpus_plans, corpus_variants, needs_corpus, read_plan
from support.rules import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.lint.engine import LintResult
    from milepost.lint.fixer import FixReport

# The scope makes the tests of one plan follow one another, so that it is read and mended once.
each_plan = pytest.mark.parametrize(
    "path", [*corpus_plans(), *corpus_variants()], ids=lambda path: path.stem, scope="module"
)

each_reach = pytest.mark.parametrize(
    "reach", [Applicability.SAFE, Applicability.UNSAFE], ids=["safe", "unsafe"]
)


@lru_cache(maxsize=2)
def linted(path: Path) -> LintResult:
    """What is found in the plan as it is."""
    return lint(read_plan(path), now=NOW)


@lru_cache(maxsize=4)
def mended(path: Path, reach: Applicability) -> FixReport:
    """The plan with all fixes of that reach."""
    return fix(read_plan(path), DEFAULT, reach, now=NOW)


@needs_corpus
@each_plan
def test_no_rule_fails(path: Path) -> None:
    codes = {found.code for found in linted(path).diagnostics}

    assert INTERNAL_ERROR not in codes


def errors_by_rule(result: LintResult) -> Counter[str]:
    """How many errors each rule has found."""
    return Counter(each.code for each in result.diagnostics if each.severity is Severity.ERROR)


@needs_corpus
@each_reach
@each_plan
def test_every_fix_can_be_applied(path: Path, reach: Applicability) -> None:
    document = read_plan(path)

    report = mended(path, reach)

    assert report.converged, report.unsettled
    left = [each.fix for each in report.result.diagnostics if each.fix is not None]
    assert [each.title for each in left if each.applicability <= reach] == []
    assert errors_by_rule(report.result) - errors_by_rule(linted(path)) == Counter()
    assert report.edits.apply(document.text) == report.document.text


@needs_corpus
@each_reach
@each_plan
def test_fixing_twice_changes_nothing_more(path: Path, reach: Applicability) -> None:
    twice = fix(Document.parse(mended(path, reach).document.source), DEFAULT, reach, now=NOW)

    assert twice.applied == ()


@needs_corpus
@pytest.mark.parametrize(
    ("variant", "plain"),
    [("crlf__", "upperX-star__"), ("mixed-eol__", "crlf__"), ("fenced-md-crlf__", "crlf__")],
)
def test_line_ends_and_fences_change_no_finding(variant: str, plain: str) -> None:
    [one] = [path for path in corpus_variants() if path.name.startswith(variant)]
    [other] = [path for path in corpus_variants() if path.name.startswith(plain)]

    found = [
        (each.code, each.message) for each in linted(one).diagnostics if each.name != "outer-fence"
    ]

    assert found == [(each.code, each.message) for each in linted(other).diagnostics]
