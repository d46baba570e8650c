from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from milepost.diagnostics import Diagnostic, Severity
from milepost.text import EditSet, Span, TextEdit
from milepost.tui.glyphs import UNICODE
from milepost.tui.layout import Mark, Role, Row, Run
from milepost.tui.layout.model import MARKS
from milepost.tui.looks import READER_LOOKS
from milepost.tui.painting import (
    MARK_NAMES,
    ROLE_NAMES,
    SEVERITY_NAMES,
    FindingMarks,
    Looks,
    Overlay,
    cells_of,
    map_spans,
    message_of,
    ranges_in,
)

FINDING = Diagnostic("MP999", "vague", "too vague", Span(0, 4), Severity.WARNING)


def looks() -> Looks:
    colours = {
        "code": "red",
        "heading1": "bold",
        "match": "on blue",
        "finding": "underline",
        "selection": "on white",
    }
    return Looks(Style(), lambda name: Style.parse(colours.get(name, "")))


def row(start: int, end: int) -> Row:
    return Row((), start, end, 0)


def test_every_role_mark_and_severity_has_a_look() -> None:
    assert set(ROLE_NAMES) == set(Role) - {Role.TEXT}
    assert set(MARK_NAMES) == set(MARKS)
    assert set(SEVERITY_NAMES) == set(Severity)
    names = {*ROLE_NAMES.values(), *MARK_NAMES.values(), *SEVERITY_NAMES.values()}
    assert names <= set(READER_LOOKS)


def test_a_run_looks_like_its_role_and_its_marks() -> None:
    style = looks().role(Role.HEADING_1 | Mark.CODE)

    assert style == Style.parse("bold red")


@pytest.mark.parametrize(
    ("runs", "overlays", "painted"),
    [
        ((Run("words", 0, 0, 5),), (), [("words", "")]),
        ((Run("words", 0, 0, 5), Run("", 0, 5, 5)), (), [("words", "")]),
        (
            (Run("words", 0, 10, 15),),
            (Overlay(11, 13, "match"),),
            [("w", ""), ("or", "on blue"), ("ds", "")],
        ),
        (
            (Run("words", 0, 10, 15),),
            (Overlay(0, 12, "match"), Overlay(11, 99, "selection")),
            [("w", "on blue"), ("o", "on white"), ("rds", "on white")],
        ),
        ((Run("● ", 0, 0, 6),), (Overlay(2, 3, "match"),), [("● ", "on blue")]),
        ((Run("● ", 0, 0, 6),), (Overlay(0, 6, "finding-warning"),), [("● ", "")]),
        ((Run("──", 0, 3, 3),), (Overlay(0, 9, "match"),), [("──", "")]),
        ((Run("words", 0, 10, 15),), (Overlay(20, 30, "match"),), [("words", "")]),
        ((Run("", 0, 1, 2), Run("a", 0, 2, 3)), (Overlay(0, 9, "match"),), [("a", "on blue")]),
    ],
)
def test_overlays_cover_their_characters(
    runs: tuple[Run, ...], overlays: tuple[Overlay, ...], painted: list[tuple[str, str]]
) -> None:
    segments = looks().paint(runs, overlays)

    assert [(text, style) for text, style, _ in segments] == [
        (text, Style.parse(style)) for text, style in painted
    ]
    assert cells_of(segments) == sum(len(run.text) for run in runs)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 5, [(2, 4)]),
        (3, 4, [(2, 4)]),
        (4, 8, [(6, 6)]),
        (5, 6, []),
        (6, 7, [(6, 6)]),
        (8, 30, [(8, 20)]),
        (19, 20, [(8, 20)]),
        (20, 30, []),
        (8, 8, []),
    ],
)
def test_ranges_of_a_row_are_those_it_shows(
    start: int, end: int, found: list[tuple[int, int]]
) -> None:
    assert list(ranges_in([(2, 4), (6, 6), (8, 20)], row(start, end))) == found


def test_findings_are_told_where_they_begin() -> None:
    marks = FindingMarks("x" * 100, (FINDING._replace(span=Span(50, 60)), FINDING))

    assert [start for start, _ in marks.starting(0, 50)] == [0]
    assert [start for start, _ in marks.starting(1, 51)] == [50]
    assert list(marks.overlays(row(55, 70))) == [Overlay(50, 60, "finding-warning")]
    assert list(marks.overlays(row(60, 70))) == []
    assert list(marks.overlays(row(55, 70), Severity.ERROR)) == []
    assert marks
    assert not FindingMarks("", ())


@pytest.mark.parametrize(
    ("text", "span", "underlined"),
    [
        ("one line", Span(0, 8), 8),
        ("one\ntwo", Span(0, 7), 3),
        ("one\n\ntwo", Span(0, 8), 3),
        ("\ntwo", Span(0, 4), 4),
        ("word " * 16, Span(0, 80), 80),
        ("word " * 17, Span(0, 85), 29),
        ("x" * 500, Span(0, 500), 30),
        ("one\n" + "x" * 500, Span(0, 500), 3),
        ("word " * 17 + "\nmore", Span(0, 90), 29),
    ],
)
def test_much_text_is_underlined_where_it_begins(text: str, span: Span, underlined: int) -> None:
    marks = FindingMarks(text, (FINDING._replace(span=span),))

    assert [each.end for each in marks.overlays(row(0, 1))] == [underlined]


def test_findings_move_with_their_text() -> None:
    text = "vague words, vague words"
    marks = FindingMarks(text, (FINDING, FINDING._replace(span=Span(13, 18))))
    edits = EditSet.of([TextEdit(Span(0, 1), ""), TextEdit(Span(12, 13), "\n\n")])

    moved = marks.moved(edits)

    assert [start for start, _ in moved.starting(0, 99)] == [13]


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True).map(sorted),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 10)), max_size=10),
)
def test_spans_are_mapped_as_the_edits_say(
    bounds: list[int], places: list[tuple[int, int]]
) -> None:
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    edits = EditSet.of([TextEdit(Span(start, end), "new") for start, end in pairs])
    spans = sorted(Span(start, start + length) for start, length in places)

    assert list(map_spans(edits, spans)) == [edits.map_span(span) for span in spans]


@pytest.mark.parametrize(
    ("severity", "sign"),
    [(Severity.ERROR, "✖"), (Severity.WARNING, "▲"), (Severity.INFO, "◇")],
)
def test_a_message_is_safe_and_has_a_sign(severity: Severity, sign: str) -> None:
    finding = FINDING._replace(severity=severity, message="quotes `\x1b[31m`")

    assert message_of(finding, UNICODE) == (sign, "quotes “␛[31m”")
