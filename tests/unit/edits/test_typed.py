"""What a person typed: cleaned of what breaks a file, made harmless where it must be."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.typed import (
    as_code,
    as_words,
    indented,
    newline_near,
    on_one_line,
    typed_lines,
    verbatim_lines,
    ways_to_write,
    written,
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a", ["a"]),
        ("  a  ", ["a"]),
        ("\n \na\r\nb\rc\n\n", ["a", "b", "c"]),
        ("a\n    b\n      c", ["a", "b", "  c"]),
        ("a\n\n  b", ["a", "", "b"]),
        ("a\tb\x07\x1b[0m\x85", ["a\tb  [0m"]),
        ("a\0\udc80", ["a\ufffd\ufffd"]),
        ("a\u2028b", ["a\u2028b"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_lines_are_cleaned(text: str, lines: list[str]) -> None:
    assert typed_lines(text) == lines


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("# a", "\\# a"),
        ("#a", "#a"),
        ("  ## a", "  \\## a"),
        ("> a", "\\> a"),
        ("- a", "\\- a"),
        ("-a", "-a"),
        ("-[ ] a", "\\-[ ] a"),
        ("+", "\\+"),
        ("12. a", "12\\. a"),
        ("12.5 a", "12.5 a"),
        ("3) a", "3\\) a"),
        ("===", "\\==="),
        ("---", "\\---"),
        ("* * *", "\\* * *"),
        ("**a** b", "**a** b"),
        ("```sh", "\\```sh"),
        ("``a``", "``a``"),
        ("~~~", "\\~~~"),
        ("<!-- a", "\\<!-- a"),
        ("<<<<<<< a", "\\<<<<<<< a"),
        ("| a | b |", "\\| a | b |"),
        ("--- | ---", "\\--- | ---"),
        (":-: | -", "\\:-: | -"),
        ("", ""),
        ("a", "a"),
    ],
)
def test_a_line_becomes_words(line: str, words: str) -> None:
    assert as_words(line) == words


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("a", [["a"]]),
        ("# a\nb", [["# a", "b"]]),
        ("a\n# b", [["a", "# b"], ["a", "\\# b"]]),
        ("", []),
    ],
)
def test_the_plain_way_comes_first(text: str, ways: list[list[str]]) -> None:
    assert list(ways_to_write(text)) == ways


@pytest.mark.parametrize(
    ("level", "lines"),
    [
        (0, ["# a: Why: b", "- Decision: c"]),
        (1, ["# a: Why: b", "\\- Decision: c"]),
        (2, ["\\# a: Why: b", "\\- Decision: c"]),
    ],
)
def test_each_level_is_surer(level: int, lines: list[str]) -> None:
    assert written("# a: Why: b\n- Decision: c", level) == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Decision: a. Rationale: b", "Decision\\: a. Rationale\\: b"),
        ("决定：a", "决定\\：a"),
        ("**Evidence** - a", "**Evidence** - a"),
    ],
)
def test_at_the_last_level_no_words_are_labels(text: str, line: str) -> None:
    assert written(text, 2) == [line]


def test_further_lines_get_a_margin() -> None:
    assert indented(["a", "", " b"], "  ", "\r\n") == "a\r\n\r\n   b"
    assert indented(["a", "", "b"], ">   ", "\n") == "a\n>\n>   b"


def test_code_is_kept_to_the_character() -> None:
    lines = verbatim_lines("\n\n  $ a\t\x1b[1m \n\n\tb\0\n \n")

    assert lines == ["  $ a\t\x1b[1m ", "", "\tb\ufffd"]
    assert as_code(lines, "  ", "\n") == "\n        $ a\t\x1b[1m \n\n      \tb\ufffd"
    assert as_code(["a"], "> ", "\n") == ">\n>     a"
    assert verbatim_lines(" \n") == []


def test_one_line_is_left() -> None:
    assert on_one_line(" a\n\n  b ") == "a b"


@pytest.mark.parametrize(
    ("text", "offset", "newline"),
    [
        ("a\r\nb\n", 0, "\r\n"),
        ("a\r\nb\n", 3, "\n"),
        ("a\r\nb", 4, "\r\n"),
        ("a", 0, "\n"),
        ("a\r\nb\r\n\nc", 8, "\n"),
    ],
)
def test_a_new_line_ends_as_those_around_it(text: str, offset: int, newline: str) -> None:
    assert newline_near(Document.parse(text), offset) == newline
