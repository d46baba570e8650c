"""Real plans can be checked and mended, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import Applicability, Severity
from milepost.document import Document
from milepost.lint import DEFAULT, fix, lint
from milepost.lint.engine import INTERNAL_ERROR
from milepost.text import Source
from support.corpus import corpus_plans, corpus_variants, needs_corpus
from support.rules import NOW

if TYPE_CHECKING:
    from pathlib import Path

each_plan = pytest.mark.parametrize(
    "path", [*corpus_plans(), *corpus_variants()], ids=lambda path: path.stem
)


def read(path: Path) -> Document:
    return Document.parse(Source.decode(path.read_bytes()))


@needs_corpus
@each_plan
def test_no_rule_fails(path: Path) -> None:
    codes = {found.code for found in lint(read(path), now=NOW).diagnostics}

    assert INTERNAL_ERROR not in codes


@needs_corpus
@each_plan
def test_every_fix_can_be_applied(path: Path) -> None:
    document = read(path)
    errors = sum(found.severity is Severity.ERROR for found in lint(document, now=NOW).diagnostics)

    report = fix(document, DEFAULT, Applicability.UNSAFE, now=NOW)

    left = [found for found in report.result.diagnostics if found.severity is Severity.ERROR]
    assert report.converged
    assert len(left) <= errors


@needs_corpus
@pytest.mark.parametrize(
    ("variant", "plain"),
    [("crlf__", "upperX-star__"), ("mixed-eol__", "crlf__"), ("fenced-md-crlf__", "crlf__")],
)
def test_line_ends_and_fences_change_no_finding(variant: str, plain: str) -> None:
    [one] = [path for path in corpus_variants() if path.name.startswith(variant)]
    [other] = [path for path in corpus_variants() if path.name.startswith(plain)]

    found = [(each.code, each.message) for each in lint(read(one), now=NOW).diagnostics]

    assert found == [(each.code, each.message) for each in lint(read(other), now=NOW).diagnostics]
