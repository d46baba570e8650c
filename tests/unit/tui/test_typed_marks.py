"""Findings in a text that is being typed."""

from __future__ import annotations

import pytest

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import Span
from milepost.tui.typed_marks import Typed, TypedMark, marks_in, marks_on, moved_marks


def finding(start: int, end: int, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic("MP1", "one", "it is so", Span(start, end), severity)


MARK = finding(0, 1)


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span(10, 13), (0, 0, 3)),
        (Span(14, 17), (1, 0, 3)),
        (Span(12, 17), (0, 2, 3)),
        (Span(20, 20), (3, 0, 0)),
        (Span(21, 21), (3, 1, 1)),
    ],
)
def test_findings_stand_on_rows(span: Span, place: tuple[int, int, int]) -> None:
    found = marks_in("one\ntwo\r\n\nx", Span(10, 21), [finding(span.start, span.end)])

    assert [(mark.row, mark.start, mark.end) for mark in found] == [place]


@pytest.mark.parametrize("at", [0, 9, 22])
def test_findings_elsewhere_are_left_out(at: int) -> None:
    assert marks_in("one\ntwo\r\n\nx", Span(10, 21), [finding(at, at + 1)]) == []


def test_worst_of_a_row_comes_first() -> None:
    error, info = finding(2, 3, Severity.ERROR), finding(0, 1, Severity.INFO)

    found = marks_in("one\ntwo", Span(0, 7), [info, finding(5, 6), error])

    assert [mark.diagnostic for mark in marks_on(found, 0)] == [error, info]
    assert [mark.row for mark in marks_on(found, 1)] == [1]
    assert marks_on(found, 2) == []


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (Typed((2, 9), (2, 9), (2, 12)), (2, 4, 8)),
        (Typed((2, 8), (2, 8), (2, 9)), (2, 4, 8)),
        (Typed((2, 4), (2, 4), (2, 6)), (2, 6, 10)),
        (Typed((2, 0), (2, 2), (2, 0)), (2, 2, 6)),
        (Typed((2, 2), (2, 2), (3, 0)), (3, 2, 6)),
        (Typed((0, 0), (1, 3), (0, 0)), (1, 4, 8)),
        (Typed((1, 5), (2, 0), (1, 5)), (1, 9, 13)),
        (Typed((2, 5), (2, 6), (2, 5)), None),
        (Typed((1, 0), (3, 0), (1, 0)), None),
    ],
)
def test_findings_move_with_their_words(typed: Typed, place: tuple[int, int, int] | None) -> None:
    moved = moved_marks([TypedMark(2, 4, 8, MARK)], typed)

    assert [mark[:3] for mark in moved] == ([] if place is None else [place])
