"""A comment silences what it names, where it says, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.rule import Rule
from milepost.rules.vague_instruction import VagueInstruction
from milepost.text import Span
from support.rules import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.rule import RuleContext


class Finding(Rule):
    """Finds every occurrence of a word, whatever is around it."""

    severity = Severity.WARNING
    examples = ()
    word = ""

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per occurrence."""
        start = context.text.find(self.word)
        while start >= 0:
            yield self.report(Span(start, start + len(self.word)), self.word)
            start = context.text.find(self.word, start + 1)


class Ape(Finding):
    """Finds apes."""

    code, name, word = "MP501", "ape-found", "APE"


class Bee(Finding):
    """Finds bees."""

    code, name, word = "MP502", "bee-found", "BEE"


class Long(Finding):
    """Finds something that goes over two lines."""

    code, name, word = "MP601", "long-found", "ON\nOFF"


class Judge(Rule):
    """Reports what every comment came to."""

    code, name = "MP902", "judge"
    severity = Severity.INFO
    examples = ()
    judges_comments = True

    def check(self, context: RuleContext) -> Iterator[Diagnostic]:
        """Yields one finding per idle comment, unused code and mistake."""
        for comment in context.comments:
            if comment.idle:
                yield self.report(comment.span, "idle")
            for kind, spans in (("unused", comment.unused), ("unknown", comment.unknown)):
                for span in spans:
                    yield self.report(span, f"{kind} {span.cut(context.text)}")


@pytest.fixture(autouse=True)
def four_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (Ape(), Bee(), Long(), Judge()))


def left(text: str, *select: str) -> list[str]:
    """What is found outside comments: the first letter and the line of each."""
    document = Document.parse(text)
    result = lint(document, Selection(select=select or ("MP5", "MP6")), now=NOW)
    return [
        f"{found.message[0]}{document.lines.line_of(found.span.start) + 1}"
        for found in result.diagnostics
    ]


def judged(text: str, *select: str) -> list[str]:
    """What the judge says, in order."""
    result = lint(Document.parse(text), Selection(select=select), now=NOW)
    return [found.message for found in result.diagnostics if found.code == Judge.code]


