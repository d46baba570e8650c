from __future__ import annotations

import pytest

from milepost.text import Span
from milepost.tui.matches import Search, find_matches

TEXT = "The hose, the\nHose and **the** `hose`."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("   ", []),
        ("hose", ["hose", "Hose", "hose"]),
        ("Hose", ["Hose"]),
        ("the hose", ["The hose", "the\nHose", "the** `hose"]),
        ("HOSE", []),
        (".", ["."]),
        ("**", ["**", "**"]),
    ],
)
def test_words_are_found_as_a_reader_means_them(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find_matches(TEXT, words)] == found


@pytest.mark.parametrize(
    ("offset", "at_or_after", "after", "before"),
    [(0, 4, 4, 32), (4, 4, 14, 32), (5, 14, 14, 4), (32, 32, 4, 14), (40, 4, 4, 32)],
)
def test_a_search_goes_round(offset: int, at_or_after: int, after: int, before: int) -> None:
    search = Search.of(TEXT, "hose")

    assert _start(search.at_or_after(offset)) == at_or_after
    assert _start(search.after(offset)) == after
    assert _start(search.before(offset)) == before


def test_a_search_without_matches_is_nowhere() -> None:
    search = Search.of(TEXT, "zebra")

    assert search.span is None
    assert search.at_or_after(0).span is None
    assert search.before(0).span is None


def _start(search: Search) -> int:
    span = search.span
    assert isinstance(span, Span)
    return span.start
