from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from milepost.document import Document
from milepost.plan.identity import find_item, key_of, wording_of

if TYPE_CHECKING:
    from milepost.plan.model import Plan


def plan_of(text: str) -> Plan:
    """A plan of items, one a line; a line with `#` is a heading of its own."""
    lines = [line if line.startswith("#") else f"- [ ] {line}" for line in text.split("\n")]
    return Document.parse("\n".join(("## Progress", "", *lines)) + "\n").plan


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("- [ ] Write `tools/gather.py`.", "write tools/gather.py"),
        ("- [x] (2026-01-02 03:04Z) **Write** it;", "write it"),
        ("- [ ] Write it (completed: a; remaining: b)", "write it"),
        ("- [x] M2 (2026-01-02): write", "m2: write"),
        ("- [ ] M2: write", "m2: write"),
        ("- [ ] ", ""),
    ],
)
def test_mark_stamp_and_markup_are_no_part_of_an_identity(text: str, wording: str) -> None:
    (item,) = Document.parse(f"## Progress\n\n{text}\n").plan.items

    assert wording_of(item) == wording


@pytest.mark.parametrize(
    ("before", "which", "after", "found"),
    [
        # Where it was, and moved.
        ("a\nb\nc", 1, "a\nb\nc", 1),
        ("a\nb\nc", 1, "c\nb\na", 1),
        ("a\nb\nc", 0, "b\nc\na", 2),
        ("a\nb\nc", 1, "a\nc\n### Done\nb", 2),
        ("a\nb\nc", 1, "a\nc", None),
        ("a", 0, "### New\na", 0),
        # A result that is taken back.
        ("a\nrun the tests; 12 passed\nb", 1, "a\nrun the tests\nb", 1),
        ("a\nrun; 12 passed\nb", 1, "a\nrun\nb", None),
        ("a\nrun the tests 12 times\nb", 1, "a\nrun the tests 1\nb", None),
        # Several of the same wording.
        ("t\na\nt", 2, "t\na\nt", 2),
        ("t\na\nt", 0, "x\nt\na\nt", 1),
        ("a\nt\nb\nt\nc", 3, "b\nt\nc", 1),
        ("a\nt\nb\nt\nc", 1, "b\nt\nc", None),
        ("a\nt\nt\nb", 1, "a\nt\nb", None),
        ("a\nt\nb", 1, "t\na\nt\nb", 2),
        ("a\nt\nb", 1, "a\nt\nt\nb", None),
        ("\n\na", 1, "\n\na", 1),
        ("\na", 0, "\na\n", 0),
        # The same steps in every milestone.
        ("### M1\na\nt\nb\n### M2\na\nt\nb", 4, "### M1\na\nt\nb\n### M2\na\nt\nb", 4),
        ("### M1\na\nt\nb\n### M2\na\nt\nb", 1, "### M1\na\nb\n### M2\na\nt\nb", None),
        ("### M1\na\nt\nb\n### M2\na\nt\nb", 4, "### M2\na\nt\nb\n### M1\na\nt\nb", 1),
        ("### M1\na\nt\nb\n### M2\nx\nt\ny", 1, "### M1 done\na\nt\nb\n### M2\nx\nt\ny", 1),
        ("### M1\na\nt\nb\n### M2\na\nt\nb", 1, "### M1 done\na\nt\nb\n### M2\na\nt\nb", None),
        ("### M1\nx\nt\n### M2\ny\nt", 1, "### M1 x\nx\nq\n### M2 y\ny\nq", None),
    ],
)
def test_an_item_of_the_same_wording_is_found_or_in_doubt(
    before: str, which: int, after: str, found: int | None
) -> None:
    plan = plan_of(before)
    key = key_of(plan, plan.items[which])

    item = find_item(plan_of(after), key)

    assert (None if item is None else item.index) == found


LONG = "Write the parser of the log files"


@pytest.mark.parametrize(
    ("before", "which", "after", "found"),
    [
        # Reworded a little, with at least one neighbour left.
        (f"a\n{LONG}\nb", 1, "a\nWrite a parser for the log files\nb", 1),
        (f"a\n{LONG}\nb", 1, "x\nWrite a parser for the log files\nb", 1),
        (f"a\n{LONG}\nb", 1, "x\nWrite a parser for the log files\ny", None),
        # Reworded a lot, between the same two.
        (f"a\n{LONG}\nb", 1, "a\nParse all of the log files\nb", 1),
        (f"a\n{LONG}\nb", 1, "x\nParse all of the log files\nb", None),
        (f"a\n{LONG}\nb", 1, "a\nClean up\nb", None),
        # A result was added, as agents do; then it is found wherever it stands.
        ("a\nFix it\nb", 1, "x\nFix it; 69 tests passed in all three rooms of the house\ny", 1),
        ("a\nFix it\nb", 1, "Fix it; in the hall\nFix it; in the yard", None),
        ("a\nFix it\nb", 1, "x\nFix items of the list that nobody wanted to look at\ny", None),
        # Two that come into question.
        (f"a\n{LONG}\nb", 1, f"{LONG}s\na\n{LONG[:-1]}\nb", None),
        # An item that was there before is another one.
        (f"{LONG}\n{LONG}s\nb", 0, f"{LONG}s\nb", None),
        # Numbers are names.
        ("a\nMilestone 1: gather\nb", 1, "a\nMilestone 2: gather\nb", None),
        ("a\nMilestone 1: gather\nb", 1, "a\nMilestone 1: gathering\nb", 1),
        # An empty item is like nothing else.
        ("a\n\nb", 1, "a\nx\nb", None),
        ("a\nb", 0, "", None),
    ],
)
def test_a_reworded_item_is_found_where_there_is_no_doubt(
    before: str, which: int, after: str, found: int | None
) -> None:
    plan = plan_of(before)
    key = key_of(plan, plan.items[which])

    item = find_item(plan_of(after), key)

    assert (None if item is None else item.index) == found


def test_an_item_is_never_found_in_an_empty_plan() -> None:
    plan = plan_of("a")

    assert find_item(Document.parse("").plan, key_of(plan, plan.items[0])) is None


def test_items_outside_any_section_have_an_identity_too() -> None:
    plan = Document.parse("- [ ] a\n- [ ] a\n").plan

    assert key_of(plan, plan.items[1]).section == ""
    assert find_item(plan, key_of(plan, plan.items[1])) is plan.items[1]


def test_two_thousand_reworded_items_are_searched_in_bounded_time() -> None:
    words = "gather parse write test clean move read check".split()
    before = plan_of(
        "\n".join(f"{words[n % 8]} {words[n % 7]} {'the log ' * 9}{n}" for n in range(2_000))
    )
    after = plan_of(
        "\n".join(f"{words[n % 7]} {words[n % 8]} {'the log ' * 9}" for n in range(2_000))
    )
    begun = time.process_time()

    key = key_of(before, before.items[700])
    assert find_item(before, key) is before.items[700]
    assert find_item(after, key) is None

    assert time.process_time() - begun < 5
