"""`milepost tick` and `untick`: which item is meant, what is written, what is said."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import toggling
from milepost.document import Document
from milepost.workspace import scribe
from milepost.workspace.digest import digest_of
from milepost.workspace.intent import Intent
from milepost.workspace.store import Refused, Saved
from milepost.workspace.writing import Wrote
from support.clock import FakeClock

if TYPE_CHECKING:
    from support.command import Run

PLAN = """\
# Teach it to count

- [ ] A box before Progress.

## Progress

- [x] (2026-01-02 03:04Z) Read the code.
- [ ] Count to ten (completed: one to five; remaining: six to ten).
- [ ] Count to a hundred.
- [ ] Write `it` down.
- [ ] Write it again.
  - [ ] With a pen.

## Decision Log

## Plan of Work
"""
STAMP = "(2026-03-04 09:30Z)"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toggling, "SystemClock", FakeClock)


@pytest.fixture
def plan(folder: Path) -> Path:
    path = Path("a.md")
    path.write_bytes(PLAN.encode())
    return path


def ticked(wording: str, text: str = PLAN) -> str:
    assert f"- [ ] {wording}" in text
    return text.replace(f"- [ ] {wording}", f"- [x] {STAMP} {wording}")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["Count to a hundred."], "Count to a hundred."),
        (["count to A HUNDRED"], "Count to a hundred."),
        (["Count to a"], "Count to a hundred."),
        (["hundred"], "Count to a hundred."),
        (["write it down"], "Write `it` down."),
        (["Write", "it", "down"], "Write `it` down."),
        (["  Write   it\tdown!"], "Write `it` down."),
        (["- [ ] Count to a hundred."], "Count to a hundred."),
        (["count to ten"], "Count to ten"),
        (["Count to ten (completed: one to five; remaining: six to ten)."], "Count to ten"),
        (["with a pen"], "With a pen."),
        (["--number", "3"], "Count to a hundred."),
        (["--number", "6"], "With a pen."),
        (["--next"], "Count to ten"),
    ],
)
def test_one_item_is_ticked_and_nothing_else(
    run: Run, plan: Path, words: list[str], line: str
) -> None:
    answer = run("tick", "a.md", *words)

    assert (answer.code, answer.err) == (0, "")
    assert plan.read_bytes().decode() == ticked(line)


def test_one_line_says_what_where_and_when(run: Run, plan: Path) -> None:
    assert run("tick", "a.md", "--number", "3").out == (
        "Ticked “Count to a hundred.” with 2026-03-04 09:30Z at a.md:9.\n"
    )
    assert run("untick", "a.md", "--number", "3").out == (
        "Opened “Count to a hundred.” again at a.md:9.\n"
    )
    assert plan.read_bytes() == PLAN.encode()


@pytest.mark.parametrize(
    ("verb", "number", "sentence"),
    [
        ("tick", "1", "“Read the code.” is done already with 2026-01-02 03:04Z at a.md:7;"),
        ("untick", "3", "“Count to a hundred.” is not done at a.md:9;"),
        ("untick", "2", "“Count to ten (completed: one to five; remaining: six to ten…”"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_what_is_so_already_is_said_and_the_file_not_touched(
    run: Run, plan: Path, verb: str, number: str, sentence: str, option: list[str]
) -> None:
    before = plan.stat()

    answer = run(verb, "a.md", "--number", number, *option)

    assert answer.code == 0
    said = answer.err if option else answer.out
    assert said.startswith(sentence)
    assert said.endswith("nothing was written.\n")
    after = plan.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["Count"],
            [
                "2 items of a.md read “Count”; name one with --number:",
                "  2  partial  Count to ten (completed: one to five; remaining: six to ten).",
                "  3  open     Count to a hundred.",
            ],
        ),
        (
            ["hundrid"],
            [
                "No item of a.md reads “hundrid”. Did you mean one of these? "
                "Name it with --number:",
                "  3  open     Count to a hundred.",
            ],
        ),
        (["zzzzz"], ["No item of a.md reads “zzzzz”. `milepost progress` lists all."]),
        (["- [ ] "], ["No item of a.md reads “- [ ] ”. `milepost progress` lists all."]),
        (
            ["A box before Progress."],
            ["No item of a.md reads “A box before Progress.”. `milepost progress` lists all."],
        ),
        (["--number", "0"], ["There is no item 0 in a.md: it has 1 to 6."]),
        (["--number", "7"], ["There is no item 7 in a.md: it has 1 to 6."]),
    ],
)
def test_an_item_that_is_not_clear_is_not_guessed(
    run: Run, plan: Path, arguments: list[str], lines: list[str]
) -> None:
    answer = run("tick", "a.md", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "\n".join(lines) + "\n"
    assert plan.read_bytes() == PLAN.encode()


def test_many_candidates_are_cut_short(run: Run, plan: Path) -> None:
    items = "".join(f"- [ ] Step {number} of it.\n" for number in range(1, 13))
    plan.write_text(f"## Progress\n\n{items}")

    lines = run("tick", "a.md", "step").err.split("\n")

    assert len(lines) == 13
    assert lines[1] == "   1  open     Step 1 of it."
    assert lines[-2] == "  and 2 more; `milepost progress` lists all with their numbers."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# T\n", "a.md: This plan has no Progress section, so there is nothing to count."),
        (
            "# T\n\n## Progress\n",
            "a.md: The Progress section has no checkbox yet, so there is nothing to count.",
        ),
        ("## Progress\n\n- [x] a\n", "Every item of a.md is done: there is no next one."),
    ],
)
def test_without_an_item_there_is_a_sentence(
    run: Run, plan: Path, text: str, sentence: str
) -> None:
    plan.write_text(text)

    answer = run("tick", "a.md", "--next")

    assert (answer.code, answer.err) == (2, f"{sentence}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tick"], "Name a plan and one of its items"),
        (["tick", "a.md"], "Name one item"),
        (["tick", "a.md", "x", "--next"], "Name one item"),
        (["tick", "a.md", "--number", "1", "--next"], "Name one item"),
        (["tick", "a.md", "--number", "one"], "invalid int value: 'one'"),
        (["untick", "b.md", "--next"], "There is no file at b.md"),
        (["tick", "b.md", "--next"], "There is no file at b.md"),
    ],
)
def test_what_cannot_be_followed_is_one_sentence(
    run: Run, plan: Path, arguments: list[str], words: str
) -> None:
    answer = run(*arguments)

    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_a_directory_with_one_plan_stands_for_it(run: Run, plan: Path) -> None:
    assert run("tick", ".", "--number", "3").code == 0
    assert plan.read_bytes().decode() == ticked("Count to a hundred.")


def test_a_directory_with_several_plans_names_them(run: Run, plan: Path) -> None:
    Path("b.md").write_bytes(PLAN.encode())

    answer = run("tick", ".", "--next")

    assert (answer.code, answer.err) == (2, "Several plans are below .: name one of a.md, b.md.\n")


def test_json_says_the_same_to_programs(run: Run, plan: Path) -> None:
    expected = {
        "path": "a.md",
        "number": 3,
        "item": "Count to a hundred.",
        "state": "done",
        "line": 9,
        "stamp": "2026-03-04 09:30Z",
        "changed": True,
    }

    assert json.loads(run("tick", "a.md", "hundred", "--json").out) == expected
    again = json.loads(run("tick", "a.md", "hundred", "--json").out)
    assert again == {**expected, "changed": False}
    opened = json.loads(run("untick", "a.md", "hundred", "--json").out)
    assert opened == {**expected, "state": "open", "stamp": None}


def test_json_of_an_error_holds_the_candidates(run: Run, plan: Path) -> None:
    answer = run("tick", "a.md", "write", "--json")

    assert answer.code == 2
    assert json.loads(answer.out) == {
        "error": "2 items of a.md read “write”; name one with --number:",
        "candidates": [
            {"number": 4, "state": "open", "text": "Write `it` down."},
            {"number": 5, "state": "open", "text": "Write it again."},
        ],
    }


def test_json_is_ascii_and_sentences_are_harmless(run: Run, plan: Path) -> None:
    plan.write_text("## Progress\n\n- [ ] a\x1b[2Jb\u202e\n- [ ] a\x9b\n", encoding="utf-8")

    assert run("tick", "a.md", "--number", "1", "--json").out.isascii()
    shown = run("tick", "a.md", "a").err + run("tick", "a.md", "--number", "2").out

    assert not {"\x1b", "\u202e", "\x9b"}.intersection(shown)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [True, False], ids=["ended", "open end"])
def test_a_dry_run_prints_what_git_would_apply(
    run: Run, plan: Path, newline: str, *, end: bool
) -> None:
    text = "# T\n\n## Progress\n\n- [ ] One\n- [ ] Two\n".replace("\n", newline)
    text = text if end else text[: -len(newline)]
    plan.write_bytes(text.encode())

    answer = run("tick", "a.md", "Two", "--dry-run", "--json")

    assert plan.read_bytes() == text.encode()
    data = json.loads(answer.out)
    assert (data["dry_run"], data["changed"], data["line"]) == (True, True, 6)
    Path("patch").write_bytes(data["diff"].encode())
    subprocess.run(["git", "apply", "patch"], check=True)
    assert plan.read_bytes().decode() == ticked("Two", text)


def test_a_dry_run_writes_nothing(run: Run, plan: Path) -> None:
    answer = run("untick", "a.md", "--number", "1", "--dry-run")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    assert "-- [x] (2026-01-02 03:04Z) Read the code.\n+- [ ] Read the code.\n" in answer.out
    assert plan.read_bytes() == PLAN.encode()


def test_a_dry_run_refuses_what_the_verb_refuses(run: Run, plan: Path) -> None:
    answer = run("tick", "a.md", "--number", "9", "--dry-run")

    assert (answer.code, answer.out) == (2, "")


def test_a_dry_run_is_in_colour_on_a_terminal(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    answer = run("tick", "a.md", "--number", "3", "--dry-run")

    assert "\x1b[32m+- [x] (2026-03-04 09:30Z) Count to a hundred.\x1b[0m\n" in answer.out


def test_a_failing_disk_is_told(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Refused("a.md was not saved: the disk is full.")
    monkeypatch.setattr(scribe, "save", lambda *_, **__: full)

    answer = run("tick", "a.md", "--next", "--json")

    assert (answer.code, answer.err) == (2, "a.md was not saved: the disk is full.\n")
    assert json.loads(answer.out)["error"] == "a.md was not saved: the disk is full."


def test_an_unconfirmed_write_is_told(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scribe, "save", lambda *_, **__: Saved(digest_of(b""), durable=False))

    answer = run("tick", "a.md", "--next")

    assert answer.code == 0
    assert answer.err == "The disk did not confirm that the change would survive a power cut.\n"


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_an_item_that_went_away_since_is_not_made_up(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, option: list[str]
) -> None:
    def write(path: Path, make: toggling.Toggle, deeds: object) -> Wrote:
        intent = make(Document.parse(PLAN))
        assert isinstance(intent, Intent)
        return Wrote(Document.parse("# Another\n"), intent, changed=True, durable=True)

    monkeypatch.setattr(toggling, "write_intent", write)

    answer = run("tick", "a.md", "--next", *option)

    assert answer.code == 0
    if option:
        assert json.loads(answer.out) == {"path": "a.md", "changed": True}
    else:
        assert answer.out == (
            "It is written in a.md, and somebody else has changed the item since.\n"
        )


def test_a_protected_plan_is_left_alone(run: Run, plan: Path) -> None:
    plan.chmod(0o444)

    answer = run("tick", "a.md", "--next")

    assert (answer.code, answer.err) == (
        2,
        "a.md is shown read-only: change its permissions to edit it.\n",
    )


def test_the_verb_does_not_wait_for_writers_that_are_not_there(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.workspace.writing._LATE_PATIENCE", 60.0)
    began = time.monotonic()

    assert run("tick", "a.md", "--next").code == 0

    assert time.monotonic() - began < 30


@pytest.mark.parametrize("verb", ["tick", "untick"])
def test_help_is_the_page(run: Run, verb: str) -> None:
    assert run(verb, "--help").out == run("help", verb).out


LAST = """\
# Count

