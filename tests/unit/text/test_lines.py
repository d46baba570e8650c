from __future__ import annotations

import pytest

from milepost.text import LineIndex, Position, Span


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb", ["a", "b"]),
        ("a\r\n\rb\n\n", ["a", "", "b", "", ""]),
        ("a\vb\fc\x1cd\x85e\u2028f\u2029g", ["a\vb\fc\x1cd\x85e\u2028f\u2029g"]),
    ],
)
def test_lines_end_at_cr_and_lf_and_nothing_else(text: str, contents: list[str]) -> None:
    lines = LineIndex(text)

    assert [lines.content(row).cut(text) for row in range(len(lines))] == contents


def test_a_line_knows_its_edges() -> None:
    lines = LineIndex("ab\r\ncd")

    assert (lines.start(0), lines.end(0)) == (0, 2)
    assert (lines.content(0), lines.full(0)) == (Span(0, 2), Span(0, 4))
    assert (lines.content(1), lines.full(1)) == (Span(4, 6), Span(4, 6))
    assert lines.length == 6


def test_lines_past_the_last_one_start_at_the_end() -> None:
    assert LineIndex("ab\ncd").start(7) == 5


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, Position(0, 0)),
        (2, Position(0, 2)),
        (3, Position(0, 3)),
        (4, Position(1, 0)),
        (5, Position(2, 0)),
        (7, Position(2, 2)),
        (99, Position(2, 94)),
    ],
)
def test_offsets_have_positions(offset: int, position: Position) -> None:
    lines = LineIndex("ab\r\n\ncd")

    assert lines.position(offset) == position
    assert lines.line_of(offset) == position.line


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (Position(0, 1), 1),
        (Position(0, 9), 2),
        (Position(1, 0), 4),
        (Position(1, 5), 4),
        (Position(2, 2), 7),
        (Position(3, 0), 7),
        (Position(9, 9), 7),
    ],
)
def test_positions_past_the_end_mean_the_end(position: Position, offset: int) -> None:
    assert LineIndex("ab\r\n\ncd").offset(position) == offset


@pytest.mark.parametrize(
    ("span", "rows"),
    [
        (Span(0, 0), range(1)),
        (Span(0, 3), range(1)),
        (Span(0, 4), range(2)),
        (Span(3, 3), range(1, 2)),
        (Span(4, 8), range(1, 3)),
        (Span(8, 8), range(2, 3)),
    ],
)
def test_a_span_touches_lines(span: Span, rows: range) -> None:
    assert LineIndex("ab\ncde\nf").lines_of(span) == rows
