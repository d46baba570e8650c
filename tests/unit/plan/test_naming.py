"""Which item is meant."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.naming import find_alike, find_named, number_of, numbered_items

PLAN = Document.parse(
    """\
- [ ] Outside.

## Progress

- [x] (2026-01-02 03:04Z) Read the **old** code.
- [ ] Read.
- [ ] Read the docs
  and the tests (completed: docs; remaining: tests).
- [ ] Read.
- [ ] 日本語の項目。
- [ ]
"""
)


def named(words: str) -> list[int]:
    return [number_of(PLAN.plan, item) for item in find_named(PLAN.plan, PLAN.text, words)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Read the old code.", [1]),
        ("read the OLD  code", [1]),
        ("read the `old` code", [1]),
        ("- [x] (2026-01-02 03:04Z) Read the **old** code.", [1]),
        ("  1. [ ] Read the old code", [1]),
        ("(2026-01-02 03:04Z) Read the", [1]),
        ("2026-01-02", [1]),
        ("read", [2, 4]),
        ("read the", [1, 3]),
        ("the", [1, 3]),
        ("Read the docs and the tests", [3]),
        ("Read the docs and the tests (completed: docs; remaining: tests)", [3]),
        ("remaining: tests", [3]),
        ("日本語の項目", [5]),
        ("Outside.", []),
        ("nothing like it", []),
        ("", []),
        ("- [ ]", []),
        (" . ", []),
    ],
)
def test_words_name_items(words: str, numbers: list[int]) -> None:
    assert named(words) == numbers


def test_numbers_count_the_items_of_progress() -> None:
    items = numbered_items(PLAN.plan)

    assert [number_of(PLAN.plan, item) for item in items] == [1, 2, 3, 4, 5, 6]
    assert number_of(PLAN.plan, PLAN.plan.items[0]) == 0


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("read teh old code", [1]),
        ("the tests of code", [1, 3]),
        ("reed", [2, 4]),
        ("xyz", []),
        ("", []),
    ],
)
def test_what_reads_alike_can_be_suggested(words: str, numbers: list[int]) -> None:
    found = [number_of(PLAN.plan, item) for item in find_alike(PLAN.plan, words)]

    assert found[: len(numbers)] == numbers
    assert bool(found) is bool(numbers)


def test_no_more_is_suggested_than_asked_for() -> None:
    assert len(find_alike(PLAN.plan, "read", most=1)) == 1
