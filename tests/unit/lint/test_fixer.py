"""Fixes are applied as far as they are wanted, and never on top of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import Applicability, Fix, Severity
from milepost.document import Document
from milepost.lint.fixer import fix
from milepost.lint.selection import Selection
from milepost.rule import Rule
from milepost.text import EditSet, Span, TextEdit
from support.rules import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext

SAFE, UNSAFE, MANUAL = Applicability.SAFE, Applicability.UNSAFE, Applicability.MANUAL


class Replacing(Rule):
    """Wants every occurrence of some text replaced."""

    code = "MP901"
    name = "replacing"
    severity = Severity.WARNING
    examples = ()

    def __init__(self, old: str, new: str, applicability: Applicability = SAFE) -> None:
        self._old, self._new, self._applicability = old, new, applicability

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per occurrence."""
        start = context.text.find(self._old)
        while start >= 0:
            span = Span(start, start + len(self._old))
            edits = EditSet.replace(span, self._new)
            yield self.report(span, "replace it", fix=Fix("Replace", edits, self._applicability))
            start = context.text.find(self._old, span.end)


class ReplacingToo(Replacing):
    """Another rule of the same kind."""

    code = "MP902"
    name = "replacing-too"


class Inserting(Rule):
    """Wants words inserted at the beginning until they are there."""

    code = "MP903"
    name = "inserting"
    severity = Severity.WARNING
    examples = ()

    def __init__(self, *words: str) -> None:
        self._words = words

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per word that is not there."""
        for word in self._words:
            if word not in context.text:
                edits = EditSet((TextEdit.insert(0, word),))
                yield self.report(Span(0, 0), word, fix=Fix("Insert", edits, SAFE))


class InsertingToo(Inserting):
    """Another rule of the same kind."""

    code = "MP904"
    name = "inserting-too"


def run(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    *rules: Rule,
    applicability: Applicability = SAFE,
) -> tuple[str, int, bool]:
    """The mended text, how many findings were fixed, and whether that was all."""
    monkeypatch.setattr("milepost.rules.ALL_RULES", rules)
    document = Document.parse(text)
    report = fix(document, Selection(), applicability, now=NOW)
    assert report.edits.apply(text) == report.document.text
    assert (report.document is document) is (not report.applied)
    return report.document.text, len(report.applied), report.converged


@pytest.mark.parametrize(
    ("wanted", "offered", "result"),
    [
        (SAFE, SAFE, "b"),
        (SAFE, UNSAFE, "a"),
        (UNSAFE, UNSAFE, "b"),
        (UNSAFE, SAFE, "b"),
        (MANUAL, MANUAL, "a"),
    ],
)
def test_only_fixes_of_the_asked_safety(
    monkeypatch: pytest.MonkeyPatch,
    wanted: Applicability,
    offered: Applicability,
    result: str,
) -> None:
    rule = Replacing("a", "b", offered)

    assert run(monkeypatch, "a", rule, applicability=wanted)[0] == result


def test_fixes_of_one_pass_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "a.a.a", Replacing("a", "b")) == ("b.b.b", 3, True)


def test_colliding_fixes_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Replacing("ab", "xb"), ReplacingToo("bc", "y")

    assert run(monkeypatch, "abc", first, second) == ("xy", 2, True)


def test_insertions_of_one_rule_at_one_place_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Inserting("one ", "two ", "three ")

    assert run(monkeypatch, ".", rule) == ("one two three .", 3, True)


def test_insertions_of_two_rules_at_one_place_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Inserting("one "), InsertingToo("two ")

    assert run(monkeypatch, ".", *rules) == ("two one .", 2, True)


def test_fixes_that_undo_each_other_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Replacing("a", "b"), ReplacingToo("b", "a")

    assert run(monkeypatch, "a", *rules) == ("a", 0, False)


def test_other_fixes_are_applied_beside_one_without_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (Replacing("a", "ab"), ReplacingToo("c", "d")))

    report = fix(Document.parse("a c"), Selection(), now=NOW)

    assert report.document.text == "a d"
    assert report.unsettled == ("MP901",)
    assert [found.code for found in report.applied] == ["MP902"]
    assert [found.code for found in report.result.diagnostics] == ["MP901"]


def test_suppressed_finding_is_not_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = " <!-- milepost-disable-line MP901 -->"
    rules = Replacing("a.", "b."), ReplacingToo("c.", "d.")

    assert run(monkeypatch, f"a. c.{comment}\na.", *rules) == (f"a. d.{comment}\nb.", 2, True)


def test_fix_without_edits_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "", Replacing("zz", "b")) == ("", 0, True)


def test_nothing_to_do_gives_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "text", Replacing("zz", "b")) == ("text", 0, True)


def test_what_is_left_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (Replacing("a", "b", UNSAFE),))

    report = fix(Document.parse("a"), Selection(), now=NOW)

    assert len(report.result.diagnostics) == 1
    assert report.result.revision == report.document.revision


def test_twelve_missing_sections_are_inserted_in_order() -> None:
    report = fix(Document.parse("# T\n"), Selection(select=("MP101",)), UNSAFE, now=NOW)

    assert report.converged
    assert report.result.diagnostics == ()
    assert len(report.document.plan.by_kind) == 12
    indices = list(dict(sorted(report.document.plan.by_kind.items(), key=lambda p: p[1])))
    assert indices == list(type(indices[0]))
