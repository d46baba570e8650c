"""What a stream can show decides how a report looks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

import pytest

from milepost.cli.output import Output, style_of
from milepost.report.style import PLAIN_WIDTH, Style

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stream(io.TextIOWrapper):
    """A stream that may claim to be a terminal."""

    def __init__(self, *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


@pytest.mark.parametrize(
    ("terminal", "environment", "color"),
    [
        (True, {}, True),
        (True, {"TERM": "xterm"}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (False, {}, False),
        (False, {"TERM": "xterm"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
        (True, {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    terminal: bool, environment: Mapping[str, str], color: bool
) -> None:
    assert style_of(Stream(terminal=terminal), environment).color is color


@pytest.mark.parametrize(
    ("encoding", "unicode"),
    [("utf-8", True), ("utf-16", True), ("ascii", False), ("latin-1", False), ("cp1252", False)],
)
def test_own_characters_are_used_where_they_can_be_encoded(encoding: str, unicode: bool) -> None:
    assert style_of(Stream(encoding=encoding), {}).unicode is unicode


def test_a_stream_without_an_encoding_gets_ascii() -> None:
    assert style_of(io.StringIO(), {}).unicode is False


@pytest.mark.parametrize(
    ("terminal", "environment", "width"),
    [
        (False, {}, PLAIN_WIDTH),
        (False, {"COLUMNS": "60"}, PLAIN_WIDTH),
        (True, {"COLUMNS": "60"}, 60),
        (True, {"COLUMNS": "5"}, 40),
        (True, {"COLUMNS": "many"}, PLAIN_WIDTH),
        (True, {"COLUMNS": "-5"}, PLAIN_WIDTH),
        (True, {}, PLAIN_WIDTH),
    ],
)
def test_width_is_the_terminals(terminal: bool, environment: Mapping[str, str], width: int) -> None:
    style = style_of(Stream(terminal=terminal), environment)

    assert (style.width, style.wraps) == (width, terminal)


def output(results: TextIO, remarks: TextIO) -> Output:
    return Output(results, remarks, Style())


def test_results_and_remarks_go_their_own_ways() -> None:
    results, remarks = Stream(), Stream()

    output(results, remarks).show("日本\nlines")
    output(results, remarks).tell("One.", "Two\x1b[2J\nThree.")

    assert results.written() == "日本\nlines\n".encode()
    assert remarks.written() == b"One.\nTwo\\x1b[2J\\x0aThree.\n"


def test_what_cannot_be_encoded_becomes_a_question_mark() -> None:
    results = Stream(encoding="ascii")

    output(results, Stream()).show("日 café \udce9")

    assert results.written() == b"? caf? ?\n"
