from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.parse.partials import find_loose_partial
from milepost.plan.model import ItemState

HEAD = "## Progress\n\n- [ ] "


def replaced(wording: str) -> str:
    """The item's wording with its remark replaced; the same when nothing replaces it."""
    text = HEAD + wording
    loose = find_loose_partial(text, Document.parse(text).plan.items[0])
    assert loose is not None
    if not loose.replacement:
        return wording
    return (text[: loose.span.start] + loose.replacement + text[loose.span.end :])[len(HEAD) :]


@pytest.mark.parametrize(
    ("wording", "after"),
    [
        ("A (completed: a, remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a,remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a, b, remaining: c)", "A (completed: a, b; remaining: c)"),
        ("A (completed: a. Remaining: b.)", "A (completed: a; Remaining: b.)"),
        ("A (completed: a - remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a /\n  remaining: b)", "A (completed: a;\n  remaining: b)"),
        ("A (completed: a (left: 3), remaining: b)", "A (completed: a (left: 3); remaining: b)"),
        ("A (done: a (b), left: c)", "A (done: a (b); left: c)"),
        ("A (completed: a, **remaining:** b)", "A (completed: a; **remaining:** b)"),
        ("A（已完成：甲，剩余：乙）", "A（已完成：甲; 剩余：乙）"),
        ("A (completed a; remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a; remaining b)", "A (completed: a; remaining: b)"),
        ("A (completed: a, remaining b)", "A (completed: a; remaining: b)"),
        ("A (completed: a) (remaining: b)", "A (completed: a; remaining: b)"),
        ("A (completed: a),\n  (remaining: b (c)) d", "A (completed: a; remaining: b (c)) d"),
        ("A (remaining: b; completed: a)", "A (completed: a; remaining: b)"),
        ("A (Remaining: b (c), completed: a) d", "A (completed: a; Remaining: b (c)) d"),
    ],
)
def test_a_loose_remark_becomes_one_that_is_read(wording: str, after: str) -> None:
    assert replaced(wording) == after
    document = Document.parse(HEAD + after)
    (item,) = document.plan.items
    assert item.state is ItemState.PARTIAL
    assert find_loose_partial(document.text, item) is None


@pytest.mark.parametrize(
    "wording",
    [
        "A (completed: a)",
        "A (remaining: b)",
        "A (completed: ; remaining: b)",
        "A (completed: a and remaining: b)",
        "A (completed: a) (remaining: b",
    ],
)
def test_what_would_have_to_be_made_up_is_left_to_the_author(wording: str) -> None:
    assert replaced(wording) == wording


@pytest.mark.parametrize(
    "wording",
    [
        "A",
        "A (completed: a; remaining: b)",
        "A (completed: a; **remaining:** b)",
        "A (completed: a, left: 3; remaining: b)",
        "A, completed: a, remaining: b",
        "A (**completed:** a, **remaining:** b)",
        "A (completed: 2026-01-31)",
        "A (completed on time)",
        "A (completed a; remaining b)",
        "A (completed: a",
        "A (remaining work)",
        "A (it is completed: yes)",
    ],
)
def test_other_brackets_are_left_alone(wording: str) -> None:
    text = HEAD + wording

    assert find_loose_partial(text, Document.parse(text).plan.items[0]) is None
