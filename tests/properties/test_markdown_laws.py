"""Asking a line only for what it can begin finds what asking it for everything finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from milepost.parse.markdown import tokenize
from support.corpus import corpus_plans, needs_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

PIECES = (
    "text", "a | b", "- ", "* ", "+ ", "-", "1. ", "2) ", "10. ", "007", "> ", ">", "# ", "###### ",
    "#", "####### ", "```", "````", "~~~", "`code`", "<div>", "<!-- a", "-->", "<b>", "<", "</p>",
    "---", "***", "_ _ _", "_it_", "**bold**", "===", "-- ", "| - | - |", "|---", "--|--", "| a |",
    "[x]: done", "[x] ", "\\", "\\# no", "+1", "-1", "(2026-01-01)", "é", "、", "&amp;", "!",
)  # fmt: skip
INDENTS = ("", "", "", " ", "   ", "    ", "     ", "\t", " \t", "        ")

lines = st.builds(
    lambda indent, pieces, tail: indent + "".join(pieces) + tail,
    st.sampled_from(INDENTS),
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.sampled_from(("", "", " ", "  ", "\t")),
)
texts = st.builds(lambda rows, end: "\n".join(rows) + end, st.lists(lines, max_size=12),
                  st.sampled_from(("", "\n")))  # fmt: skip
noise = st.text(st.sampled_from("ab1 \t\n\n-*+_>#`~<|=:.)[]\\"), max_size=60)


def asked_for_everything(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")
    parser.core.ruler.enableOnly(["block"])
    parser.block.ruler.disable("reference")
    return parser.parse(text)


def facts(tokens: Sequence[Token]) -> Iterator[tuple[object, ...]]:
    """What is known of each token; the three of a paragraph are one."""
    skipped = 0
    for index, token in enumerate(tokens):
        if skipped:
            skipped -= 1
            continue
        kind, content = token.type, token.content
        if kind == "paragraph_open":
            kind, content, skipped = "paragraph", tokens[index + 1].content, 2
        yield kind, token.level, token.map, token.markup, token.info, content, token.tag


@given(st.one_of(texts, noise))
@example("- one\n- two\nthree\n  - four\n\n      five\n")
@example("> quoted\nlazy\n    lazy still\n- no more\n")
@example("text\n2. no list\n1. a list\n")
@example("text\n-\n")
@example("- text\n===\n")
@example("a | b\n--|--\nc\n# d\n")
def test_any_text(text: str) -> None:
    assert list(facts(tokenize(text))) == list(facts(asked_for_everything(text)))


@needs_corpus
@pytest.mark.parametrize("path", corpus_plans(), ids=lambda path: path.name)
def test_every_plan_of_the_corpus(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\0", " ")
    assert list(facts(tokenize(text))) == list(facts(asked_for_everything(text)))
