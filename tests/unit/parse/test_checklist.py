from __future__ import annotations

import time

import pytest

from milepost.document import Document
from milepost.edits.checklist import mend_checkbox
from milepost.parse.words import clean_wording, find_partial
from milepost.plan.model import ChecklistItem, ItemState, NoteKind
from milepost.text import Span

HEAD = "## Progress\n\n"


def items_of(text: str) -> tuple[ChecklistItem, ...]:
    return Document.parse(HEAD + text).plan.items


@pytest.mark.parametrize(
    ("text", "mark", "state", "wording"),
    [
        ("- [ ] a", " ", ItemState.OPEN, "a"),
        ("- [x] a", "x", ItemState.DONE, "a"),
        ("* [X] a", "X", ItemState.DONE, "a"),
        ("+ [~] a", "~", ItemState.OPEN, "a"),
        ("- [!] a", "!", ItemState.OPEN, "a"),
        ("- [-] a", "-", ItemState.OPEN, "a"),
        ("- [✓] a", "✓", ItemState.OPEN, "a"),
        ("1. [ ] a", " ", ItemState.OPEN, "a"),
        ("12) [x] a", "x", ItemState.DONE, "a"),
        ("-\t[ ]\ta", " ", ItemState.OPEN, "a"),
        ("   -   [ ]   a", " ", ItemState.OPEN, "a"),
        ("- [ ]", " ", ItemState.OPEN, ""),
        ("- [x] ", "x", ItemState.DONE, ""),
        ("-\n  [ ] a", " ", ItemState.OPEN, "a"),
        ("- [ ]\n  a\n  b", " ", ItemState.OPEN, "a b"),
        ("- [ ]\r\n  a\r\n", " ", ItemState.OPEN, "a"),
        ("- [ ] a\nb", " ", ItemState.OPEN, "a b"),
        ("> - [x] a\n>   b", "x", ItemState.DONE, "a b"),
        ("- [ ] a <!-- b -->", " ", ItemState.OPEN, "a"),
        ("- [ ] a <!-- b --> <!-- c\n  d -->  ", " ", ItemState.OPEN, "a"),
        ("- [ ] a <!-- b --> c", " ", ItemState.OPEN, "a <!-- b --> c"),
        ("- [ ] a -->", " ", ItemState.OPEN, "a -->"),
        ("- [ ] a `<!-- b -->`", " ", ItemState.OPEN, "a `<!-- b -->`"),
        ("- [ ] <!-- b -->", " ", ItemState.OPEN, ""),
        ("- > [ ] a", " ", ItemState.OPEN, "a"),
        ("- - [ ] a", " ", ItemState.OPEN, "a"),
        ("- [ ] [ ] a", " ", ItemState.OPEN, "[ ] a"),
        (
            "- [ ] a (completed: b; remaining: c)",
            " ",
            ItemState.PARTIAL,
            "a (completed: b; remaining: c)",
        ),
        (
            "- [x] a (completed: b; remaining: c)",
            "x",
            ItemState.DONE,
            "a (completed: b; remaining: c)",
        ),
        ("- [x] (2026-01-02 03:04Z) a", "x", ItemState.DONE, "a"),
        ("- [x] **(2026-01-02)** — a", "x", ItemState.DONE, "a"),
        ("- [x] **2026-01-02: a** b", "x", ItemState.DONE, "**a** b"),
        ("- [x] a\n  (2026-01-02 03:04Z)", "x", ItemState.DONE, "a"),
        ("- [x] M2 (2026-01-02): a", "x", ItemState.DONE, "M2: a"),
        ("- [ ] a\0b\u2028c", " ", ItemState.OPEN, "a\0b c"),
    ],
)
def test_checkboxes_are_items(text: str, mark: str, state: ItemState, wording: str) -> None:
    (item,) = items_of(text)

    assert (item.mark, item.state, item.text) == (mark, state, wording)
    assert item.done is (state is ItemState.DONE)
    assert item.in_progress
    assert item.mark_span.cut(HEAD + text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "[ ] a",
        "- a [ ] b",
        "- [x](link) a",
        "- [x]: a",
        "- [ab] a",
        "- [y] a",
        "- [] a",
        "- [\n] a",
        "- \\[ ] a",
        "- `[ ]` a",
        "-[ ] a",
        "- [^] a",
        "- [{] a",
        "```\n- [ ] a\n```",
        "~~~\n- [ ] a",
        "    - [ ] a",
        "-     - [ ] a",
        "<!--\n- [ ] a\n-->",
        "| - [ ] a |\n|---|",
        "- # [ ] a",
        "- [ ] a\n  ===",
        "paragraph\n2. [ ] a",
    ],
)
def test_what_only_looks_like_a_checkbox_is_no_item(text: str) -> None:
    assert items_of(text) == ()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("- [ ] a\n- [ ] b\n", [("- [ ] a", "- [ ] a", "a"), ("- [ ] b", "- [ ] b", "b")]),
        (
            "- [ ] a\n  b\n\n  c\n\n- d\n",
            [("- [ ] a\n  b\n\n  c", "- [ ] a\n  b\n\n  c", "a\n  b\n\n  c")],
        ),
        (
            "- [ ] a\n  ```\n  b\n  ```\n  c\n",
            [("- [ ] a\n  ```\n  b\n  ```\n  c",) * 2 + ("a\n  ```\n  b\n  ```\n  c",)],
        ),
        (
            "- [ ] a\n  - [ ] b\n    - c\n  d\n",
            [
                ("- [ ] a", "- [ ] a\n  - [ ] b\n    - c\n  d", "a"),
                ("- [ ] b", "- [ ] b\n    - c\n  d", "b"),
            ],
        ),
        ("- [ ]  \n", [("- [ ]  ", "- [ ]  ", " ")]),
        ("- [ ]\r\n  a\r\n", [("- [ ]\r\n  a",) * 2 + ("\r\n  a",)]),
        ("> 1. [ ] a\n>\n", [("1. [ ] a", "1. [ ] a", "a")]),
    ],
)
def test_items_have_exact_spans(text: str, spans: list[tuple[str, str, str]]) -> None:
    whole = HEAD + text

    assert [
        (item.span.cut(whole), item.tree_span.cut(whole), item.text_span.cut(whole))
        for item in items_of(text)
    ] == spans


