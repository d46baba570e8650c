"""How far a plan is, told to people and to programs."""

from __future__ import annotations

import re

import pytest

from milepost.document import Document
from milepost.report.progress import (
    NO_ITEMS,
    NO_PROGRESS,
    failed_data,
    progress_data,
    render_overview,
    render_progress,
)
from milepost.report.style import Style

PLAIN = Style()
PLAN = """\
# Teach it to count

## Progress

- [x] (2026-01-02 03:04Z) Read the code.
- [x] Wrote a test.
- [ ] Count to ten (completed: one to five; remaining: six to ten).
- [ ] Count to a hundred.
"""


def progress(items: str, style: Style = PLAIN) -> str:
    text = f"# T\n\n## Progress\n\n{items}\n"
    return render_progress(Document.parse(text).plan, text, style)


def data(items: str) -> dict[str, object]:
    text = f"# T\n\n## Progress\n\n{items}\n"
    return progress_data(Document.parse(text).plan, text)


def test_everything_is_shown_from_title_to_what_is_done() -> None:
    assert render_progress(Document.parse(PLAN).plan, PLAN, PLAIN) == (
        "Teach it to count\n"
        "━━━━━━━━━━━━━━━━━━━━────────────────────  2/4 done, 1 in part, 50 %\n"
        "\n"
        "Next: Count to ten\n"
        "\n"
        "In part\n"
        "  3  Count to ten\n"
        "     done: one to five\n"
        "     left: six to ten\n"
        "\n"
        "Open\n"
        "  4  Count to a hundred.\n"
        "\n"
        "Done\n"
        "  1  2026-01-02 03:04Z  Read the code.\n"
        "  2  no timestamp       Wrote a test."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# T\n\n## Progress\n", f"T\n{NO_ITEMS}"),
        ("# T\n\n## Progress\n\nLater.\n", f"T\n{NO_ITEMS}"),
        ("# T\n", f"T\n{NO_PROGRESS}"),
        ("", f"(untitled)\n{NO_PROGRESS}"),
        ("just words\n\n- [ ] a box", f"(untitled)\n{NO_PROGRESS}"),
    ],
)
def test_a_plan_with_nothing_to_count_says_so(text: str, shown: str) -> None:
    assert render_progress(Document.parse(text).plan, text, PLAIN) == shown


@pytest.mark.parametrize(
    ("items", "line"),
    [
        ("- [ ] First.\n- [ ] Second.", "Next: First."),
        ("- [ ] First.\n- [ ] Half (completed: a; remaining: b).", "Next: Half"),
        (
            "- [ ] (completed: a; remaining: b)",
            "Next: (completed: a; remaining: b)",
        ),
        (
            "- [x] (2026-01-02 03:04Z) All.",
            "Next: every item is done; write Outcomes & Retrospective.",
        ),
    ],
)
def test_what_comes_next_is_named(items: str, line: str) -> None:
    assert line in progress(items).split("\n")


@pytest.mark.parametrize(
    ("items", "bar"),
    [
        ("- [ ] a", "-" * 40),
        ("- [x] a\n- [ ] b\n- [ ] c", "#" * 13 + "-" * 27),
        ("- [x] a", "#" * 40),
    ],
)
def test_bar_is_ascii_where_nothing_else_can_be_shown(items: str, bar: str) -> None:
    assert progress(items, Style(unicode=False)).split("\n")[1].startswith(f"{bar}  ")


def test_lines_are_wrapped_only_for_a_terminal() -> None:
    long = f"- [x] (2026-01-02 03:04Z) {'word ' * 30}".rstrip()

    assert "word " * 29 + "word" in progress(long)
    rows = progress(long, Style(width=60, wraps=True)).split("\n")
    assert max(map(len, rows)) <= 60 + len("   done")
    assert rows[-1].startswith(" " * 24 + "word")


def test_an_item_without_text_can_be_seen() -> None:
    assert progress("- [ ]\n- [ ] b").split("\n")[-2:] == ["  1  (no text)", "  2  b"]


def test_open_items_have_no_column_for_stamps() -> None:
    assert "\n  1  Begin." in progress("- [ ] Begin.")


def test_a_partial_item_without_its_halves_is_listed_by_its_wording() -> None:
    shown = progress("- [ ] (completed: a; remaining: b)").split("\n")

    assert shown[-2:] == ["     done: a", "     left: b"]


def test_no_hidden_character_is_shown() -> None:
    shown = progress(
        "- [x] (2026-01-02 03:04Z) a\x1b[2Jb\n- [ ] c\u202ed (completed: \x07; remaining: \x9b)"
    )

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_colour_adds_nothing_but_colour() -> None:
    painted = render_progress(Document.parse(PLAN).plan, PLAN, Style(color=True))

    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render_progress(
        Document.parse(PLAN).plan, PLAN, PLAIN
    )


@pytest.mark.parametrize(
    ("text", "style", "line"),
    [
        (PLAN, PLAIN, "    2/4   50 %  plans/a.md  Teach it to count"),
        ("", PLAIN, "    0/0    0 %  plans/a.md  (untitled)"),
        (PLAN, Style(width=40, wraps=True), "    2/4   50 %  plans/a.md  Teach it to…"),
        ("# a\x1bb", PLAIN, "    0/0    0 %  plans/a.md  a\\x1bb"),
    ],
)
def test_overview_is_one_line(text: str, style: Style, line: str) -> None:
    assert render_overview(Document.parse(text).plan, "plans/a.md", style) == line


def test_data_has_the_names_and_shapes_of_the_skill() -> None:
    assert progress_data(Document.parse(PLAN).plan, PLAN) == {
        "title": "Teach it to count",
        "completed": [
            {"timestamp": "2026-01-02 03:04Z", "description": "Read the code."},
            {"timestamp": "no timestamp", "description": "Wrote a test."},
        ],
        "remaining": ["Count to a hundred."],
        "partial": [{"done": "one to five", "remaining": "six to ten"}],
        "total": 4,
        "completion_pct": 50,
        "next": "Count to ten (completed: one to five; remaining: six to ten).",
        "items": [
            {"number": 1, "state": "done", "description": "Read the code."},
            {"number": 2, "state": "done", "description": "Wrote a test."},
            {
                "number": 3,
                "state": "partial",
                "description": "Count to ten (completed: one to five; remaining: six to ten).",
            },
            {"number": 4, "state": "open", "description": "Count to a hundred."},
        ],
    }


@pytest.mark.parametrize(
    ("items", "key", "value"),
    [
        ("", "total", 0),
        ("", "completion_pct", 0),
        ("", "next", None),
        ("- [x] a", "completion_pct", 100),
        ("- [x] a", "next", None),
        ("- [x] a\n- [ ] b\n- [ ] c", "completion_pct", 33),
        ("- [x] a (2026-01-02)", "completed", [{"timestamp": "2026-01-02", "description": "a"}]),
        ("- [ ] 日本", "remaining", ["日本"]),
    ],
)
def test_data_counts(items: str, key: str, value: object) -> None:
    assert data(items)[key] == value


def test_failed_data_has_every_key_and_the_error() -> None:
    failed = failed_data("There is no file.")

    assert failed.pop("error") == "There is no file."
    assert failed.keys() == data("").keys()
    assert not any(failed.values())
