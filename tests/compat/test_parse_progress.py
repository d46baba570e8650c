"""`parse_progress.py`: which lines are items, what they hold, and how the summary is laid out."""

from __future__ import annotations

import json

import pytest

from milepost.compat.parse_progress import Progress, main, parse, render, render_json
from support.own_plans import GARDEN, with_items

Pairs = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("items", "progress"),
    [
        ("- [x] (2026-03-01 08:00Z) a", ([("2026-03-01 08:00Z", "a")], [], [])),
        ("- [X] (2026-03-01) a ", ([("2026-03-01", "a")], [], [])),
        ("- [x] (2026-99-99 at noon)a", ([("2026-99-99 at noon", "a")], [], [])),
        ("- [x] (2026-03-01)", ([("no timestamp", "(2026-03-01)")], [], [])),
        ("- [x] (twice) a", ([("twice", "a")], [], [])),
        ("- [x] ( ) a", ([(" ", "a")], [], [])),
        ("- [x] () a", ([("no timestamp", "() a")], [], [])),
        ("- [x] (a (b) c) d", ([("a (b", "c) d")], [], [])),
        ("- [x] (a", ([("no timestamp", "(a")], [], [])),
        ("- [x] (2026-03-01) ", ([("2026-03-01", "")], [], [])),
        ("- [x] a (2026-03-01)", ([("no timestamp", "a (2026-03-01)")], [], [])),
        ("- [x] \uff082026-03-01\uff09a", ([("no timestamp", "\uff082026-03-01\uff09a")], [], [])),
        ("-\x0b[X]\u00a0(a)\u3000b\x85", ([("a", "b")], [], [])),
        ("- [x] ", ([("no timestamp", "")], [], [])),
        ("- [x ] a", ([], [], [])),
        ("- [x] a", ([("no timestamp", "a")], [], [])),
        ("- [x]", ([], [], [])),
        ("- [ ] a\n  and more", ([], [], ["a"])),
        ("-\t[ ]\ta", ([], [], ["a"])),
        ("-[]a", ([], [], ["a"])),
        ("- [   ] a", ([], [], ["a"])),
        ("- [\u00a0] a", ([], [], ["a"])),
        ("- [ ]", ([], [], [])),
        ("- [ ] ", ([], [], [""])),
        ("- [~] a", ([], [], [])),
        ("* [ ] a\n1. [ ] b\n> - [ ] c\n  - [ ] d", ([], [], [])),
        ("- [ ] a (completed: b; remaining: c) d", ([], [("b", "c")], [])),
        ("- [ ] a (completed: b;remaining:c )", ([], [("b", "c")], [])),
        ("- [ ] (completed: ;\u00a0remaining: ) a", ([], [("", "")], [])),
        ("- [ ] (completed: a (b); remaining: c (d; e) f)", ([], [("a (b)", "c (d; e")], [])),
        ("- [ ] (completed: (completed: a; remaining: b)", ([], [("(completed: a", "b")], [])),
        ("- [ ] a; (completed:; (completed: b; remaining: c)", ([], [("b", "c")], [])),
        (
            "- [ ] (completed: a; remaining:) (completed: b; remaining: c)",
            ([], [("b", "c")], []),
        ),
        ("- [ ] (completed:;remaining: a)", ([], [], None)),
        ("- [ ] (completed: a; remaining:)", ([], [], None)),
        ("- [ ] (completed: a; remaining: b", ([], [], None)),
        ("- [ ] (completed: a, remaining: b)", ([], [], None)),
        ("- [ ] (completed: a; Remaining: b)", ([], [], None)),
        ("- [ ] a (Completed: b; remaining: c)", ([], [], ["a (Completed: b; remaining: c)"])),
        ("- [ ] a (completed: b; c; remaining: d)", ([], [], None)),
        ("- [ ] a\u2028- [ ] b\x0c- [ ] c", ([], [], ["a\u2028- [ ] b\x0c- [ ] c"])),
        ("- [ ] a\n### Part\n- [ ] b", ([], [], ["a"])),
        ("- [ ] a\n    # no heading\n- [ ] b", ([], [], ["a", "b"])),
        ("- [ ] a\n#hash\n- [ ] b", ([], [], ["a"])),
        ("- [ ] a\n```\n# in a fence\n- [ ] b\n```", ([], [], ["a"])),
    ],
)
def test_items(
    items: str, progress: tuple[list[tuple[str, str]], list[tuple[str, str]], list[str] | None]
) -> None:
    completed, partial, remaining = parse(with_items(items))

    assert (completed, partial) == progress[:2]
    assert remaining == (progress[2] if progress[2] is not None else [items[6:]])


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("# Progress", 2),
        ("##Progress", 2),
        ("##\t\u00a0Progressive", 2),
        ("## Progre\u017f\u017f", 2),
        ("\ufeff## Progress", 0),
        ("## PROGRESS (so far)", 2),
        ("## Our Progress", 0),
        (" ## Progress", 0),
        ("Progress", 0),
    ],
)
def test_heading_of_the_section(heading: str, count: int) -> None:
    assert parse(GARDEN.replace("## Progress", heading)).total == count


