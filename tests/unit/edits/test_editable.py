"""What is edited when the cursor is somewhere."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.editable import editable_at, editable_item, editable_section

PLAN = """\
Words before the first heading.

# Tend the bees

Why and how.

## Progress

- [x] (2026-03-03 08:10Z) Build the hive
  out of cedar.
  - [ ] Nested step
- [ ] A long step whose wording goes on well beyond what a heading can show

## Decision Log

- Decision: cedar.
  Rationale: it lasts.

  More on that.

Loose words.

```sh
make hive
```

## Empty

## Last

End.
"""


def cut(document: Document, words: str) -> str | None:
    found = editable_at(document, document.text.index(words))
    return None if found is None else found.span.cut(document.text)


@pytest.mark.parametrize(
    ("words", "edited"),
    [
        ("Words before", "Words before the first heading."),
        ("Why and", "Why and how."),
        ("Build the", "- [x] (2026-03-03 08:10Z) Build the hive\n  out of cedar."),
        ("out of", "- [x] (2026-03-03 08:10Z) Build the hive\n  out of cedar."),
        ("Nested", "  - [ ] Nested step"),
        ("Rationale", "- Decision: cedar.\n  Rationale: it lasts.\n\n  More on that."),
        ("More on", "- Decision: cedar.\n  Rationale: it lasts.\n\n  More on that."),
        ("Loose", "Loose words."),
        ("make hive", "```sh\nmake hive\n```"),
        ("## Empty", "## Empty"),
        ("## Last", "## Last\n\nEnd."),
        ("# Tend", "# Tend the bees\n\nWhy and how."),
        ("\n\n## Last", "## Empty"),
    ],
)
def test_edited_is_what_the_cursor_is_on(words: str, edited: str) -> None:
    assert cut(Document.parse(PLAN), words) == edited


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: x\n---\n"])
def test_nothing_is_edited_where_there_is_no_text(text: str) -> None:
    assert editable_at(Document.parse(text), 0) is None


def test_section_reaches_to_its_first_sub_heading() -> None:
    document = Document.parse("## A\n\nOwn.\n\n### B\n\nOther.\n")
    found = editable_section(document, document.plan.sections[0])

    assert found.span.cut(document.text) == "## A\n\nOwn."
    assert found.within.cut(document.text) == "## A\n\nOwn.\n\n"
    assert found.name == "A"


def test_underlined_heading_is_part_of_its_section() -> None:
    document = Document.parse("A\n===\n\nOwn.\n")

    for words in ("A\n", "==="):
        assert cut(document, words) == "A\n===\n\nOwn."


def test_item_is_called_by_its_words() -> None:
    document = Document.parse(PLAN)

    names = [editable_item(document, item).name for item in document.plan.items]

    assert names == [
        "“Build the hive out of cedar.”",
        "“Nested step”",
        "“A long step whose wording goes on well…”",
    ]


def test_item_before_the_first_heading_has_no_section() -> None:
    document = Document.parse("- [ ] Alone\n")

    assert editable_item(document, document.plan.items[0]).section is None


def test_text_before_the_first_heading_is_called_so() -> None:
    found = editable_at(Document.parse(PLAN), 0)

    assert found is not None
    assert found.name == "the text before the first heading"


def test_list_item_that_is_no_block_of_its_own_is_taken_whole() -> None:
    document = Document.parse("- one\n\n  two\n\n- three\n\nwords\n")

    assert cut(document, "two") == "- one\n\n  two"
    assert cut(document, "words") == "words"


def test_setext_like_rule_below_words() -> None:
    document = Document.parse("words\n\n---\n\nmore\n")

    assert cut(document, "---") == "---"
