"""A comment goes without a trace, or stays where something hangs on it."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.comments import remove_codes, remove_comment
from milepost.text import Span

C = "<!-- c -->"


def spans_of(text: str, *words: str) -> list[Span]:
    return [Span(text.index(word), text.index(word) + len(word)) for word in words]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # On lines of its own
        (f"{C}\n\na\n", "a\n"),
        (f"{C}\na\n", "a\n"),
        (f"a\n\n{C}\n\nb\n", "a\n\nb\n"),
        (f"a\n\n{C}\nb\n", "a\n\nb\n"),
        (f"a\n{C}\n\nb\n", "a\n\nb\n"),
        (f"a\n{C}\nb\n", "a\n\nb\n"),
        (f"a\n{C}\n---\n", "a\n\n---\n"),
        (f"a\n\n{C}\n", "a\n"),
        (f"a\n\n{C}", "a\n"),
        (f"a\n{C}\n", "a\n"),
        (f"a\n{C}", "a\n"),
        (f"a\n\n{C}\n\n\n", "a\n\n\n"),
        (C, ""),
        (f"a\r\n\r\n{C}\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
        ("a\n\n<!-- c\nd -->\n\nb\n", "a\n\nb\n"),
        (f"- a\n  {C}\n  b\n", "- a\n\n  b\n"),
        (f"- a\n\n  {C}\n\n- b\n", "- a\n\n- b\n"),
        (f"a\n\n{C}\n\n---\n", "a\n\n---\n"),
        # Within a text
        (f"a {C}\nb\n", "a\nb\n"),
        (f"a {C}  \nb\n", "a  \nb\n"),
        (f"a {C} b\n", "a b\n"),
        (f"a {C}, b\n", "a , b\n"),
        (f"a{C} b\n", "a b\n"),
        (f"# a {C}\n", "# a\n"),
        (f"| a {C} |\n|---|\n", "| a |\n|---|\n"),
        ("a <!-- c\nd --> b\n", "a b\n"),
        (f"a\n     {C}\nb\n", "a\nb\n"),
        (f"- [ ] a {C}\n", "- [ ] a\n"),
    ],
)
def test_comment_is_removed(before: str, after: str) -> None:
    start = before.index("<!--")
    edits = remove_comment(Document.parse(before), Span(start, before.index("-->") + 3))

    assert edits is not None
    assert edits.apply(before) == after


@pytest.mark.parametrize(
    "text",
    [
        f"- a\n\n{C}\n\n    code\n",
        f"- a\n{C}\n  b\n",
        f"{C}\n---\ntitle: a\n---\n",
        f"---\ntitle: a\n---\n{C}\n```md\n# T\n```\n",
        f"{C} a\n",
        f"- {C}\n\n  a\n",
        f"<div>\n{C}\n</div>\n",
        f"> {C}\n",
        f"a{C}b\n",
        f"- a\n  --- {C}\n",
        f"a\n    {C} - b\n",
        f"# {C} a\n",
        f"| {C} |\n|---|\n",
        f"a\r{C}\nb",
        f"a\r{C}\r\n\nb",
    ],
)
def test_comment_stays_where_something_may_hang_on_it(text: str) -> None:
    start = text.index("<!--")

    assert remove_comment(Document.parse(text), Span(start, start + len(C))) is None


@pytest.mark.parametrize(
    ("unwanted", "after"),
    [
        ("A", "x BB, CC  DD y"),
        ("B", "x AA, CC  DD y"),
        ("C", "x AA,BB  DD y"),
        ("D", "x AA,BB, CC y"),
        ("AB", "x CC  DD y"),
        ("CD", "x AA,BB y"),
        ("AD", "x BB, CC y"),
        ("BC", "x AA  DD y"),
        ("ABD", "x CC y"),
        ("", "x AA,BB, CC  DD y"),
    ],
)
def test_codes_go_with_what_separates_them(unwanted: str, after: str) -> None:
    text = "x AA,BB, CC  DD y"
    codes = spans_of(text, "AA", "BB", "CC", "DD")

    edits = remove_codes(codes, {code for code in codes if text[code.start] in unwanted})

    assert edits.apply(text) == after
