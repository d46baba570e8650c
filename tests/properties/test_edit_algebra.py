from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from milepost.text import EditSet, Span
from support.texts import edit_sets, edited_texts, texts


@st.composite
def _two_authors(draw: st.DrawFn) -> tuple[str, EditSet, EditSet]:
    """Disjoint edits of one text, dealt out to two authors."""
    text, both = draw(edited_texts())
    mine = draw(st.lists(st.booleans(), min_size=len(both.edits), max_size=len(both.edits)))
    dealt = list(zip(both.edits, mine, strict=True))
    return (
        text,
        EditSet(tuple(edit for edit, is_mine in dealt if is_mine)),
        EditSet(tuple(edit for edit, is_mine in dealt if not is_mine)),
    )


@given(edited_texts())
def test_the_inverse_restores_the_text(case: tuple[str, EditSet]) -> None:
    text, edits = case
    after = edits.apply(text)

    inverse = edits.invert(text)

    assert inverse.apply(after) == text
    assert inverse.invert(after).apply(text) == after


@given(edited_texts())
def test_the_length_grows_by_the_sum_of_growths(case: tuple[str, EditSet]) -> None:
    text, edits = case

    assert len(edits.apply(text)) == len(text) + sum(edit.growth for edit in edits.edits)


@given(_two_authors())
def test_a_union_is_both_in_any_order(case: tuple[str, EditSet, EditSet]) -> None:
    _, mine, theirs = case

    union = mine.union(theirs)

    assert union == theirs.union(mine)
    assert union is not None
    assert set(union.edits) == set(mine.edits) | set(theirs.edits)


@given(_two_authors())
def test_edits_rebased_over_disjoint_ones_give_the_union(
    case: tuple[str, EditSet, EditSet],
) -> None:
    text, mine, theirs = case
    union = mine.union(theirs)
    assert union is not None

    moved = mine.rebase(theirs)

    if moved is not None:
        assert moved.apply(theirs.apply(text)) == union.apply(text)
    else:
        assert _lost_what_kept_them_apart(mine, theirs)


def _lost_what_kept_them_apart(mine: EditSet, theirs: EditSet) -> bool:
    """Whether two insertions of one author stand at one place once the other has edited."""
    places = [theirs.map_span(edit.span) for edit in mine.edits if not len(edit.span)]
    return any(before == after for before, after in pairwise(places))


@given(texts, st.data())
def test_a_rebase_over_anything_fits_the_new_text(text: str, data: st.DataObject) -> None:
    mine = data.draw(edit_sets(text))
    theirs = data.draw(edit_sets(text))
    after = theirs.apply(text)

    moved = mine.rebase(theirs)

    if moved is not None:
        assert [edit.text for edit in moved.edits] == [edit.text for edit in mine.edits]
        for old, new in zip(mine.edits, moved.edits, strict=True):
            assert new.span.cut(after) == old.span.cut(text)
        assert all(edit.span.end <= len(after) for edit in moved.edits)


@given(edited_texts(), st.data())
def test_a_mapped_character_is_the_same_one(case: tuple[str, EditSet], data: st.DataObject) -> None:
    text, edits = case
    after = edits.apply(text)
    offset = data.draw(st.integers(0, len(text)))

    mapped = edits.map_offset(offset)

    if mapped is None:
        assert any(offset in edit.span for edit in edits.edits)
        assert 0 <= edits.map_near(offset) <= len(after)
    else:
        assert edits.map_near(offset) == mapped
        assert after[mapped : mapped + 1] == text[offset : offset + 1]


@given(edited_texts())
def test_mapping_keeps_the_order_of_places(case: tuple[str, EditSet]) -> None:
    text, edits = case

    places = [edits.map_near(offset) for offset in range(len(text) + 1)]

    assert places == sorted(places)
    assert places[-1] == len(edits.apply(text))


@given(edited_texts(), st.data())
def test_a_mapped_span_holds_the_same_characters(
    case: tuple[str, EditSet], data: st.DataObject
) -> None:
    text, edits = case
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))

    mapped = edits.map_span(span)

    if mapped is not None:
        assert mapped.cut(edits.apply(text)) == span.cut(text)
    else:
        assert any(edit.span.start < span.end for edit in edits.edits)
