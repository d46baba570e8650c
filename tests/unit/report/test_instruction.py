"""A finding as an instruction: enough for somebody who sees nothing else."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability, Diagnostic, Fix, RelatedSpan, Severity
from milepost.document import Document
from milepost.report.instruction import render_instruction
from milepost.text import EditSet, Span

TEXT = "# T\n\n## Plan of Work\n\nClean up as needed.\n\nA gateway.\n"


START = TEXT.index("as needed")
FOUND = Diagnostic(
    "MP502",
    "vague-instruction",
    "`as needed` leaves open what is meant",
    Span(START, START + 9),
    Severity.WARNING,
)


def rendered(diagnostic: Diagnostic, path: str = "docs/plan.md", about: str = "") -> str:
    return render_instruction(path, Document.parse(TEXT), diagnostic, about)


def test_it_says_where_what_wanted_and_how_to_check() -> None:
    assert rendered(FOUND, about="An instruction leaves something open.").split("\n") == [
        "In docs/plan.md:5, `as needed` leaves open what is meant (MP502 vague-instruction).",
        "",
        "The line reads: Clean up as needed.",
        "Wanted: a text of which this is not true. An instruction leaves something open.",
        "Change only what this needs and keep everything else as it is. Read the file again before "
        "you edit it: somebody else may have it open.",
        "Check: `milepost check docs/plan.md` no longer tells MP502 at this place; "
        "`milepost rule MP502` says what the rule is about, with examples.",
        "",
    ]


@pytest.mark.parametrize(
    ("applicability", "wanted"),
    [
        (Applicability.SAFE, "Wanted: Write `x`."),
        (Applicability.UNSAFE, "Wanted: Write `x`, if that is what is meant."),
        (Applicability.MANUAL, "Wanted: Write `x`, if that is what is meant."),
    ],
)
def test_a_fix_is_what_is_wanted(applicability: Applicability, wanted: str) -> None:
    fix = Fix("Write `x`", EditSet.replace(Span(0, 1), "x"), applicability)

    assert wanted in rendered(FOUND._replace(fix=fix)).split("\n")


def test_other_places_are_named() -> None:
    related = (RelatedSpan(Span(TEXT.index("A gateway"), len(TEXT)), "it is used here"),)

    text = rendered(FOUND._replace(related=related))

    assert "See also line 7: it is used here." in text.split("\n")


def test_nothing_of_the_plan_steers_a_terminal_or_hides() -> None:
    hostile = "# T\n\nas needed \x1b]52;c;eA==\x07 \u202e \u200b x\n"
    start = hostile.index("as needed")
    diagnostic = Diagnostic("MP502", "x", "\x1b[2J is odd", Span(start, start + 9), Severity.INFO)
    text = render_instruction("a\x1b[2Jb c.md", Document.parse(hostile), diagnostic)

    assert all(char.isprintable() or char == "\n" for char in text)
    assert r"\x1b]52" in text
    assert "'a\\x1b[2Jb c.md'" in text


@pytest.mark.parametrize(("line", "told"), [("", "(nothing)"), ("word " * 200, "…")])
def test_a_line_is_quoted_as_far_as_it_helps(line: str, told: str) -> None:
    document = Document.parse(f"{line}\n")
    diagnostic = Diagnostic("MP502", "x", "is odd", Span(0, 0), Severity.INFO)

    row = render_instruction("p.md", document, diagnostic).split("\n")[2]
    assert row.startswith("The line reads: ")
    assert row.endswith(told)
    assert len(row) < 230
