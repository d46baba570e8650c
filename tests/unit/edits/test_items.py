"""Adding, starting, rewording and deleting items, to the byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from milepost.document import Document
from milepost.edits.items import (
    add_item,
    delete_item,
    edit_item,
    start_item,
    stop_item,
    words_of,
)

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
HEAD = "## Progress\n\n"
LIST = f"{HEAD}- [x] (2026-01-02 03:04Z) a\n- [ ] b\n  more\n  - [ ] c\n- [ ] d"


def added(text: str, words: str, *, done: bool = False, after: int | None = None) -> str | None:
    document = Document.parse(text)
    item = None if after is None else document.plan.items[after]
    edits = add_item(document, words, now=NOW if done else None, after=item)
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- [ ] a", "\n- [ ] new"),
        ("* [X] a", "\n* [ ] new"),
        ("-\t[ ]\ta", "\n-\t[ ]\tnew"),
        ("-  [ ]", "\n-  [ ] new"),
        (" - [ ] a", "\n - [ ] new"),
        ("> - [ ] a", "\n> - [ ] new"),
        ("1. [ ] a", "\n2. [ ] new"),
        ("9) [ ] a", "\n10) [ ] new"),
        ("- [ ] a\n\n- [ ] b", "\n\n- [ ] new"),
        ("> - [ ] a\n>\n> - [ ] b", "\n>\n> - [ ] new"),
        ("- [ ] a\n- plain\n- [ ] b", "\n- [ ] new"),
        ("- [ ] a\n  more\n  - [ ] b", "\n- [ ] new"),
        ("- - [ ] a", "\n  - [ ] new"),
    ],
)
def test_an_item_is_written_as_its_neighbour(text: str, line: str) -> None:
    assert added(HEAD + text, "new") == HEAD + text + line
    assert added(f"{HEAD}{text}\n\n## Next\n", "new") == f"{HEAD}{text}{line}\n\n## Next\n"
    crlf = (HEAD + text).replace("\n", "\r\n")
    assert added(crlf, "new") == crlf + line.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("a\nb", "- [ ] a\n  b"),
        ("a\n\n  b", "- [ ] a\n\n  b"),
        ("a\n- b", "- [ ] a\n  - b"),
        ("# a", "- [ ] # a"),
        ("a\n---", "- [ ] a\n  \\---"),
        ("a\n- [ ] b", "- [ ] a\n  \\- [ ] b"),
        ("a\n---\n- [ ] b", "- [ ] a\n  \\---\n  \\- [ ] b"),
        ("a\n```", "- [ ] a\n  \\```"),
        ("a\n```\nb\n```", "- [ ] a\n  ```\n  b\n  ```"),
        ("(completed: x; remaining: y)", "- [ ] (completed: x; remaining: y)"),
        ("<!-- a", "- [ ] <!-- a"),
        ("[ ] a", "- [ ] [ ] a"),
    ],
)
def test_whatever_the_text_holds_it_is_one_item(words: str, item: str) -> None:
    assert added(f"{LIST}\n\n## Next\n\nx\n", words) == f"{LIST}\n{item}\n\n## Next\n\nx\n"


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("new", "- [x] (2026-03-04 09:30Z) new"),
        ("a\n- [x] b", "- [x] (2026-03-04 09:30Z) a\n  \\- [x] b"),
        ("(2026-01-05 10:00Z) new", "- [x] (2026-01-05 10:00Z) new"),
        ("(2026-01-XX) new", "- [x] (2026-03-04 09:30Z) new"),
        ("a\n---", "- [x] (2026-03-04 09:30Z) a\n  \\---"),
    ],
)
def test_a_done_item_is_stamped(words: str, item: str) -> None:
    assert added(LIST, words, done=True) == f"{LIST}\n{item}"


def test_a_stamp_has_the_form_of_the_others() -> None:
    text = f"{HEAD}- [x] a — 2026-01-02\n- [x] b — 2026-01-03\n"

    assert added(text, "new", done=True) == f"{text}- [x] new — 2026-03-04\n"


@pytest.mark.parametrize(
    ("after", "start", "item"),
    [
        (0, "- [ ] b", "- [ ] new\n"),
        (1, "- [ ] d", "- [ ] new\n"),
        (2, "- [ ] d", "  - [ ] new\n"),
    ],
)
def test_an_item_goes_behind_another_with_all_it_holds(after: int, start: str, item: str) -> None:
    assert added(LIST, "new", after=after) == LIST.replace(start, item + start)


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("One", "- [ ] a\n- [ ] new\n\n### Two\n\n### Three\n\ntext\n"),
        ("Two", "- [ ] a\n\n### Two\n\n- [ ] new\n\n### Three\n\ntext\n"),
        ("Three", "- [ ] a\n\n### Two\n\n### Three\n\ntext\n\n- [ ] new\n"),
    ],
)
def test_an_item_goes_under_a_heading(title: str, after: str) -> None:
    head = f"{HEAD}### One\n\n"
    document = Document.parse(f"{head}- [ ] a\n\n### Two\n\n### Three\n\ntext\n")
    under = next(each for each in document.plan.sections if each.title == title)
    edits = add_item(document, "new", under=under)

    assert edits is not None
    assert edits.apply(document.text) == head + after


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("", "\n\n- [ ] new\n"),
        ("\nNone yet.\n", "\n- [ ] new\n"),
        ("\n- _None yet._\n", "\n- [ ] new\n"),
        ("\n> None yet.\n", "\n> None yet.\n\n- [ ] new\n"),
        ("\n    None yet.\n", "\n    None yet.\n\n- [ ] new\n"),
        ("\nNone yet.\n\nReally.\n", "\nNone yet.\n\nReally.\n\n- [ ] new\n"),
        ("\n### One\n", "\n- [ ] new\n\n### One\n"),
        ("\nRevision note: x\n", "\n- [ ] new\n\nRevision note: x\n"),
    ],
)
def test_the_first_item_takes_the_place_of_nothing(body: str, after: str) -> None:
    before = f"## Progress\n{body}" if body else "## Progress\n"
    expected = f"## Progress\n{after}" if body else f"## Progress{after}"
    assert added(before, "new") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Plan of Work\n\n- [ ] a\n", "new"),
        (LIST, ""),
        (LIST, " \n"),
        (f"{HEAD}```\n", "new"),
        (f"{HEAD}<!--\n", "new"),
    ],
)
def test_nothing_is_added_where_no_item_would_be_read(text: str, words: str) -> None:
    assert added(text, words) is None
    assert added(text, words, done=True) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [ ] a", "- [~] a"),
        ("- [x] (2026-01-02) a", "- [~] a"),
        ("- [~] a", "- [~] a"),
        ("- [-] a", "- [-] a"),
        ("- [ ] a\n- [-] b", "- [-] a\n- [-] b"),
        ("- [!] a", "- [~] a"),
    ],
)
def test_an_item_is_started_with_the_mark_of_the_plan(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = start_item(document, document.plan.items[0])

    assert edits.apply(document.text) == HEAD + after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [~] a", "- [ ] a"),
        ("- [/] a", "- [ ] a"),
        ("- [ ] a", "- [ ] a"),
        ("- [x] a", "- [x] a"),
    ],
)
def test_an_item_is_stopped(text: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = stop_item(document.plan.items[0])

    assert edits.apply(document.text) == HEAD + after


def test_outside_progress_a_started_item_keeps_its_date() -> None:
    document = Document.parse("- [x] (2026-01-02) a")

    edits = start_item(document, document.plan.items[0])

    assert edits.apply(document.text) == "- [~] (2026-01-02) a"


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("- [ ] a\n- [ ] b\n- [ ] c\n", 0, "- [ ] b\n- [ ] c\n"),
        ("- [ ] a\n- [ ] b\n- [ ] c\n", 1, "- [ ] a\n- [ ] c\n"),
        ("- [ ] a\n- [ ] b\n- [ ] c\n", 2, "- [ ] a\n- [ ] b\n"),
        ("- [ ] a\n- [ ] b", 1, "- [ ] a"),
        ("- [ ] a  \n- [ ] b\n", 1, "- [ ] a  \n"),
        ("- [ ] a\n\n- [ ] b\n\n- [ ] c\n", 0, "- [ ] b\n\n- [ ] c\n"),
        ("- [ ] a\n\n- [ ] b\n\n- [ ] c\n", 1, "- [ ] a\n\n- [ ] c\n"),
        ("- [ ] a\n  more\n  - [ ] b\n- [ ] c\n", 0, "- [ ] c\n"),
        ("- [ ] a\n  - [ ] b\n- [ ] c\n", 1, "- [ ] a\n- [ ] c\n"),
        ("> - [ ] a\n>\n> - [ ] b\n", 1, "> - [ ] a\n"),
        ("- [ ] a\n- plain\n", 0, "- plain\n"),
        ("text\n\n- [ ] a\n\nmore\n", 0, "text\n\nmore\n"),
    ],
)
def test_an_item_goes_with_all_it_holds(text: str, index: int, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = delete_item(document, document.plan.items[index])

    assert edits is not None
    assert edits.apply(document.text) == HEAD + after


def test_an_item_that_begins_the_text_can_go() -> None:
    document = Document.parse("- [ ] a\n\nmore\n")

    edits = delete_item(document, document.plan.items[0])

    assert edits is not None
    assert edits.apply(document.text) == "\nmore\n"


def test_an_item_stays_whose_going_would_change_others() -> None:
    document = Document.parse("para\n- [ ] a\n---\n")

    assert delete_item(document, document.plan.items[0]) is None


WORDED = [
    ("- [ ] a", "a"),
    ("- [x] (2026-01-02 03:04Z) a", "a"),
    ("- [x] a — 2026-01-02", "a"),
    ("- [x] M2 (2026-01-02): a", "M2 (2026-01-02): a"),
    ("- [x] (2026-01-02) a\n  b\n\n      code\n", "a\nb\n\n    code"),
    ("- [ ] a\nlazy", "a\nlazy"),
    ("> - [ ] a\n>   b", "a\nb"),
    ("> - [ ] a\nlazy", "a\nlazy"),
    ("1. [ ] a\n   b\n   - [ ] c", "a\nb"),
    ("- [ ]", ""),
]


@pytest.mark.parametrize(("text", "words"), WORDED)
def test_the_words_are_what_one_edits(text: str, words: str) -> None:
    document = Document.parse(HEAD + text)
    item = document.plan.items[0]

    assert words_of(document, item) == words
    assert not edit_item(document, item, words)


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("- [ ] a", "new", "- [ ] new"),
        ("- [ ]", "new", "- [ ] new"),
        (
            "- [x] (2026-01-02) a\n  b\n- [ ] c",
            "new\nand",
            "- [x] (2026-01-02) new\n  and\n- [ ] c",
        ),
        ("- [x] (2026-01-02) a", "- b", "- [x] (2026-01-02) \\- b"),
        ("- [x] a — 2026-01-02", "new", "- [x] new — 2026-01-02"),
        ("- [x] M2 (2026-01-02): a", "M3 (2026-01-02): b", "- [x] M3 (2026-01-02): b"),
        ("- [~] a\n  - [ ] b", "new\nlonger", "- [~] new\n  longer\n  - [ ] b"),
        ("- [ ] a", "(2026-01-02) b", "- [ ] (2026-01-02) b"),
        ("- [ ] a", "b\n- c", "- [ ] b\n  \\- c"),
        ("1. [ ] a\r\n   b\r\n", "c\nd", "1. [ ] c\r\n   d\r\n"),
        ("-\t[ ] a", "b\nc", "-\t[ ] b\n    c"),
    ],
)
def test_an_item_is_worded_anew(text: str, words: str, after: str) -> None:
    document = Document.parse(HEAD + text)

    edits = edit_item(document, document.plan.items[0], words)

    assert edits is not None
    assert edits.apply(document.text) == HEAD + after


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- [ ] a", ""),
        ("- [x] (2026-01-02) a", "  \n"),
        ("- [x] M2 (2026-01-02): a", "M2: a"),
    ],
)
def test_an_item_keeps_its_words_where_the_new_ones_are_none(text: str, words: str) -> None:
    document = Document.parse(HEAD + text)

    assert edit_item(document, document.plan.items[0], words) is None
