from __future__ import annotations

import pytest

from milepost.text import EditSet, Span, TextEdit

TEXT = "0123456789"


def edits(*parts: tuple[int, int, str]) -> EditSet:
    return EditSet.of(TextEdit(Span(start, end), text) for start, end, text in parts)


@pytest.mark.parametrize(
    ("edit", "growth"),
    [
        (TextEdit.insert(3, "ab"), 2),
        (TextEdit.delete(Span(3, 6)), -3),
        (TextEdit(Span(3, 6), "abc"), 0),
    ],
)
def test_an_edit_knows_its_growth(edit: TextEdit, growth: int) -> None:
    assert edit.growth == growth


@pytest.mark.parametrize(
    "parts",
    [
        [(2, 5, "a"), (4, 6, "b")],
        [(2, 8, "a"), (4, 4, "b")],
        [(4, 4, "a"), (4, 4, "b")],
        [(2, 5, "a"), (2, 5, "a")],
        [(2, 5, "a"), (2, 6, "a")],
    ],
)
def test_edits_of_the_same_place_are_refused(parts: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlap or are unsorted"):
        edits(*parts)


def test_unsorted_edits_are_refused_and_sorted_by_of() -> None:
    late, early = TextEdit.insert(5, "a"), TextEdit.insert(2, "b")

    with pytest.raises(ValueError, match="unsorted"):
        EditSet((late, early))
    assert EditSet.of((late, early)).edits == (early, late)


def test_empty_edits_are_refused_and_dropped_by_of() -> None:
    nothing = TextEdit.insert(5, "")

    with pytest.raises(ValueError, match="changes nothing"):
        EditSet((nothing,))
    assert not EditSet.of((nothing,))
    assert not EditSet.replace(Span(5, 5), "")
    assert EditSet.replace(Span(5, 6), "")


@pytest.mark.parametrize(
    ("parts", "after"),
    [
        ([], "0123456789"),
        ([(0, 0, "ab")], "ab0123456789"),
        ([(10, 10, "ab")], "0123456789ab"),
        ([(0, 10, "")], ""),
        ([(2, 2, "a"), (2, 4, "b"), (4, 4, "c")], "01abc456789"),
        ([(2, 4, ""), (4, 6, "")], "016789"),
        ([(1, 2, "xyz"), (8, 9, "")], "0xyz2345679"),
    ],
)
def test_edits_apply_and_invert(parts: list[tuple[int, int, str]], after: str) -> None:
    both = edits(*parts)

    assert both.apply(TEXT) == after
    assert both.invert(TEXT).apply(after) == TEXT
    assert bool(both) is bool(parts)


def test_neighbouring_deletions_come_back_as_one_insertion() -> None:
    inverse = edits((2, 4, ""), (4, 6, "")).invert(TEXT)

    assert inverse.edits == (TextEdit.insert(2, "2345"),)


@pytest.mark.parametrize(
    ("one", "other", "union"),
    [
        ([(1, 2, "a")], [(4, 5, "b")], [(1, 2, "a"), (4, 5, "b")]),
        ([(4, 5, "b")], [(1, 2, "a")], [(1, 2, "a"), (4, 5, "b")]),
        ([(1, 2, "a")], [], [(1, 2, "a")]),
        ([(2, 4, "a")], [(4, 4, "b")], [(2, 4, "a"), (4, 4, "b")]),
        ([(2, 4, "a")], [(3, 3, "b")], None),
        ([(2, 2, "a")], [(2, 2, "b")], None),
    ],
)
def test_a_union_has_both_or_is_none(
    one: list[tuple[int, int, str]],
    other: list[tuple[int, int, str]],
    union: list[tuple[int, int, str]] | None,
) -> None:
    assert edits(*one).union(edits(*other)) == (None if union is None else edits(*union))


@pytest.mark.parametrize(
    ("offset", "mapped", "near"),
    [
        (0, 0, 0),
        (1, 1, 1),
        (2, None, 3),
        (3, None, 3),
        (4, 3, 3),
        (5, 4, 4),
        (6, 8, 8),
        (7, None, 9),
        (8, 9, 9),
        (10, 11, 11),
    ],
)
def test_offsets_are_mapped(offset: int, mapped: int | None, near: int) -> None:
    three = edits((2, 4, "x"), (6, 6, "abc"), (7, 8, ""))

    assert three.apply(TEXT) == "01x45abc689"
    assert three.map_offset(offset) == mapped
    assert three.map_near(offset) == near


@pytest.mark.parametrize(
    ("span", "mapped"),
    [
        (Span(0, 2), Span(0, 2)),
        (Span(4, 6), Span(3, 5)),
        (Span(6, 7), Span(8, 9)),
        (Span(6, 6), Span(8, 8)),
        (Span(1, 3), None),
        (Span(5, 7), None),
        (Span(2, 4), None),
        (Span(2, 2), Span(2, 2)),
        (Span(3, 3), None),
        (Span(4, 4), Span(3, 3)),
        (Span(8, 10), Span(10, 12)),
    ],
)
def test_spans_are_mapped_without_what_is_put_at_their_edges(
    span: Span, mapped: Span | None
) -> None:
    assert edits((2, 4, "x"), (6, 6, "abc")).map_span(span) == mapped


@pytest.mark.parametrize(
    ("mine", "over", "moved"),
    [
        ([(5, 6, "x")], [(1, 1, "ab")], [(7, 8, "x")]),
        ([(5, 6, "x")], [(8, 9, "")], [(5, 6, "x")]),
        ([(5, 5, "x")], [(5, 5, "ab")], [(7, 7, "x")]),
        ([(5, 6, "x")], [(5, 6, "y")], None),
        ([(5, 6, "x")], [(4, 7, "")], None),
        ([(3, 3, "x"), (5, 5, "y")], [(3, 5, "")], None),
        ([(3, 3, "x"), (5, 5, "y")], [(3, 5, "z")], [(3, 3, "x"), (4, 4, "y")]),
    ],
)
def test_edits_are_carried_over_others_or_collide(
    mine: list[tuple[int, int, str]],
    over: list[tuple[int, int, str]],
    moved: list[tuple[int, int, str]] | None,
) -> None:
    assert edits(*mine).rebase(edits(*over)) == (None if moved is None else edits(*moved))
