"""A finding is silenced by a comment that reaches no further than it must."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.silencing import Reach, suppress_here
from milepost.text import Span
from support.rules import NOW


def finding(text: str, words: str) -> tuple[Document, Diagnostic]:
    """The first `words` of the text, found by a rule."""
    start = text.index(words)
    span = Span(start, start + len(words))
    return Document.parse(text), Diagnostic("MP502", "x", "is odd", span, Severity.WARNING)


def silenced(text: str, words: str, reason: str = "") -> tuple[str, Reach]:
    document, found = finding(text, words)
    way = suppress_here(document, found, reason)
    assert way is not None, "it cannot be silenced"
    return way.edits.apply(text), way.reach


LINE = "<!-- milepost-disable-line MP502 -->"
NEXT = "<!-- milepost-disable-next-line MP502 -->"
HERE = "<!-- milepost-disable MP502 -->"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("# T\n\nmend as needed\n", "as needed", f"# T\n\nmend as needed {LINE}\n"),
        ("# T\r\n\r\nas needed\r\n", "as needed", f"# T\r\n\r\nas needed {LINE}\r\n"),
        ("as needed  \nand so on\n", "as needed", f"as needed {LINE}  \nand so on\n"),
        ("as needed", "as needed", f"as needed {LINE}"),
        ("a\nb as needed\nc\n", "as needed", f"a\nb as needed {LINE}\nc\n"),
        (
            "## Progress\n\n- [ ] as needed\n",
            "as needed",
            f"## Progress\n\n- [ ] as needed {LINE}\n",
        ),
        ("## As needed\n\nx\n", "As needed", f"## As needed {LINE}\n\nx\n"),
        ("> as needed\n", "as needed", f"> as needed {LINE}\n"),
        ("a `b as\nneeded` c\n", "as\nneeded", f"a `b as\nneeded` c {LINE}\n"),
        ("As needed\n=========\n\nx\n", "As needed", f"As needed {LINE}\n=========\n\nx\n"),
        ("x\n\n~~~\nas needed\n~~~\n", "~~~\nas", f"x\n\n{NEXT}\n~~~\nas needed\n~~~\n"),
    ],
    ids=[
        "paragraph",
        "CRLF",
        "hard break",
        "no line end",
        "middle of a paragraph",
        "item",
        "heading",
        "quote",
        "code span over lines",
        "underlined heading",
        "fence",
    ],
)
def test_the_comment_stands_at_the_line_or_above_it(text: str, words: str, expected: str) -> None:
    assert silenced(text, words) == (expected, Reach.LINE)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "x\n\n    a\n    as needed\n\ny\n",
            "as needed",
            f"x\n\n{HERE}\n\n    a\n    as needed\n\n<!-- milepost-enable MP502 -->\n\ny\n",
        ),
        (
            "x\n\n```\na\nas needed\nb\n```\n",
            "as needed",
            f"x\n\n{HERE}\n\n```\na\nas needed\nb\n```\n\n<!-- milepost-enable MP502 -->\n",
        ),
    ],
    ids=["indented", "fenced"],
)
def test_around_code_a_pair_of_comments_is_written(text: str, words: str, expected: str) -> None:
    assert silenced(text, words) == (expected, Reach.BLOCK)


def test_where_none_fits_the_comment_is_about_the_file() -> None:
    text = "---\ntitle: as needed\n---\n\n# T\n\nx\n"
    after, reach = silenced(text, "as needed")

    assert reach is Reach.FILE
    assert after == text.replace("# T\n", "# T\n\n<!-- milepost-disable-file MP502 -->\n")


def test_without_a_heading_it_stands_at_the_beginning() -> None:
    after, reach = silenced("---\ntitle: as needed\n---\n\nx\n", "as needed")

    assert reach is Reach.FILE
    assert after == ("---\ntitle: as needed\n---\n\n<!-- milepost-disable-file MP502 -->\n\nx\n")


@pytest.mark.parametrize(("text", "end"), [("# T\n\nx\n", 3), ("\n", 0)])
def test_what_no_comment_can_name_is_not_silenced(text: str, end: int) -> None:
    document = Document.parse(text)
    found = Diagnostic("MP000", "internal-error", "is odd", Span(0, end), Severity.ERROR)

    assert suppress_here(document, found) is None


def test_a_text_without_blocks_can_be_about_the_file() -> None:
    document = Document.parse("\n")
    found = Diagnostic("MP101", "x", "is odd", Span(0, 0), Severity.ERROR)
    way = suppress_here(document, found)

    assert way is not None
    assert "MP101" in way.edits.apply("\n")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("it quotes the ticket", " -- it quotes the ticket"),
        ("  on\ntwo lines ", " -- on two lines"),
        ("a --> b <!-- c", " -- a - b - c"),
        ("-- so --", " -- so"),
        ("\x1b[2Jred", " -- [2Jred"),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_reason_cannot_end_the_comment(typed: str, written: str) -> None:
    after, _ = silenced("as needed\n", "as needed", typed)

    assert after == f"as needed <!-- milepost-disable-line MP502{written} -->\n"


def test_a_long_reason_is_cut() -> None:
    after, _ = silenced("as needed\n", "as needed", "word " * 100)

    assert len(after) < 300


def test_a_check_finds_it_no_longer_and_the_comment_is_of_use() -> None:
    text = "# T\n\n## Plan of Work\n\nClean up as needed.\n"
    document = Document.parse(text)
    before = lint(document, now=NOW).diagnostics
    found = next(each for each in before if each.code == "MP502")
    way = suppress_here(document, found, "it is a quotation")
    assert way is not None
    after = lint(document.edited(way.edits), now=NOW).diagnostics

    assert [each.code for each in after] == [each.code for each in before if each is not found]
