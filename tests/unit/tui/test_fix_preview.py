"""A fix is shown as a small difference, in words that say how sure it is."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Applicability, Fix
from milepost.document import Document
from milepost.report.diff import unified_diff
from milepost.text import EditSet, Span
from milepost.text.diff import diff_edits
from milepost.tui.fix_preview import MOST_LINES, DiffLine, FixPreview, broken, diff_lines


def preview(
    before: str, after: str, applicability: Applicability = Applicability.SAFE
) -> FixPreview:
    fix = Fix("Mend it", diff_edits(before, after), applicability)
    return FixPreview.of(Document.parse(before), fix, ("f", "esc"))


def drawn(shown: FixPreview, width: int = 60) -> list[str]:
    return [f"{line.sign} {line.words}" for line in shown.rows(width)]


@pytest.mark.parametrize(
    ("applicability", "words"),
    [
        (Applicability.SAFE, "safe: keeps every word; f applies, esc closes"),
        (Applicability.UNSAFE, "probably what is meant; f applies, esc closes"),
        (Applicability.MANUAL, "shown only: it is for you to write; esc closes"),
    ],
)
def test_it_says_how_sure_it_is(applicability: Applicability, words: str) -> None:
    shown = preview("a\nb\nc\n", "a\nx\nc\n", applicability)

    assert drawn(shown) == ["  Mend it", f"  {words}", "- b", "+ x"]
    assert shown.can_apply is (applicability is not Applicability.MANUAL)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\r\nb\r\n", "a\r\n\r\nb\r\n", ["+ "]),
        ("a\nb\n", "b\n", ["- a"]),
        ("a", "a\n", ["- a", "+ a"]),
        ("a\n\x1b[2J\n", "a\nb\n", ["- ␛[2J", "+ b"]),
        ("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", ["- a", "+ x", "- e", "+ y"]),
        ("a\nb\n", "x\ny\nz\n", ["- a", "- b", "+ x", "+ y", "+ z"]),
        ("# T\n\n    @@ a\n", "# T\n\n    @@ b\n", ["-     @@ a", "+     @@ b"]),
    ],
    ids=["CRLF", "gone", "last line end", "control", "two places", "more", "looks like a place"],
)
def test_it_shows_the_lines_that_change(before: str, after: str, lines: list[str]) -> None:
    assert drawn(preview(before, after))[2:] == lines


def test_of_a_long_line_it_shows_what_stands_around_the_change() -> None:
    words = "one two three four five six seven eight nine ten " * 4
    shown = drawn(preview(f"{words}HERE {words}\n", f"{words}THERE {words}\n"), width=200)[2:]

    assert [line[:3] for line in shown] == ["- …", "+ …"]
    assert all(line.endswith("…") and len(line) < 110 for line in shown)
    assert "HERE" in shown[0]
    assert "THERE" in shown[1]


def test_of_many_lines_the_first_are_shown() -> None:
    shown = drawn(preview("a\n", "a\n" + "new\n" * 40))

    assert shown.count("+ new") == MOST_LINES
    assert shown[-1] == f"  and {40 - MOST_LINES} lines more"


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("a " + "x" * 30, ["+ a", "  " + "x" * 20, "  " + "x" * 10]),
        ("## Bees & Discoveries", ["+ ## Bees &", "  Discoveries"]),
        ("    mow the two meadows", ["+     mow the two", "  meadows"]),
        ("", ["+ "]),
    ],
    ids=["long word", "heading", "indented", "empty"],
)
def test_lines_are_broken_between_words_below_their_sign(words: str, rows: list[str]) -> None:
    line = DiffLine("+", words, "added")

    assert [f"{row.sign} {row.words}" for row in broken(line, 20)] == rows


def test_a_difference_names_its_places() -> None:
    before = Document.parse("a\n" * 20)
    after = before.edited(EditSet.replace(Span(20, 21), "b"))
    lines = diff_lines(unified_diff("p", before.source, after.source))

    assert [line.words for line in lines if not line.sign] == ["line 8"]
    assert [line.sign for line in lines] == ["", " ", " ", " ", "-", "+", " ", " ", " "]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("rename to `## Decision Log`", "rename to “## Decision Log”"),
        ("write ``a ` b`` for `c`", "write “a ` b” for “c”"),
        ("put a ` there", "put a ` there"),
    ],
)
def test_a_title_quotes_what_it_says_in_code(title: str, shown: str) -> None:
    document = Document.parse("one\n")
    fix = Fix(title, EditSet.replace(Span(0, 3), "two"), Applicability.SAFE)

    assert FixPreview.of(document, fix, ("f", "esc")).title == shown
