from __future__ import annotations

import threading

import pytest

from milepost.parse.markdown import read_blocks
from milepost.plan.model import Block, BlockKind
from milepost.text import LineIndex, Span

HEADING = BlockKind.HEADING
PARAGRAPH = BlockKind.PARAGRAPH
FENCE = BlockKind.FENCE
CODE = BlockKind.INDENTED_CODE
HTML = BlockKind.HTML
TABLE = BlockKind.TABLE
RULE = BlockKind.RULE


def blocks_of(text: str) -> list[Block]:
    lines = LineIndex(text)
    return list(read_blocks(text, lines, range(len(lines))))


def cuts(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.cut(text)) for block in blocks_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("a\nb\n\nc", [(PARAGRAPH, "a\nb"), (PARAGRAPH, "c")]),
        ("a  \nb\\\nc\n", [(PARAGRAPH, "a  \nb\\\nc")]),
        ("# a\nb", [(HEADING, "# a"), (PARAGRAPH, "b")]),
        ("  ## a ##  \n", [(HEADING, "## a ##  ")]),
        ("a\nb\n===\n", [(HEADING, "a\nb\n===")]),
        ("a\n---\n", [(HEADING, "a\n---")]),
        ("a\n\n---\n", [(PARAGRAPH, "a"), (RULE, "---")]),
        ("```py\n# a\n```\nb", [(FENCE, "```py\n# a\n```"), (PARAGRAPH, "b")]),
        ("```\na\n\n\n", [(FENCE, "```\na")]),
        ("    a\n\n    b\n\nc", [(CODE, "    a\n\n    b"), (PARAGRAPH, "c")]),
        ("<!-- a\n# b\n-->\nc", [(HTML, "<!-- a\n# b\n-->"), (PARAGRAPH, "c")]),
        ("| a |\n|---|\n| b |\n\nc", [(TABLE, "| a |\n|---|\n| b |"), (PARAGRAPH, "c")]),
        ("| a |\n|---|\n", [(TABLE, "| a |\n|---|")]),
        ("[x]: done\n", [(PARAGRAPH, "[x]: done")]),
        ("- a\n- b\n", [(PARAGRAPH, "a"), (PARAGRAPH, "b")]),
        ("-\ta\n", [(PARAGRAPH, "a")]),
        ("1. a\n\n   b\n", [(PARAGRAPH, "a"), (PARAGRAPH, "b")]),
        ("- ```\n  a\n  ```\n", [(FENCE, "```\n  a\n  ```")]),
        ("-     a\n", [(CODE, "    a")]),
        ("- <div>\n", [(HTML, "<div>")]),
        ("1. | a |\n   |---|\n", [(TABLE, "| a |\n   |---|")]),
        ("- ---\n", [(RULE, "- ---")]),
        ("> a\n> b\n", [(PARAGRAPH, "a\n> b")]),
        ("> ```\n> a\n> ```\n", [(FENCE, "```\n> a\n> ```")]),
        ("> - # a\n", [(HEADING, "# a")]),
        ("a\r\nb\r\n\r\n# c\r\n", [(PARAGRAPH, "a\r\nb"), (HEADING, "# c")]),
        ("# a\r# b\r", [(HEADING, "# a"), (HEADING, "# b")]),
        ("\ufeff# a", [(PARAGRAPH, "\ufeff# a")]),
        ("a\u2028# b\n", [(PARAGRAPH, "a\u2028# b")]),
    ],
)
def test_blocks_have_exact_spans(text: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert cuts(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", ["a", "b"]),
        ("  a  \n\t\tb\n", ["a", "b"]),
        ("- a\n\t\tfoo\n", ["a", "foo"]),
        ("> a\n>   b\nc\n", ["a", "b", "c"]),
        ("> - a\n>\tb\n", ["a", "b"]),
        ("# a\n", ["a"]),
        ("## a b ##\n", ["a b"]),
        ("# a#\n", ["a#"]),
        ("# C# #\n", ["C#"]),
        ("# # #\n", ["#"]),
        ("# a #b\n", ["a #b"]),
        ("#\n", [""]),
        ("## ##\n", [""]),
        ("a\nb\n===\n", ["a", "b"]),
        ("\0a\0\nb", ["\0a\0", "b"]),
        ("\xa0\nb\n", ["", "b"]),
        ("\f\nb\n\v\n", ["", "b", ""]),
        ("\u3000a\u3000\n\u2003b", ["a", "b"]),
        ("# \xa0a\xa0 #\n", ["a"]),
        ("\ud800\n", ["\ud800"]),
    ],
)
def test_lines_leave_out_marks_and_white_space(text: str, lines: list[str]) -> None:
    (block,) = blocks_of(text)

    assert [line.cut(text) for line in block.lines] == lines


