"""Putting an exact text in place of another."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.replacing import put_span
from milepost.text import EditSet, Span

PLAN = "# Plan\r\n\r\n## A\r\n\r\none \x0c\u2028\ttwo  \nthree\r\n\r\n## B\r\n\r\n- [ ] item\r\n"


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two", "2"),
        ("three", "three\r\nfour"),
        ("three", "three\nfour"),
        ("one \x0c\u2028\ttwo  \nthree", "one \x0c\u2028\ttwo  \nthree!"),
        ("## A\r\n\r\none", "## A\r\n\r\n### Deeper\r\n\r\none"),
        ("- [ ] item", "- [ ] item\r\n- [ ] other"),
        ("- [ ] item", ""),
    ],
)
def test_nothing_but_the_text_changes(old: str, new: str) -> None:
    document = Document.parse(PLAN)
    edits = put_span(document, span_of(PLAN, old), new)

    assert edits is not None
    assert edits.apply(PLAN) == PLAN.replace(old, new)


def test_same_text_makes_no_edits() -> None:
    assert put_span(Document.parse(PLAN), span_of(PLAN, "three"), "three") == EditSet()


@pytest.mark.parametrize("text", ["```", "<!--", "three\r\n\r\n```sh"])
def test_text_that_swallows_what_follows_is_refused(text: str) -> None:
    assert put_span(Document.parse(PLAN), span_of(PLAN, "three"), text) is None


def test_only_what_differs_is_edited() -> None:
    edits = put_span(
        Document.parse(PLAN), span_of(PLAN, "one \x0c\u2028\ttwo  \nthree"),
        "one \x0c\u2028\ttwo  \nthrees",
    )  # fmt: skip

    assert edits is not None
    assert [edit.text for edit in edits.edits] == ["s"]
