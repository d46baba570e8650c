"""What holds of every fence that is turned into indented code: nothing else changes."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from milepost.document import Document
from milepost.edits.fences import unfence, unwrap
from milepost.text import EditSet
from support.corpus import corpus_plans, corpus_variants, needs_corpus, some

LINES = (
    "```",
    "```sh",
    "````",
    "~~~",
    " ```",
    "  ```",
    "    ```",
    "- ```",
    "-\t```",
    "> ```",
    "",
    "",
    "   ",
    "text",
    "  text",
    "    text",
    "      text",
    "\ttext",
    "  \t text",
    "\xa0text",
    "- item",
    "  - nested",
    "-",
    "- - twice",
    "-   wide",
    "1. one",
    "10. ten",
    "> quoted",
    "# Heading",
    "---",
    "<div>",
    "<!-- comment",
    "-->",
    "| a |",
    "| - |",
    "```md",
    "## Progress",
)

texts = st.builds(
    lambda lines, newline, end: newline.join(lines) + end,
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("", "\n")),
)


class Leaf(NamedTuple):
    """A token of Markdown, with fences and indented code alike."""

    sort: str
    level: int
    content: str


def leaves_of(text: str) -> list[Leaf]:
    parser = MarkdownIt("commonmark").enable("table")
    return [
        Leaf(
            "code" if token.type in ("fence", "code_block") else token.type,
            token.level,
            token.content,
        )
        for token in parser.parse(text)
    ]


def check_unfencing(text: str) -> None:
    before = Document.parse(text)
    found = [edits for _, edits in unfence(before) if edits is not None]

    after = Document.parse(EditSet.of(each for edits in found for each in edits.edits).apply(text))

    assert leaves_of(after.plan.content.cut(after.text)) == leaves_of(before.plan.content.cut(text))


@given(texts)
def test_code_stays_the_same_and_in_its_place(text: str) -> None:
    check_unfencing(text)


@given(texts)
def test_what_is_indented_is_no_fence_any_more(text: str) -> None:
    before = list(unfence(Document.parse(text)))
    done = [edits for _, edits in before if edits is not None]

    after = EditSet.of(each for edits in done for each in edits.edits).apply(text)

    assert len(list(unfence(Document.parse(after)))) == len(before) - len(done)


@given(texts)
def test_unwrapping_keeps_the_plan(text: str) -> None:
    before = Document.parse(text)

    after = unwrap(before).apply(text)

    assert before.plan.content.cut(text) in after


@needs_corpus
def test_code_in_real_plans_stays_the_same() -> None:
    for path in (*some(corpus_plans(), 4), *corpus_variants()):
        check_unfencing(path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode())