@pytest.mark.parametrize(
    ("text", "level"), [("# a", 1), ("###### a", 6), ("a\n===", 1), ("a\n---", 2), ("####### a", 0)]
)
def test_headings_have_levels(text: str, level: int) -> None:
    assert [block.level for block in blocks_of(text)] == [level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [(0, False, False)]),
        ("- a\n\n  b\n", [(1, True, False), (1, False, False)]),
        ("- a\n  - b\n- c\n", [(1, True, False), (2, True, False), (1, True, False)]),
        ("- - a\n", [(2, True, False)]),
        ("-\n  a\n", [(1, True, False)]),
        ("-\n\na\n", [(0, False, False)]),
        ("> a\n\nb\n", [(0, False, True), (0, False, False)]),
        ("> 1. a\n", [(1, True, True)]),
        ("- > a\n", [(1, True, True)]),
        ("> > a\n>\n> b\n", [(0, False, True), (0, False, True)]),
    ],
)
def test_blocks_know_the_lists_and_quotes_around_them(
    text: str, expected: list[tuple[int, bool, bool]]
) -> None:
    assert [(each.list_depth, each.leads_item, each.quoted) for each in blocks_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("- a\n- b\n", ["- a", "- a\n- b"]),
        ("- a\n\n  b\n\n\nc", ["- a\n\n  b", "", ""]),
        ("- a\n  - b\n\n- c", ["- a\n  - b", "- a\n  - b", "- a\n  - b\n\n- c"]),
        ("> - a\n>\n> - b\n", ["> - a", "> - a\n>\n> - b"]),
    ],
)
def test_the_first_block_of_an_item_knows_where_the_item_ends(text: str, ends: list[str]) -> None:
    assert [text[: block.item_end] for block in blocks_of(text)] == ends


@pytest.mark.parametrize(
    ("text", "info"),
    [
        ("```\n```", ""),
        ("``` py title \n```", "py title"),
        ("~~~md\n~~~", "md"),
        ("- ````sh\n  ````", "sh"),
        ("```\xa0a\0b\n```", "a\0b"),
    ],
)
def test_a_fence_has_its_info_as_written(text: str, info: str) -> None:
    assert [block.info for block in blocks_of(text)] == [info]


def test_an_excerpt_is_read_with_the_spans_of_the_whole() -> None:
    text = "# a\n\n- b\n\n# c\n"

    (block,) = read_blocks(text, LineIndex(text), range(2, 3))

    assert block.span == Span(7, 8)
    assert block.item_end == 8


def test_nesting_is_followed_far_deeper_than_people_indent() -> None:
    text = "".join("  " * depth + f"- {depth}\n" for depth in range(25))

    assert [block.list_depth for block in blocks_of(text)] == list(range(1, 26))


def test_threads_read_at_the_same_time() -> None:
    text = "# a\n\n- [ ] b\n  c\n\n> d\n\n| e |\n|---|\n" * 20
    expected = blocks_of(text)
    found: list[list[Block]] = []
    threads = [threading.Thread(target=lambda: found.append(blocks_of(text))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 8
