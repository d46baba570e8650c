from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.fences import close_fence, unfence, unwrap
from milepost.plan.model import NoteKind
from milepost.text import EditSet


def unfenced(text: str) -> str:
    """The text with every fence indented that can be."""
    found = (edits for _, edits in unfence(Document.parse(text)) if edits is not None)
    return EditSet.of(edit for edits in found for edit in edits.edits).apply(text)


def closed(text: str) -> str:
    """The text with its first unclosed fence closed."""
    document = Document.parse(text)
    note = next(note for note in document.notes if note.kind is NoteKind.UNCLOSED_FENCE)
    return close_fence(document, note).apply(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```md\n## Progress\n```", "## Progress\n"),
        ("\n```md\n## Progress\n", "\n## Progress\n"),
        (
            "---\na: b\n---\n~~~md\r\n## Progress\r\n~~~ \r\n\r\nx",
            "---\na: b\n---\n## Progress\r\n\r\nx",
        ),
        ("## Progress\n", "## Progress\n"),
    ],
    ids=["closed", "unclosed", "surrounded", "none"],
)
def test_unwrapping_takes_two_lines_and_nothing_else(text: str, expected: str) -> None:
    assert unwrap(Document.parse(text)).apply(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n```\n", "    a\n"),
        ("a\n```sh\nb\n```\nc\n", "a\n\n    b\n\nc\n"),
        ("a\r\n\r\n~~~\r\nb\r\n\r\n c\r\n~~~", "a\r\n\r\n    b\r\n\r\n     c\r\n"),
        ("  ```\n    a\n b\n  ```\n", "      a\n    b\n"),
        ("```\na\n \t\nb\n```\n", "    a\n     \t\n    b\n"),
        ("```\n\ta\n```\n", "    \ta\n"),
        ("# H\n```\na\n```\n# I\n", "# H\n\n    a\n\n# I\n"),
        ("- a\n  ```\n  b\n  ```\n- c\n", "- a\n\n      b\n\n- c\n"),
        ("10. a\n\n     ```\n     b\n       c\n     ```\n", "10. a\n\n        b\n          c\n"),
        ("- - a\n\n    ```\n    b\n    ```\n", "- - a\n\n        b\n"),
        ("> a\n\n```\nb\n```\n", "> a\n\n    b\n"),
        ("````md\n```\na\n```\n## Progress\n````", "````md\n    a\n\n## Progress\n````"),
        ("- a\n\nb\n\n```\nc\n```\n", "- a\n\nb\n\n    c\n"),
        ("a\r```\nb\r```\nc", "a\r\r    b\r\rc"),
    ],
)
def test_a_fence_becomes_indented_code(text: str, expected: str) -> None:
    assert unfenced(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```\n```\n",
        "```\n\na\n```\n",
        "```\na\n \n```\n",
        "- a\n\n```\nb\n```\n",
        "- a\n  - b\n\n  ```\n  c\n  ```\n",
        "    a\n\n```\nb\n```\n",
        "```\na\n```\n\n    b\n",
        "- ```\n  a\n  ```\n",
        "-\n  ```\n  a\n  ```\n",
        "- - a\n\n  ```\n  b\n  ```\n",
        "-     a\n\n  b\n\n  ```\n  c\n  ```\n",
        "-\n  a\n\n  ```\n  b\n  ```\n",
        "- a\n\n\t```\n\tb\n\t```\n",
        "  ```\n \ta\n  ```\n",
        "1. a\n\n    ```\n    b\n        ```\n",
    ],
)
def test_a_fence_stays_where_four_spaces_cannot_say_the_same(text: str) -> None:
    assert [edits for _, edits in unfence(Document.parse(text))] == [None]


def test_of_two_fences_in_a_row_one_stays() -> None:
    text = "```\na\n```\n\n```\nb\n```\n\nc\n\n```\nd\n```\n"

    assert unfenced(text) == "    a\n\n```\nb\n```\n\nc\n\n    d\n"


@pytest.mark.parametrize("text", ["> ```\n> a\n> ```\n", "```\na\n", "    ```\n    a\n    ```\n"])
def test_quoted_and_unclosed_fences_are_no_matter_of_form(text: str) -> None:
    assert list(unfence(Document.parse(text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\na\n\n## B\n\nc\n", "```sh\na\n```\n\n## B\n\nc\n"),
        ("````\na\n\n## B\n\n```\nc\n", "````\na\n\n## B\n\n```\nc\n````\n"),
        ("~~~~\r\na\r\n", "~~~~\r\na\r\n~~~~\r\n"),
        ("```", "```\n```"),
        ("- a\n\n  ```\n  b\n\nc\n", "- a\n\n  ```\n  b\n  ```\n\nc\n"),
        ("- ```\n  a\n", "- ```\n  a\n  ```\n"),
        ("> ```\n> a\n\nb\n", "> ```\n> a\n> ```\n\nb\n"),
        ("```md\n## Progress\n\n## B\n\n", "```md\n## Progress\n\n## B\n```\n\n"),
        ("```\n# A\n\n# B\n", "```\n# A\n\n# B\n```\n"),
    ],
)
def test_a_fence_is_closed_above_the_next_heading_or_at_its_end(text: str, expected: str) -> None:
    assert closed(text) == expected
    assert not [
        note for note in Document.parse(expected).notes if note.kind is NoteKind.UNCLOSED_FENCE
    ]