@pytest.mark.parametrize(
    ("text", "nesting"),
    [
        ("- [ ] a\n  - [ ] b\n    - [ ] c\n- [ ] d\n", [(0, None), (1, 0), (2, 1), (0, None)]),
        ("- a\n  - [ ] b\n", [(0, None)]),
        ("- [ ] a\n  - b\n    - [ ] c\n", [(0, None), (1, 0)]),
        ("- [ ] a\n\n  text\n\n  1. [ ] b\n", [(0, None), (1, 0)]),
        ("- [ ] a\n* [ ] b\n", [(0, None), (0, None)]),
        ("- [ ] a\n<!-- c -->\n- [ ] b\n", [(0, None), (0, None)]),
        ("- [ ] a\n\n\n- [ ] b\n\nc\n\n- [ ] d\n", [(0, None), (0, None), (0, None)]),
        ("- [ ] a\n\n### Part\n\n1. [ ] b\n   + [ ] c\n", [(0, None), (0, None), (1, 1)]),
        ("- [ ] a\n    - [ ] b\n\t- [ ] c\n", [(0, None), (1, 0), (1, 0)]),
    ],
)
def test_items_know_what_they_are_nested_in(
    text: str, nesting: list[tuple[int, int | None]]
) -> None:
    assert [(item.depth, item.parent) for item in items_of(text)] == nesting


def test_items_know_their_section_and_whether_they_count() -> None:
    text = "- [ ] a\n# T\n## Progress\n- [ ] b\n### M1\n- [ ] c\n## Plan of Work\n- [ ] d\n"
    plan = Document.parse(text).plan

    titles = [
        None if item.section is None else plan.sections[item.section].title for item in plan.items
    ]
    assert titles == [None, "Progress", "M1", "Plan of Work"]
    assert [item.in_progress for item in plan.items] == [False, True, True, False]


def test_a_date_in_the_wording_is_a_mention() -> None:
    (item,) = items_of("- [x] Wrote what was agreed on 2026-01-02 in the hall")

    assert item.stamp is None
    assert item.mention is not None


