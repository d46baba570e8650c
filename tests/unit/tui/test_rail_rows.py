"""The rail as text."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.query import progress_of
from milepost.tui.cells import cell_len
from milepost.tui.glyphs import ASCII, UNICODE, Glyphs
from milepost.tui.rail_rows import rail_rows


def rail(progress: str, *, width: int = 44, glyphs: Glyphs = UNICODE) -> list[str]:
    plan = Document.parse(f"# T\n\n## Progress\n\n{progress}").plan
    following = progress_of(plan).next_item
    rows = rail_rows(plan, following.index if following else None, width, glyphs)
    return ["".join(run.text for run in row.runs).rstrip() for row in rows]


def test_stamps_marks_and_the_next_item() -> None:
    assert rail(
        "- [x] (2026-03-03 08:10Z) Read.\n- [x] (2026-03-03 08:52Z) Write.\n"
        "- [ ] Run.\n- [ ] Rest.\n"
    ) == [
        " Tue 03 Mar 2026",
        " 08:10  ●  Read.",
        "   42m  │",
        " 08:52  ●  Write.",
        "  next  ◉  Run.",
        "        ○  Rest.",
    ]


def test_duration_shares_the_line_of_a_wrapped_text() -> None:
    rows = rail(
        "- [x] (2026-03-03 08:10Z) Read all the old log files.\n- [x] (2026-03-03 08:52Z) Write.\n",
        width=30,
    )

    assert rows[1:4] == [
        " 08:10  ●  Read all the old",
        "   42m  │  log files.",
        " 08:52  ●  Write.",
    ]


def test_partial_item_says_what_is_left() -> None:
    assert rail("- [ ] Copy (completed: two of (three) files; remaining: `c.log`).\n") == [
        "  next  ◐  Copy",
        "        │  left: c.log",
    ]


def test_gap_longer_than_usual_is_named() -> None:
    stamps = ["08:00", "08:10", "08:20", "08:30", "12:00"]
    rows = rail("".join(f"- [x] (2026-03-03 {at}Z) Step at {at}.\n" for at in stamps))

    assert [row for row in rows if "┆" in row] == [" 3h30m  ┆  longer than usual"]


def test_day_is_named_when_it_changes() -> None:
    rows = rail("- [x] (2026-03-03 23:50Z) A.\n- [x] (2026-03-04) B.\n- [x] (2026-03-04) C.\n")

    assert [row for row in rows if "2026" in row] == [" Tue 03 Mar 2026", " Wed 04 Mar 2026"]


def test_offset_is_shown_as_utc() -> None:
    assert " 23:10  ●  A." in rail("- [x] (2026-03-04 08:10+09:00) A.\n")


def test_sub_headings_are_stations() -> None:
    rows = rail("### One\n\n- [x] A.\n\n### Two\n\n- [ ] B.\n")

    assert rows == [" One", "        ●  A.", "", " Two", "  next  ◉  B."]


@pytest.mark.parametrize(
    ("mark", "sign"), [("~", "◔"), ("!", "▲"), ("-", "✕"), ("X", "●"), ("?", "○")]
)
def test_marks_have_signs(mark: str, sign: str) -> None:
    rows = rail(f"- [ ] First.\n- [{mark}] Marked.\n")

    assert rows[1] == f"        {sign}  Marked."


def test_impossible_stamp_is_a_question_mark() -> None:
    assert rail("- [x] (2026-13-40 99:99Z) A.\n") == ["     ?  ●  A."]


def test_nested_items_are_indented() -> None:
    assert rail("- [x] A.\n  - [x] B.\n") == ["        ●  A.", "        ●    B."]


@pytest.mark.parametrize(
    ("mark", "width", "count"), [("x", 49, 2), (" ", 49, 3), ("x", 50, 3), (" ", 50, 6)]
)
def test_long_items_are_cut_with_an_ellipsis(mark: str, width: int, count: int) -> None:
    rows = rail(f"- [{mark}] " + "word " * 200 + "\n", width=width)

    assert len(rows) == count
    assert rows[-1].endswith("…")


def test_time_of_no_minute_is_not_told() -> None:
    rows = rail("- [x] (2026-03-03 08:10Z) A.\n- [x] (2026-03-03 08:10Z) B.\n")

    assert rows[1:] == [" 08:10  ●  A.", " 08:10  ●  B."]


@pytest.mark.parametrize("width", [20, 30, 44, 80])
def test_rows_fit_the_pane(width: int) -> None:
    wide = "漢字かな交じり文を長く続ける実験の項目です。"
    text = f"- [x] (2026-03-03 08:10Z) {wide}\n- [ ] {'a' * 300}"

    assert all(cell_len(row) <= width for row in rail(text, width=width))


def test_ascii_signs_are_ascii() -> None:
    rows = rail("- [x] (2026-03-03 08:10Z) A.\n- [ ] " + "b " * 300 + "\n", glyphs=ASCII)

    assert all(row.isascii() for row in rows)


def test_plan_without_progress_has_no_rows() -> None:
    plan = Document.parse("# T\n\n- [ ] A checkbox before any section.\n").plan

    assert rail_rows(plan, None, 40, UNICODE) == []
