"""The help pages: what they say, and that they fit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli.help import DEMO, INIT, MAIN, PROGRESS, all_pages, render_page
from milepost.cli.help_agents import PAGES as AGENT_PAGES
from milepost.cli.help_check import CHECK, FIX
from milepost.cli.help_editor import PAGES as EDITOR_PAGES
from milepost.cli.help_edits import ADD, NOTE, SPLIT
from milepost.cli.help_history import DIFF, HISTORY, RESTORE
from milepost.cli.help_hook import HOOK
from milepost.cli.help_items import TICK, UNTICK
from milepost.cli.help_rules import CONFIG, RULE
from milepost.report.style import Style
from support.golden import assert_golden

if TYPE_CHECKING:
    from milepost.cli.help_page import Page
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "main": MAIN,
    "check": CHECK,
    "config": CONFIG,
    "rule": RULE,
    "fix": FIX,
    "progress": PROGRESS,
    "init": INIT,
    "tick": TICK,
    "untick": UNTICK,
    "add": ADD,
    "split": SPLIT,
    "note": NOTE,
    "demo": DEMO,
    "history": HISTORY,
    "diff": DIFF,
    "restore": RESTORE,
    "hook": HOOK,
    **AGENT_PAGES,
    **EDITOR_PAGES,
}


@pytest.mark.parametrize("name", PAGES)
def test_page_reads_as_recorded(name: str) -> None:
    shown = render_page(PAGES[name], Style())

    assert_golden(shown + "\n", GOLDEN / f"help_{name}.txt")


@pytest.mark.parametrize(
    ("arguments", "page"),
    [
        (["--help"], MAIN),
        (["-h"], MAIN),
        (["help"], MAIN),
        (["help", "help"], MAIN),
        (["help", "check"], CHECK),
        (["check", "--help"], CHECK),
        (["check", "-h", "no-such-file.md"], CHECK),
        (["help", "validate"], CHECK),
        (["validate", "--help"], CHECK),
        (["fix", "--help"], FIX),
        (["config", "show", "--help"], CONFIG),
        (["progress", "--help"], PROGRESS),
        (["init", "--help"], INIT),
        (["demo", "--help"], DEMO),
        (["hook", "--help"], HOOK),
        (["help", "hook"], HOOK),
        (["--help", "init"], INIT),
        (["history", "--help"], HISTORY),
        (["diff", "-h"], DIFF),
        (["restore", "--help"], RESTORE),
        (["add", "--help"], ADD),
        (["split", "-h"], SPLIT),
        (["note", "decision", "--help"], NOTE),
        *(([verb, "--help"], page) for verb, page in AGENT_PAGES.items()),
    ],
)
def test_help_is_where_one_asks_for_it(run: Run, arguments: list[str], page: Page) -> None:
    answer = run(*arguments)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == render_page(page, Style()) + "\n"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_its_terminal(name: str, width: int) -> None:
    usage_and_examples = {*PAGES[name].usage} | {
        term for group in PAGES[name].groups for term, _ in group.rows
    }

    for line in render_page(PAGES[name], Style(width=width)).split("\n"):
        bare = line.removeprefix("Usage:").strip()
        assert len(line) <= min(width, 100) or bare in usage_and_examples, line


@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_lost_in_a_narrow_terminal(name: str) -> None:
    page = PAGES[name]
    words = re.findall(r"\S+", render_page(page, Style(width=100)))

    assert sorted(re.findall(r"\S+", render_page(page, Style(width=48)))) == sorted(words)


def test_headings_stand_out_in_colour() -> None:
    assert "\x1b[1mExamples\x1b[0m" in render_page(MAIN, Style(color=True))


def test_every_verb_is_on_the_first_page() -> None:
    shown = render_page(MAIN, Style())

    for verb in all_pages():
        assert re.search(rf"(?<![\w-]){verb}(?![\w-])", shown), verb


@pytest.mark.parametrize("name", sorted(all_pages()))
def test_every_page_has_examples_that_run_its_verb(name: str) -> None:
    rows = [
        term
        for group in all_pages()[name].groups
        if group.heading == "Examples"
        for term, _ in group.rows
    ]

    assert rows
    assert [row for row in rows if "milepost" not in row] == []
