"""Putting an edited text in place of a part of the plan."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.replacing import editable_span, replace_span
from milepost.text import Span

PLAN = (
    "# T\n\nIntro.\n\n## Progress\n\n- [ ] a\n\n"
    "## Plan of Work\n\nOne.\r\nTwo.\n\n### M1\n\n## End\n"
)


def rewritten(title: str, words: str, text: str = PLAN) -> str | None:
    document = Document.parse(text)
    section = next(each for each in document.plan.sections if each.title == title)
    edits = replace_span(document, editable_span(document, section), words)
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("T", "Intro."),
        ("Progress", "- [ ] a"),
        ("Plan of Work", "One.\r\nTwo."),
        ("M1", ""),
        ("End", ""),
    ],
)
def test_a_section_is_given_without_what_is_below_its_headings(title: str, words: str) -> None:
    document = Document.parse(PLAN)
    section = next(each for each in document.plan.sections if each.title == title)
    span = editable_span(document, section)

    assert span.cut(PLAN) == words
    assert not replace_span(document, span, words)


@pytest.mark.parametrize(
    ("title", "words", "old", "new"),
    [
        ("T", "New.\nAnd.", "Intro.", "New.\nAnd."),
        ("Progress", "- [x] b\n- [ ] c", "- [ ] a", "- [x] b\n- [ ] c"),
        ("Plan of Work", "One.\nTwo.\nThree.", "Two.", "Two.\r\nThree."),
        ("Plan of Work", "Two.", "One.\r\nTwo.", "Two."),
        ("Plan of Work", "Zero.\n\nTwo.", "One.\r\nTwo.", "Zero.\r\n\r\nTwo."),
        ("Plan of Work", "One.\n\n## More", "Two.", "\r\n## More"),
        ("Plan of Work", "", "One.\r\nTwo.", ""),
        ("M1", "New.", "### M1\n", "### M1\n\nNew.\n"),
        ("M1", "New.\0", "### M1\n", "### M1\n\nNew.\ufffd\n"),
        ("End", "New.", "## End\n", "## End\n\nNew.\n"),
    ],
)
def test_only_what_differs_changes(title: str, words: str, old: str, new: str) -> None:
    assert rewritten(title, words) == PLAN.replace(old, new)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("T", "```\nx"),
        ("T", "<!-- x"),
        ("T", "## Progress"),
        ("M1", "<<<<<<< a\n=======\n>>>>>>> b"),
        ("End", "```\nx"),
    ],
)
def test_what_would_reach_beyond_is_refused(title: str, words: str) -> None:
    assert rewritten(title, words) is None


def test_an_empty_text_can_be_filled() -> None:
    document = Document.parse("")

    edits = replace_span(document, Span(0, 0), "# T")

    assert edits is not None
    assert edits.apply("") == "# T\n\n"


def test_an_unclosed_fence_can_be_closed() -> None:
    assert rewritten("T", "```\nx\n```", "# T\n\n```\nx\n") == "# T\n\n```\nx\n```\n"
