"""Marks of what is new, and how they move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from milepost.document import Document
from milepost.text import EditSet, Span, TextEdit
from milepost.text.diff import diff_edits
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.layout import Row
from milepost.tui.news import (
    Age,
    Kind,
    Mark,
    Shown,
    carry_marks,
    changed_items,
    changed_sections,
    kind_in,
    marks_of,
    shown_at,
    stops_of,
    winnow,
)

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=5)
FRESH = Kind(own=False, age=Age.FRESH)
OWN = Kind(own=True, age=Age.FRESH)

PLAN = """\
# T

## Progress

- [x] one
- [ ] two
- [ ] three

## Plan of Work

First.

### Deep

#### Deeper

Words.
"""


def at(words: str, text: str = PLAN) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def shown(words: str, kind: Kind = FRESH) -> Shown:
    return Shown(at(words).start, at(words).end, kind)


def edits(*changes: tuple[int, int, str]) -> EditSet:
    return EditSet.of(TextEdit(Span(start, end), text) for start, end, text in changes)


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ([(10, 20)], [(0, 0, "ab")], [(0, 2, "new"), (12, 22, "old")]),
        ([(10, 20)], [(30, 35, "x")], [(10, 20, "old"), (30, 31, "new")]),
        ([(10, 20)], [(12, 14, "xyz")], [(10, 12, "old"), (12, 15, "new"), (15, 21, "old")]),
        ([(10, 20)], [(5, 12, "")], [(5, 5, "new"), (5, 13, "old")]),
        ([(10, 20)], [(15, 25, "q")], [(10, 15, "old"), (15, 16, "new")]),
        ([(10, 20)], [(5, 25, "q")], [(5, 6, "new")]),
        ([(10, 20)], [(10, 10, "ab")], [(10, 12, "new"), (12, 22, "old")]),
        ([(10, 20)], [(20, 20, "ab")], [(10, 20, "old"), (20, 22, "new")]),
        ([(10, 10)], [(0, 1, "")], [(0, 0, "new"), (9, 9, "old")]),
        ([(10, 10)], [(8, 12, "w")], [(8, 9, "new")]),
        ([(10, 10)], [(10, 10, "w")], [(10, 11, "new")]),
        ([(10, 10)], [(6, 10, "w")], [(6, 7, "new")]),
        ([(10, 10)], [(11, 12, "w")], [(10, 10, "old"), (11, 12, "new")]),
        (
            [(0, 4), (10, 20)],
            [(2, 3, ""), (12, 13, "")],
            [
                (0, 2, "old"),
                (2, 2, "new"),
                (2, 3, "old"),
                (9, 11, "old"),
                (11, 11, "new"),
                (11, 18, "old"),
            ],
        ),
        ([], [(1, 1, "a"), (2, 3, "b")], [(1, 2, "new"), (3, 4, "new")]),
        ([], [(1, 2, "a"), (2, 3, "b")], [(1, 3, "new")]),
    ],
)
def test_marks_move_with_their_text(
    before: list[tuple[int, int]],
    changes: list[tuple[int, int, str]],
    after: list[tuple[int, int, str]],
) -> None:
    marks = [Mark(start, end, own=True, at=EARLIER) for start, end in before]

    carried = carry_marks(marks, edits(*changes), NOW, own=False)

    told = [(each.start, each.end, "new" if each.at == NOW else "old") for each in carried]
    assert told == after


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [("one two three", False), ("one TWO three", True), ("ONE two three", False)],
)
def test_what_is_as_it_was_is_no_news(text: str, *, is_kept: bool) -> None:
    mark = Mark(4, 7, own=False, at=NOW)

    assert winnow([mark], diff_edits("one two three", text)) == ((mark,) if is_kept else ())


def test_what_is_different_stays_new() -> None:
    old, new = "one two three", "one three FOUR"
    marks = tuple(marks_of(diff_edits(old, new), NOW, own=False))

    assert winnow(marks, diff_edits(old, new)) == marks


@pytest.mark.parametrize(
    ("seconds", "age"),
    [(0, Age.FRESH), (119, Age.FRESH), (120, Age.RECENT), (3599, Age.RECENT), (3600, Age.OLDER)],
)
def test_marks_age(seconds: int, age: Age) -> None:
    mark = Mark(0, 1, own=False, at=NOW - timedelta(seconds=seconds))

    assert shown_at([mark], NOW) == (Shown(0, 1, Kind(own=False, age=age)),)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_author_and_age_have_a_sign_each(glyphs: object) -> None:
    kinds = [Kind(own=own, age=age) for own in (False, True) for age in Age]
    signs = [kind.sign(UNICODE if glyphs is UNICODE else ASCII) for kind in kinds]

    assert len(set(signs)) == 6
    assert all(len(sign) == 1 for sign in signs)
    assert len({kind.look for kind in kinds}) == 6


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ([(0, 10)], None),
        ([(0, 11)], FRESH),
        ([(20, 25)], None),
        ([(19, 25)], FRESH),
        ([(10, 10)], FRESH),
        ([(20, 20)], None),
        ([(5, 12), (30, 31)], FRESH),
    ],
)
def test_a_row_tells_what_changed_in_it(marks: list[tuple[int, int]], kind: Kind | None) -> None:
    row = Row((), start=10, end=20, block=0)

    assert kind_in([Shown(start, end, FRESH) for start, end in marks], row) == kind


def test_what_others_did_is_told_before_what_the_person_did() -> None:
    row = Row((), start=0, end=20, block=0)

    assert kind_in([Shown(0, 2, OWN), Shown(5, 6, FRESH)], row) == FRESH


@pytest.mark.parametrize(
    ("words", "items"),
    [("one", [0]), ("one\n- [ ] two", [0, 1]), ("First.", []), ("# T", []), ("- [ ] three", [2])],
)
def test_items_that_changed(words: str, items: list[int]) -> None:
    plan = Document.parse(PLAN).plan

    assert sorted(changed_items(plan, [shown(words)])) == items


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("one", ["Progress"]),
        ("Words.", ["Deep"]),
        ("First.\n\n### Deep\n\n#### Dee", ["Plan of Work", "Deep"]),
        ("# T", ["T"]),
    ],
)
def test_sections_that_changed(words: str, titles: list[str]) -> None:
    plan = Document.parse(PLAN).plan

    found = changed_sections(plan, [shown(words)])

    assert [plan.sections[index].title for index in sorted(found)] == titles


def test_what_was_taken_away_at_a_sections_end_belongs_to_it() -> None:
    plan = Document.parse(PLAN).plan
    start = at("## Plan of Work").start

    found = changed_sections(plan, [Shown(start, start, FRESH)])

    assert [plan.sections[index].title for index in found] == ["Progress"]


def test_a_text_without_headings_has_no_sections_that_changed() -> None:
    assert changed_sections(Document.parse("words").plan, [Shown(0, 2, FRESH)]) == {}


@pytest.mark.parametrize(
    ("marks", "stops"),
    [
        ([], []),
        ([("one", FRESH), ("two", FRESH)], ["one\n- [ ] two"]),
        ([("one", FRESH), ("First.", FRESH)], ["one", "First."]),
        ([("one", OWN), ("First.", FRESH)], ["First."]),
        ([("one", OWN), ("First.", OWN)], ["one", "First."]),
    ],
)
def test_places_to_look_at(marks: list[tuple[str, Kind]], stops: list[str]) -> None:
    found = stops_of(Document.parse(PLAN), [shown(*each) for each in marks])

    assert [PLAN[stop.start : stop.end] for stop in found] == stops
