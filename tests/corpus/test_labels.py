"""Whether what the rules find in real plans is true, by verdicts of people who read the plans.

`labels/<code>.tsv` has a row per place that was judged: the plan's file name, the line, a verdict
and a reason. `true`, `false` and `arguable` judge a finding; `silent` is a place that looks like a
finding and is none.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from milepost.diagnostics import Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.rules import ALL_RULES
from milepost.text import Source
from support.corpus import corpus_plans, needs_corpus

if TYPE_CHECKING:
    from milepost.rule import Rule

FOLDER = Path(__file__).parent / "labels"
TARGETS = {Severity.ERROR: 0.98, Severity.WARNING: 0.90, Severity.INFO: 0.80}
NOW = datetime(2026, 11, 1, tzinfo=UTC)


class Label(NamedTuple):
    """The verdict on one place in one plan."""

    file: str
    line: int
    verdict: str


def read_labels(code: str) -> list[Label]:
    """The verdicts on one rule, in the order of its file."""
    path = FOLDER / f"{code}.tsv"
    if not path.is_file():
        return []
    rows = path.read_text(encoding="utf-8").strip("\n").split("\n")[1:]
    return [Label(file, int(line), verdict) for file, line, verdict, _ in map(_cells, rows)]


def _cells(row: str) -> list[str]:
    return row.split("\t")


@cache
def findings_in(file: str) -> frozenset[tuple[str, int]]:
    """The code and line of everything found in a plan."""
    (path,) = (path for path in corpus_plans() if path.name == file)
    document = Document.parse(Source.decode(path.read_bytes()))
    found = lint(document, Selection(), now=NOW).diagnostics
    return frozenset((each.code, document.lines.line_of(each.span.start) + 1) for each in found)


def is_found(code: str, label: Label) -> bool:
    return (code, label.line) in findings_in(label.file)


CODES = [rule.code for rule in ALL_RULES]
LABELLED = [code for code in CODES if read_labels(code)]


@pytest.mark.parametrize("code", LABELLED)
def test_verdicts_are_known_words(code: str) -> None:
    assert {label.verdict for label in read_labels(code)} <= {"true", "false", "arguable", "silent"}


@needs_corpus
@pytest.mark.parametrize("rule", ALL_RULES, ids=[rule.name for rule in ALL_RULES])
def test_findings_are_true(rule: Rule) -> None:
    code, severity = rule.code, rule.severity
    verdicts = Counter(label.verdict for label in read_labels(code) if is_found(code, label))
    judged = verdicts["true"] + verdicts["false"] + verdicts["arguable"]
    if not judged:
        pytest.skip("nothing of this rule was judged: it finds nothing in these plans")

    assert verdicts["true"] >= TARGETS[severity] * judged, verdicts


@needs_corpus
@pytest.mark.parametrize("code", LABELLED)
def test_what_was_judged_true_is_still_found(code: str) -> None:
    labels = [label for label in read_labels(code) if label.verdict == "true"]

    assert [label for label in labels if not is_found(code, label)] == []


@needs_corpus
@pytest.mark.parametrize("code", LABELLED)
def test_what_was_judged_none_is_passed_over(code: str) -> None:
    labels = [label for label in read_labels(code) if label.verdict == "silent"]

    assert [label for label in labels if is_found(code, label)] == []
