"""The lines of an editor, with the exact text behind them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.tui.exact_document import ExactDocument, WrappedLines

ODD = "a\r\nb\nc\rd\x0be\x0cf\x85g\u2028h\u2029i\x1b[31m\tj  \n\n"
TEXTS = st.text(
    st.sampled_from("ab \t\r\n\x0b\x0c\x1b\x85\u2028\u2029\u202e漢é\u0301👩\u200d🔧-*1.[]")
)


@given(TEXTS)
def test_text_is_kept_to_the_byte(text: str) -> None:
    assert ExactDocument(text).text == text


@given(TEXTS)
def test_lines_end_where_the_plan_says_they_do(text: str) -> None:
    document = ExactDocument(text)

    assert list(document.exact_lines) == re.split(r"\r\n|\r|\n", text)
    assert document.line_count == len(document.exact_lines)


@given(TEXTS)
def test_shown_lines_have_a_safe_character_for_each(text: str) -> None:
    document = ExactDocument(text)

    for exact, shown in zip(document.exact_lines, document.lines, strict=True):
        assert len(shown) == len(exact)
        assert shown.replace("\t", "").isprintable()


@given(st.data(), TEXTS, TEXTS)
def test_replacing_a_range_touches_nothing_else(data: st.DataObject, text: str, new: str) -> None:
    document = ExactDocument(text)
    rows = st.integers(0, document.line_count - 1)
    places = []
    for _ in range(2):
        row = data.draw(rows)
        places.append((row, data.draw(st.integers(0, len(document.exact_lines[row])))))
    start, end = sorted(places)
    head = document.get_text_range((0, 0), start)
    removed = document.get_text_range(start, end)
    tail = text[len(head) + len(removed) :]

    result = document.replace_range(places[1], places[0], new)

    assert result.replaced_text == removed
    assert document.text == f"{head}{new}{tail}"
    if not (head.endswith("\r") or new.endswith("\r")):  # Else a CR and an LF may have met.
        assert document.get_text_range(start, result.end_location) == new


def test_places_below_the_end_mean_the_end() -> None:
    document = ExactDocument("one\r\ntwo")

    assert document.get_text_range((1, 0), (9, 0)) == "two"
    assert document.replace_range((0, 3), (2, 0), "").replaced_text == "\r\ntwo"
    assert document.text == "one"


@pytest.mark.parametrize(
    ("text", "row", "end"),
    [("a\r\nb", 0, "\r\n"), ("a\r\nb", 1, "\r\n"), ("a\nb\r\nc", 1, "\r\n"), ("a", 0, "?")],
)
def test_new_lines_end_as_their_neighbour(text: str, row: int, end: str) -> None:
    assert ExactDocument(text).end_near(row, "?") == end


def test_odd_text_shows_as_it_stands() -> None:
    assert ExactDocument(ODD).lines == ["a", "b", "c", "d␋e␌f␤g␤h␤i␛[31m\tj  ", "", ""]


def test_rows_are_the_parts_of_lines() -> None:
    document = ExactDocument("one two three\n\nfour")
    rows = WrappedLines(document)
    rows.wrap(8)

    found = [rows.row(number) for number in range(rows.height)]

    assert [(each[0], document.lines[each[0]][each[1] : each[2]]) for each in found if each] == [
        (0, "one two "), (0, "three"), (1, ""), (2, "four"),
    ]  # fmt: skip
    assert rows.row(-1) is None
    assert rows.row(rows.height) is None
