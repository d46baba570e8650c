"""Comments that close a text are told from its words."""

from __future__ import annotations

import time

import pytest

from milepost.plan.comments import SWITCH, end_before_comments


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "a"),
        ("a  ", "a  "),
        ("a <!-- b -->", "a"),
        ("a <!-- b --> \t", "a"),
        ("a <!-- b --> <!-- c -->", "a"),
        ("a<!-- b -->", "a"),
        ("<!-- b -->", ""),
        ("a <!-- b --> c ", "a <!-- b --> c "),
        ("a --> ", "a --> "),
        ("a --> <!-- b -->", "a -->"),
    ],
)
def test_words_end_before_closing_comments(text: str, words: str) -> None:
    assert text[: end_before_comments(text, 0, len(text))] == words


def test_comments_of_others_stay_when_only_ours_are_meant() -> None:
    text = "a <!-- b --> <!-- milepost-x -->"

    assert text[: end_before_comments(text, 0, len(text), SWITCH)] == "a <!-- b -->"


def test_nothing_outside_the_given_place_is_looked_at() -> None:
    assert end_before_comments("<!-- a -->", 5, 10) == 10


@pytest.mark.parametrize("text", ["<!--" * 50_000 + "-->", "<!---->" * 50_000, "-->" * 50_000])
def test_long_text_is_read_in_no_time(text: str) -> None:
    start = time.process_time()

    end_before_comments(text, 0, len(text))

    assert time.process_time() - start < 1
