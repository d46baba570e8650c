"""Edge cases, as Markdown with the findings marked below the text.

Each file in `cases/<name of the rule>/` is a plan. A line of carets marks what the rule finds in
the line above it, and no such line means that nothing may be found there:

    Update the callers as needed.
                       ^^^^^^^^^

The lines of carets are taken out before the plan is read. A finding that goes on in the next line
is marked up to the end of its first one. What the plan said before, for rules that compare, stands
beside it in a file that ends in `.before`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milepost.rules import ALL_RULES
from milepost.text import LineIndex, Span
from support.rules import findings_of

FOLDER = Path(__file__).resolve().parent / "cases"
CASES = sorted(FOLDER.glob("*/*.md"))
RULES = {rule.name: rule for rule in ALL_RULES}
_CARETS = re.compile(r" *\^+(?: +\^+)* *")


def read_case(path: Path) -> tuple[str, list[Span]]:
    """The plan of a case file and where its findings are."""
    marked = path.read_text(encoding="utf-8")
    lines = LineIndex(marked)
    text, expected, start = "", [], 0
    for row in range(len(lines)):
        line = lines.content(row).cut(marked)
        if _CARETS.fullmatch(line):
            expected += [
                Span(start + carets.start(), start + carets.end())
                for carets in re.finditer(r"\^+", line)
            ]
        else:
            start = len(text)
            text += lines.full(row).cut(marked)
    return text, expected


def on_first_line(text: str, span: Span) -> Span:
    """The part of `span` that lies in the line where it begins."""
    lines = LineIndex(text)
    return Span(span.start, min(span.end, lines.content(lines.line_of(span.start)).end))


@pytest.mark.parametrize("path", CASES, ids=[path.relative_to(FOLDER).as_posix() for path in CASES])
def test_case_is_found_as_marked(path: Path) -> None:
    text, expected = read_case(path)
    beside = path.with_suffix(".before")
    before = beside.read_text(encoding="utf-8") if beside.exists() else ""

    findings = findings_of(RULES[path.parent.name], text, before)
    found = [on_first_line(text, each.span) for each in findings]

    assert [(span, span.cut(text)) for span in found] == [
        (span, span.cut(text)) for span in expected
    ]


def test_every_folder_is_named_for_a_rule() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(RULES)
