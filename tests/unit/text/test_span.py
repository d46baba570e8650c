from __future__ import annotations

import pytest

from milepost.text import Span

TEXT = "0123456789"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3), (-2, -1)])
def test_what_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("span", "length", "cut"),
    [
        (Span(0, 0), 0, ""),
        (Span(2, 5), 3, "234"),
        (Span(9, 12), 3, "9"),
        (Span(20, 21), 1, ""),
    ],
)
def test_a_span_has_a_length_and_cuts_a_text(span: Span, length: int, cut: str) -> None:
    assert len(span) == length
    assert span.cut(TEXT) == cut


def test_an_empty_span_is_still_a_place() -> None:
    assert Span(3, 3)


@pytest.mark.parametrize(
    ("offset", "inside"), [(1, False), (2, True), (4, True), (5, False), (6, False)]
)
def test_the_end_of_a_span_is_not_inside(offset: int, inside: bool) -> None:
    assert (offset in Span(2, 5)) is inside


@pytest.mark.parametrize(
    ("other", "contained", "overlapping"),
    [
        (Span(2, 5), True, True),
        (Span(3, 4), True, True),
        (Span(2, 2), True, False),
        (Span(5, 5), True, False),
        (Span(3, 3), True, True),
        (Span(1, 3), False, True),
        (Span(4, 6), False, True),
        (Span(0, 9), False, True),
        (Span(0, 2), False, False),
        (Span(5, 7), False, False),
    ],
)
def test_spans_lie_within_and_across_each_other(
    other: Span, contained: bool, overlapping: bool
) -> None:
    span = Span(2, 5)

    assert span.contains(other) is contained
    assert span.overlaps(other) is overlapping
    assert other.overlaps(span) is overlapping


@pytest.mark.parametrize(("by", "moved"), [(0, Span(2, 5)), (3, Span(5, 8)), (-2, Span(0, 3))])
def test_a_shift_keeps_the_length(by: int, moved: Span) -> None:
    assert Span(2, 5).shift(by) == moved


def test_nothing_is_shifted_before_the_text() -> None:
    with pytest.raises(ValueError, match=r"not a span: -1\.\.2"):
        Span(2, 5).shift(-3)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(1, 9), Span(2, 2)]) == [Span(1, 9), Span(2, 2), Span(2, 3)]