def test_a_second_progress_section_counts_as_well() -> None:
    assert parse(GARDEN + "\n## Progress of the watering\n- [ ] c\n").remaining == [
        "Plant the tree.",
        "c",
    ]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("- [ ] " + "(completed: " * 100_000, 1),
        ("- [ ] " + "(completed: a; remaining: " * 100_000, 1),
        ("- [ ] " + "(completed: a; " * 100_000, 1),
        ("- [x] " + "(" * 100_000, 1),
        ("- [" + " " * 100_000, 0),
    ],
    ids=["begun", "left", "both", "brackets", "box"],
)
def test_long_line_is_read_in_one_go(line: str, count: int) -> None:
    assert parse(f"# Progress\n{line}").total == count


@pytest.mark.parametrize(
    ("completed", "partial", "remaining", "percent"),
    [(0, 0, 0, 0), (1, 0, 2, 33), (0, 1, 3, 12), (0, 3, 1, 38), (5, 0, 195, 2), (1, 1, 0, 75)],
)
def test_a_tie_is_rounded_to_the_even_percent(
    completed: int, partial: int, remaining: int, percent: int
) -> None:
    progress = Progress([("", "")] * completed, [("", "")] * partial, [""] * remaining)

    assert progress.percent == percent


@pytest.mark.parametrize(
    ("progress", "report"),
    [
        (
            Progress([], [], []),
            "Progress: 0% complete (0/0 items)\n\n"
            "NEXT: All items complete - write Outcomes & Retrospective\n",
        ),
        (
            Progress([("when", "a")], [("b", "c"), ("d", "e")], ["f"]),
            "Progress: 50% complete (1/4 items)\n\nCOMPLETED:\n  ✓ [when] a\n\n"
            "IN PROGRESS:\n  ◐ Done: b\n    Remaining: c\n  ◐ Done: d\n    Remaining: e\n\n"
            "REMAINING:\n  ○ f\n\nNEXT: Continue 'c'\n",
        ),
        (
            Progress([], [], ["f"]),
            "Progress: 0% complete (0/1 items)\n\nREMAINING:\n  ○ f\n\nNEXT: Start 'f'\n",
        ),
    ],
)
def test_layout(progress: Progress, report: str) -> None:
    assert render(progress) == report


def test_json_has_the_same_in_ascii() -> None:
    text = render_json(Progress([("when", "ä")], [("b", "c")], ["d"]))

    assert text.isascii()
    assert json.loads(text) == {
        "completed": [{"timestamp": "when", "description": "ä"}],
        "remaining": ["d"],
        "partial": [{"done": "b", "remaining": "c"}],
        "total": 3,
        "completion_pct": 50,
    }
    assert list(json.loads(render_json(Progress([], [], []), "why")))[-1] == "error"


def test_without_arguments_of_its_own_it_takes_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["parse_progress.py"])

    assert main() == 1
    assert capsys.readouterr().out.startswith("Usage: python parse_progress.py <plan.md>")