## Progress

- [x] (2026-02-03 10:00Z) Count to one.
- [x] (2026-02-03 14:00+03:00) Count to two.
- [x] Count to three.
- [x] (2026-13-03) Count to four.
- [ ] Count to five.
"""


def test_untick_next_takes_back_what_was_done_last(run: Run) -> None:
    path = Path("a.md")
    path.write_text(LAST, encoding="utf-8")

    answer = run("untick", "a.md", "--next")

    assert (answer.code, answer.out) == (0, "Opened “Count to two.” again at a.md:6.\n")
    opened = LAST.replace("- [x] (2026-02-03 14:00+03:00) Count", "- [ ] Count")
    assert path.read_text(encoding="utf-8") == opened


@pytest.mark.parametrize("times", [1, 3])
def test_untick_next_is_the_inverse_of_tick_next(run: Run, times: int) -> None:
    path = Path("a.md")
    path.write_text(LAST, encoding="utf-8")
    for _ in range(times):
        run("tick", "a.md", "--next")

    run("untick", "a.md", "--next")

    assert path.read_text(encoding="utf-8") == LAST


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (
            "- [x] (2026-02-03 10:00Z) one\n- [x] (2026-02-03 11:00+01:00) two\n",
            "2 items of a.md were done last, at the same time; name one with --number:\n"
            "  1  done     one\n  2  done     two\n",
        ),
        (
            "- [x] one\n- [ ] two\n",
            "No item of a.md says when it was done: there is no last one.\n",
        ),
    ],
)
def test_untick_next_does_not_guess(run: Run, items: str, words: str) -> None:
    Path("a.md").write_text(f"# T\n\n## Progress\n\n{items}", encoding="utf-8")

    answer = run("untick", "a.md", "--next")

    assert (answer.code, answer.err) == (2, words)
