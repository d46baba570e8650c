"""`milepost progress`: one plan in full, several in brief, and what cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.golden import assert_golden

if TYPE_CHECKING:
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"
PLAN = """\
# Teach it to count

## Progress

- [x] (2026-01-02 03:04Z) Read the code.
- [ ] Count to ten (completed: one to five; remaining: six to ten).
- [ ] Count to a hundred.

## Decision Log

## Plan of Work
"""
OTHER = PLAN.replace("Teach it to count", "Teach it to read").replace("- [ ]", "- [x]")


def write(path: str, text: str = PLAN) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def test_one_plan_is_shown_in_full(run: Run) -> None:
    write("a.md")

    answer = run("progress", "a.md")

    assert (answer.code, answer.err) == (0, "")
    assert_golden(answer.out, GOLDEN / "progress.txt")


def test_json_is_as_recorded(run: Run) -> None:
    write("a.md")

    answer = run("progress", "--json", "a.md")

    assert (answer.code, answer.err) == (0, "")
    assert_golden(answer.out, GOLDEN / "progress.json")


def test_a_directory_with_one_plan_stands_for_it(run: Run) -> None:
    write("plans/a.md")

    assert run("progress", "plans").out == run("progress", "plans/a.md").out


def test_several_plans_have_one_line_each(run: Run) -> None:
    write("plans/a.md")
    write("plans/b.md", OTHER)

    answer = run("progress", "plans")

    assert answer.code == 0
    assert answer.out == (
        "    1/3   33 %  plans/a.md  Teach it to count\n"
        "    3/3  100 %  plans/b.md  Teach it to read\n"
    )


def test_json_wants_one_plan(run: Run) -> None:
    write("plans/a.md")
    write("plans/b.md", OTHER)

    answer = run("progress", "plans", "--json")

    assert answer.code == 2
    assert list(json.loads(answer.out)) == ["error"]
    assert answer.err == (
        "Several plans are below it, and --json shows one: name one of plans/a.md, plans/b.md.\n"
    )


def test_a_plan_without_progress_says_so(run: Run) -> None:
    write("a.md", "# T\n\n## Plan of Work\n\nWork.\n")

    answer = run("progress", "a.md")

    assert answer.code == 0
    assert answer.out == "T\nThis plan has no Progress section, so there is nothing to count.\n"


@pytest.mark.parametrize("arguments", [[], ["a.md", "b.md"]])
def test_exactly_one_plan_is_wanted(run: Run, arguments: list[str]) -> None:
    answer = run("progress", *arguments)

    assert answer.code == 2
    assert answer.err == "Name one plan, or a directory: `milepost progress PLAN`.\n"


def test_an_unknown_option_is_named(run: Run) -> None:
    answer = run("progress", "a.md", "--yaml")

    assert answer.code == 2
    assert answer.err == (
        "Unrecognized arguments: --yaml. `milepost progress --help` tells more.\n"
    )


@pytest.mark.parametrize("option", [[], ["--json"]])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9\n", "it is not valid UTF-8"),
        ("# T\n".encode("utf-16"), "it looks like UTF-16, not UTF-8"),
        (b"# T\0\n", "it holds NUL bytes"),
        (None, "There is no file at a.md"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    run: Run, data: bytes | None, words: str, option: list[str]
) -> None:
    if data is not None:
        Path("a.md").write_bytes(data)

    answer = run("progress", "a.md", *option)

    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1
    if option:
        failed = json.loads(answer.out)
        assert words in failed["error"]
        assert failed["total"] == 0
    else:
        assert answer.out == ""


def test_json_of_an_empty_directory_holds_the_error(run: Run) -> None:
    Path("plans").mkdir()

    answer = run("progress", "plans", "--json")

    assert answer.code == 2
    assert json.loads(answer.out)["error"].startswith("There is no plan below plans.")


@pytest.mark.parametrize("data", [b"", b"# T\r\r## Progress\r\r- [ ] a\r", b"\xef\xbb\xbf# T\n"])
def test_odd_files_are_read_all_the_same(run: Run, data: bytes) -> None:
    Path("a.md").write_bytes(data)

    assert run("progress", "a.md").code == 0


def test_a_named_pipe_does_not_block(run: Run) -> None:
    os.mkfifo("pipe.md")

    answer = run("progress", "pipe.md")

    assert answer.code == 2
    assert "a named pipe" in answer.err


def test_ascii_json_whatever_the_plan_holds(run: Run) -> None:
    write("a.md", "# 日本\x1b\u202e\n\n## Progress\n\n- [ ] \x9b\n")

    answer = run("progress", "a.md", "--json")

    assert answer.out.isascii()
    assert "\x1b" not in answer.out
    assert json.loads(answer.out)["remaining"] == ["\x9b"]