LINE = "<!-- milepost-disable-line {} -->"
NEXT = "<!-- milepost-disable-next-line {} -->"
FILE = "<!-- milepost-disable-file {} -->"
OFF = "<!-- milepost-disable {} -->"
ON = "<!-- milepost-enable {} -->"
ONE = LINE.format("MP501")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"APE {ONE}\nAPE", ["A2"]),
        (f"APE BEE {ONE}", ["B1"]),
        (f"APE BEE {LINE.format('')}", []),
        (f"APE BEE {LINE.format('MP501,MP502')}", []),
        (f"APE BEE {LINE.format('MP501 , MP502')}", []),
        (f"APE BEE {LINE.format('ape-found bee-found')}", []),
        (f"APE BEE {LINE.format('Ape-Found mp502')}", []),
        (f"APE BEE {LINE.format('MP5')}", []),
        (f"APE BEE {LINE.format('MP50, MP6')}", []),
        (f"APE {LINE.format('MP501 -- MP502 has its reasons')} BEE", ["B1"]),
        (f"APE {LINE.format('-- there is a reason')} BEE", []),
        (f"APE {LINE.format('MP501 — there is a reason')}", []),
        (f"APE {LINE.format('MP501--there')}", ["A1"]),
        (f"APE {LINE.format(': MP501')}", []),
        ("APE <!--milepost-disable-line MP501-->", []),
        ("APE <!-- milepost-disable-line MP501 --\nfor a reason -->", []),
        ("a <!-- milepost-disable-line MP501 --\nfor a reason --> APE", []),
        ("> APE <!-- milepost-disable-line\n> MP501 -->", []),
        (f"# APE {ONE}", []),
        (f"- APE\n- APE {ONE}", ["A1"]),
        (f"| APE {ONE} |\n|---|\n| APE |", ["A3"]),
        (f"a\r\nAPE {ONE}\r\nAPE\r\n", ["A3"]),
        (f"ON\nOFF {LINE.format('MP601')}", []),
        (f"ON {LINE.format('MP601')} ON\nOFF", []),
        (f"APE `{ONE}`", ["A1"]),
        (f"APE `` ` {ONE} ``", ["A1"]),
        (f"APE \\{ONE}", ["A1"]),
        (f"APE \\\\{ONE}", []),
        (f"<div>\nAPE \\{ONE}\n</div>", []),
        (f"```\nAPE {ONE}\n```", ["A2"]),
        (f"a\n\n    APE {ONE}", ["A3"]),
        (f"---\na: APE {ONE}\n---\n", ["A2"]),
        (f"<div>\nAPE {ONE}\n</div>", []),
        ("APE <!-- milepost-disable-lines MP501 -->", ["A1"]),
        ("APE <!-- milepost-disable-line MP501", ["A1"]),
        ("APE <!-- see milepost-disable-line MP501 -->", ["A1"]),
        ("APE milepost-disable-line MP501", ["A1"]),
        (f"APE <!-- a --> <!-- b --> {ONE}", []),
    ],
)
def test_line(text: str, expected: list[str]) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NEXT.format('MP501')}\nAPE\nAPE", []),
        (f"{NEXT.format('MP501')}\n\nAPE\nAPE\n\nAPE", ["A6"]),
        (f"{NEXT.format('MP501')}\n- one\n  APE\n  APE\n- APE\n", ["A5"]),
        (f"{NEXT.format('MP501')}\n- one\n\n  APE\n", ["A4"]),
        (f"one\n{NEXT.format('MP501')}\ntwo\nAPE\n\nAPE", ["A6"]),
        (f"{NEXT.format('MP501')}\n## APE\nAPE", ["A3"]),
        (f"{NEXT.format('MP501')}\n| a | b |\n|---|---|\n| APE | c |", ["A4"]),
        (f"{NEXT.format('MP501')}\n\n\nAPE BEE", ["B4"]),
        (f"{NEXT.format('MP501')}\n{NEXT.format('MP502')}\nAPE BEE", []),
        (f"{NEXT.format('MP501')}\n\n{ONE}\n\nAPE BEE", ["B5"]),
        (f"{NEXT.format('MP501')}\n<!-- another -->\nAPE", ["A3"]),
        (f"APE {NEXT.format('MP501')}\nAPE", ["A1"]),
        (f"APE {NEXT.format('MP501')} {ONE}\nAPE", []),
        (f"{NEXT.format('MP601')}\nON\nOFF", []),
        (f"a\n{NEXT.format('MP601')}\na ON\nOFF", []),
        ("<!-- milepost-disable-next-line MP501 --\nfor a reason -->\nAPE", []),
        (f"> {NEXT.format('MP501')}\n>\n> APE", []),
        (f"{NEXT.format('MP501')}\n```\nAPE\n```", ["A3"]),
        (f"APE\n{NEXT.format('MP501')}", ["A1"]),
        (f"APE\n{NEXT.format('MP501')}\n\n", ["A1"]),
    ],
)
def test_next_line(text: str, expected: list[str]) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FILE.format('MP501')}\n\nAPE BEE\n\nAPE", ["B3"]),
        (f"APE\n\nAPE\n\n{FILE.format('MP501')}", []),
        (f"APE\n\nAPE {FILE.format('MP501')} BEE", ["B3"]),
        (f"APE BEE\n\n{FILE.format('')}", []),
        (f"APE BEE\n\n{FILE.format('MP501')}\n{FILE.format('MP502')}", []),
        (f"APE\n\n{FILE.format('MP501')}\n\n{ON.format('')}\n\nAPE", []),
        (f"```md\n# T\n\n## Progress\n\nAPE\n```\n{FILE.format('MP501')}\n", []),
    ],
)
def test_file(text: str, expected: list[str]) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"APE\n\n{OFF.format('MP501')}\n\nAPE BEE\n\nAPE", ["A1", "B5"]),
        (f"{OFF.format('')}\nAPE BEE\n{ON.format('')}\nAPE", ["A4"]),
        (f"{OFF.format('MP501')}\nAPE BEE\n{ON.format('')}\nAPE", ["B2", "A4"]),
        (f"{OFF.format('')}\nAPE BEE\n{ON.format('MP501')}\nAPE BEE", ["A4"]),
        (f"{OFF.format('MP5')}\nAPE\n{ON.format('MP501')}\nAPE BEE", ["A4"]),
        (f"{OFF.format('MP501')}\nAPE\n{ON.format('MP502')}\nAPE", []),
        (f"{OFF.format('MP501')}\n{OFF.format('MP501')}\n{ON.format('')}\nAPE", ["A4"]),
        (f"{OFF.format('MP501')}\n{ON.format('')}\n{OFF.format('MP501')}\nAPE", []),
        (f"{ON.format('')}\n{OFF.format('MP501')}\nAPE", []),
        (f"APE {OFF.format('MP501')} APE {ON.format('')} APE", ["A1", "A1"]),
        (f"{OFF.format('MP501')}\n```\nAPE\n{ON.format('')}\n```\nAPE", []),
    ],
)
def test_range(text: str, expected: list[str]) -> None:
    assert left(text) == expected


