"""The carets stand below what is meant, whatever the line holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.report.cells import cell_width
from milepost.report.excerpt import cut_excerpt
from milepost.text import LineIndex, Span


def excerpt(text: str, span: Span, columns: int = 40) -> tuple[int, str, str]:
    cut = cut_excerpt(text, LineIndex(text), span, columns)
    return cut.row, cut.source, cut.mark


def find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


LONG = "word " * 40 + "as needed " + "word " * 40


@pytest.mark.parametrize(
    ("text", "part", "row", "source", "mark"),
    [
        ("plain line", "line", 1, "plain line", "      ^^^^"),
        ("one\ntwo\nthree", "two", 2, "two", "^^^"),
        ("one\r\ntwo\r\n", "two", 2, "two", "^^^"),
        ("one\rtwo\r", "two", 2, "two", "^^^"),
        ("日本語 as needed", "as needed", 1, "日本語 as needed", "       ^^^^^^^^^"),
        ("前 日本 後", "日本", 1, "前 日本 後", "   ^^^^"),
        ("e\u0301 as", "as", 1, "e\u0301 as", "  ^^"),
        ("\tas needed", "as", 1, "    as needed", "    ^^"),
        ("x\x1b[31m red", "red", 1, "x\\x1b[31m red", "          ^^^"),
        ("a\u202eb", "\u202e", 1, "a\\u202eb", " ^^^^^^"),
        ("a\n\nb", "\n\nb", 1, "a", " ^ to line 3"),
        ("first\nsecond\nthird", "first\nsecond", 1, "first", "^^^^^ to line 2"),
    ],
)
def test_carets_stand_below_the_span(
    text: str, part: str, row: int, source: str, mark: str
) -> None:
    assert excerpt(text, find(text, part)) == (row, source, mark)


@pytest.mark.parametrize(
    ("text", "offset", "row", "mark"),
    [("", 0, 1, "^"), ("abc", 3, 1, "   ^"), ("abc\n", 4, 2, "^"), ("a\r\nb", 2, 1, " ^")],
)
def test_an_empty_span_has_one_caret(text: str, offset: int, row: int, mark: str) -> None:
    shown = excerpt(text, Span(offset, offset))

    assert (shown[0], shown[2]) == (row, mark)


@pytest.mark.parametrize(
    ("text", "span", "source", "mark"),
    [
        pytest.param(
            LONG,
            find(LONG, "as needed"),
            "…d word word as needed word word word w…",
            "             ^^^^^^^^^",
            id="middle",
        ),
        pytest.param(
            "as needed " + LONG,
            Span(0, 9),
            "as needed word word word word word word…",
            "^^^^^^^^^",
            id="beginning",
        ),
        pytest.param(
            LONG + "here",
            find(LONG + "here", "here"),
            "…word word word word word word word here",
            "                                    ^^^^",
            id="end",
        ),
        pytest.param(
            "x " + "日" * 100,
            Span(2, 102),
            "x 日日日日日日日日日日日日日日日日日日…",
            "  " + "^" * 37,
            id="span longer than the room",
        ),
        pytest.param(
            "a" * 400,
            Span(200, 400),
            "…" + "a" * 12 + "a" * 26 + "…",
            " " * 13 + "^" * 27,
            id="long before and long inside",
        ),
    ],
)
def test_a_long_line_shows_what_stands_around_the_span(
    text: str, span: Span, source: str, mark: str
) -> None:
    assert excerpt(text, span) == (1, source, mark)


def test_a_long_span_without_width_ends_in_an_ellipsis() -> None:
    text = "x" + "\u0301" * 1000

    row, source, mark = excerpt(text, Span(0, 1001), 10)

    assert (row, mark) == (1, "^")
    assert source.endswith("…")


def test_a_line_of_ten_million_characters_is_cut_at_once() -> None:
    text = "word " * 2_000_000

    _, source, _ = excerpt(text, Span(5_000_000, 5_000_004))

    assert cell_width(source) <= 41


@given(st.text("a日\t\x1b\n\r e\u0301🚀", max_size=60), st.data())
def test_neither_row_is_wider_than_its_room(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    row, source, mark = excerpt(text, Span(start, end), 30)

    assert row == LineIndex(text).line_of(start) + 1
    assert cell_width(source) <= 31
    assert mark.startswith((" ", "^"))
    assert cell_width(mark.partition(" to line")[0]) <= 31