@pytest.mark.parametrize(
    ("text", "headline", "completed", "remaining"),
    [
        ("a (completed: b; remaining: c)", "a", "b", "c"),
        ("a (completed: b; remaining: c).", "a", "b", "c"),
        ("a (Completed: b (1; 2); Remaining: c (3)) d", "a d", "b (1; 2)", "c (3)"),
        ("a (done: b, left: c)", "a", "b", "c"),
        ("a（已完成：b；剩余：c）", "a", "b", "c"),
        ("完了: a 残り: b", "完了: a 残り: b", "a", "b"),
        ("a. Completed: b; remaining: c", "a.", "b", "c"),
        ("a (half; completed: b; remaining: c) d", "a (half) d", "b", "c"),
        ("a (completed: b; remaining: c", "a", "b", "c"),
        ("a (note (completed: b; remaining: c) e", "a (note e", "b", "c"),
        ("a) b (completed: c; remaining: d)", "a) b", "c", "d"),
        ("(2026-01-02) a (completed: b; remaining: c)", "a", "b", "c"),
        ("a\n  (completed: b;\n  remaining: c)", "a", "b", "c"),
    ],
)
def test_the_halves_of_an_item_are_read(
    text: str, headline: str, completed: str, remaining: str
) -> None:
    (item,) = items_of(f"- [ ] {text}")

    assert item.headline == headline
    halves = (item.partial.completed, item.partial.remaining) if item.partial else ("", "")
    assert halves == (completed, remaining)


@pytest.mark.parametrize(
    "text",
    [
        "a (completed: b)",
        "a (remaining: b; completed: c)",
        "a (completed: b) (remaining: c)",
        "undone: b; remaining: c",
        "a (completed b; remaining c)",
    ],
)
def test_half_a_remark_is_none(text: str) -> None:
    assert find_partial(text, Span(0, len(text))) is None


def test_a_remark_has_its_span() -> None:
    text = "a (completed: b; remaining: c) d"

    partial = find_partial(text, Span(0, len(text)))

    assert partial is not None
    assert partial.span.cut(text) == "(completed: b; remaining: c)"


@pytest.mark.parametrize("piece", ["(", "done: ", "(done: ", "left: ", "done: (", ")"])
def test_a_long_wording_is_searched_once(piece: str) -> None:
    text = piece * 100_000
    begun = time.process_time()

    find_partial(text, Span(0, len(text)))

    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- [] a", "- [ ] a"),
        ("- [  ] a", "- [ ] a"),
        ("- [ x ] a", "- [x] a"),
        ("- [\xa0] a", "- [ ] a"),
        ("- [X\t] a", "- [X] a"),
        ("- [ ]\xa0a", "- [ ] a"),
        ("- [x]\u3000\u3000a", "- [x] a"),
        ("- []\xa0a", "- [ ] a"),
        ("- [ ]a", "- [ ] a"),
        ("- [x]a", "- [x] a"),
        ("-[ ] a", "- [ ] a"),
        ("*[x] a", "* [x] a"),
        ("-[] a", "- [ ] a"),
        ("1. [] a", "1. [ ] a"),
    ],
)
def test_what_was_meant_as_a_checkbox_is_noted_and_mended(line: str, mended: str) -> None:
    document = Document.parse(HEAD + line)

    (note,) = document.notes
    assert note.kind is NoteKind.MALFORMED_CHECKBOX
    again = document.edited(mend_checkbox(note))
    assert again.text == HEAD + mended
    assert not again.notes
    assert len(again.plan.items) == 1


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] a",
        "- [x](link)",
        "- [x]: link",
        "- [x][link]",
        "- [xy] a",
        "- a[] b",
        "[] a",
        "x -[ ] a",
        "-[ ]",
        "-[ ]\n",
        "```\n- [] a\n```",
    ],
)
def test_other_brackets_are_not_noted(text: str) -> None:
    assert not Document.parse(HEAD + text).notes or "```" in text


def test_malformed_checkboxes_outside_progress_are_not_noted() -> None:
    assert not Document.parse("- [] a\n\n## Decision Log\n\n- [] b\n").notes
    assert not Document.parse(f"- [] a\n\n{HEAD}a\n\n## Decision Log\n\n- [] b\n").notes


def test_a_wording_is_put_on_one_line() -> None:
    assert clean_wording(" a\r\n\t b  c\u3000") == "a b c"


def test_comment_behind_a_stamp_does_not_hide_it() -> None:
    (item,) = items_of("- [x] a (2026-01-31) <!-- b -->\n")

    assert item.stamp is not None
    assert item.text == "a"