def test_silenced_findings_are_kept_apart() -> None:
    text = f"BEE {LINE.format('')}\nAPE BEE {LINE.format('MP502')}"

    result = lint(Document.parse(text), Selection(select=("MP5",)), now=NOW)

    assert [found.message for found in result.diagnostics] == ["APE"]
    assert [found.message for found in result.suppressed] == ["BEE", "BEE"]
    assert result.suppressed[0].span < result.suppressed[1].span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"APE {ONE}", []),
        (f"a {ONE}", ["idle", "unused MP501"]),
        (f"a {LINE.format('')}", ["idle"]),
        (f"APE {LINE.format('MP501 MP502')}", ["unused MP502"]),
        (f"APE {LINE.format('MP5')}", []),
        (f"APE {LINE.format('MP6')}", ["idle", "unused MP6"]),
        (f"a {LINE.format('MP501 nothing')}", ["unused MP501", "unknown nothing"]),
        (
            f"a {LINE.format('nothing of the MP501 kind')}",
            ["unknown nothing of the", "unused MP501", "unknown kind"],
        ),
        (f"a {LINE.format('MP902')}", []),
        (f"a {LINE.format('MP')}", []),
        (f"a {ONE} {LINE.format('MP902')}", []),
        (f"a {ONE} {LINE.format('')}", ["idle", "unused MP501", "idle"]),
        ("a <!-- milepost-disable-lines MP501 -->", ["unknown milepost-disable-lines"]),
        (f"APE {ONE} {ONE}", []),
        (f"APE {ONE}\n\n{FILE.format('MP501')}", []),
        (f"a\n\n{FILE.format('MP501')}", ["idle", "unused MP501"]),
        (f"{NEXT.format('MP501')}", ["idle", "unused MP501"]),
        (f"{OFF.format('MP501')}\nAPE\n{ON.format('')}", []),
        (f"{OFF.format('MP501')}\na\n{ON.format('')}\nAPE", ["idle", "unused MP501"]),
        (f"{OFF.format('MP501')}\n{OFF.format('MP501')}\nAPE", []),
        (f"{OFF.format('MP501')}\nAPE\n{OFF.format('MP501')}\nAPE", []),
        (f"{OFF.format('MP5')}\nAPE\n{ON.format('MP501 MP6')}", ["unused MP6"]),
        (f"APE\n{ON.format('')}", ["idle"]),
        (f"{OFF.format('MP501')}\nAPE\n{ON.format('MP502')}", ["idle", "unused MP502"]),
    ],
)
def test_comments_are_judged_by_what_they_come_to(text: str, expected: list[str]) -> None:
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "select", "expected"),
    [
        (f"a {ONE}", ("MP501", "MP902"), ["idle", "unused MP501"]),
        (f"a {ONE}", ("MP502", "MP902"), []),
        (f"APE {LINE.format('MP5')}", ("MP502", "MP902"), []),
        (f"a {LINE.format('MP5')}", ("MP502", "MP902"), []),
        (f"a {LINE.format('')}", ("MP502", "MP902"), []),
        (f"a {ONE}", ("MP902",), ["idle", "unused MP501"]),
        (f"APE {ONE}", ("MP902",), []),
        (f"a {ONE}", ("MP501",), []),
        (f"{ON.format('MP501')}", ("MP502", "MP902"), ["idle", "unused MP501"]),
        (f"{OFF.format('MP501')}\n{ON.format('MP501')}", ("MP502", "MP902"), []),
    ],
)
def test_code_is_judged_only_by_rules_that_ran(
    text: str, select: tuple[str, ...], expected: list[str]
) -> None:
    assert judged(text, *select) == expected


def test_rules_that_only_judge_are_not_reported_for() -> None:
    assert left(f"APE BEE {ONE}", "MP902") == []


def test_nothing_is_called_unused_when_a_rule_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Ape):
        """Fails."""

        def check(self, context: RuleContext) -> Iterator[Diagnostic]:
            """Raises."""
            raise KeyError

    monkeypatch.setattr("milepost.rules.ALL_RULES", (Broken(), Bee(), Judge()))

    for select in ((), ("MP902",)):
        found = lint(Document.parse(f"a {ONE}"), Selection(select=select), now=NOW).diagnostics

        assert [each.code for each in found] == ["MP000"]


def test_nothing_is_called_unused_that_only_the_files_around_could_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Ape, "files", {})

    assert judged(f"a {LINE.format('MP501 MP502')}") == ["unused MP502"]


@pytest.mark.parametrize("row", [0, 1])
def test_phrase_over_a_line_break_is_silenced_on_either_line(
    row: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.rules.ALL_RULES", (VagueInstruction(), Judge()))
    lines = ["Update the callers as", "needed, and then the others."]
    lines[row] += " <!-- milepost-disable-line MP502 -->"

    text = "## Plan of Work\n\n" + "\n".join(lines)
    result = lint(Document.parse(text), Selection(), now=NOW)

    assert result.diagnostics == ()
    assert [found.code for found in result.suppressed] == ["MP502"]
