"""`milepost status`, `ready` and `finish`: where to go on, whether to begin, whether it is over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.golden import assert_golden
from support.plan_texts import SAMPLES

if TYPE_CHECKING:
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"
VERBS = pytest.mark.parametrize("verb", ["status", "ready", "finish"])
FINISHED = next(text for text in SAMPLES if "nightly" in text)
PLAN = """\
# Teach it to count

This is a living document.

## Progress

- [x] (2026-01-02 03:04Z) Read the code.
- [ ] Count to ten (completed: one to five; remaining: six to ten).
- [ ] Count to a hundred.

## Decision Log

- Decision: Count upwards.
  Rationale: People do.
  Date/Author: 2026-01-03 04:05Z / Imke.

## Plan of Work

Add what is TBD.
"""
BARE = "# Bare\n\n## Progress\n\nNothing.\n"
CLOSED = """\
# Closed

## Progress

- [x] (2026-01-02 03:04Z) One.
- [ ] Two (cancelled: not asked for).

## Outcomes & Retrospective

One is enough.
"""


@pytest.fixture(autouse=True)
def plan(folder: Path) -> Path:
    path = folder / "a.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_status_is_one_line(run: Run) -> None:
    answer = run("status", "a.md")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "a.md: 1/3 done, 1 in part; next 2 “Count to ten”; left of 2 “six to ten”; "
        "last decision (2026-01-03 04:05Z) “Count upwards.”; 6 errors, 4 warnings; "
        "the records keep up with the work\n"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BARE, "nothing to count in Progress; no decision is recorded; "),
        (CLOSED, "1/2 done; next 2 “Two (cancelled: not asked for).”"),
        (PLAN.replace("  Date/Author: 2026-01-03 04:05Z / Imke.\n", ""), "last decision “Count"),
        (
            CLOSED.replace("- [ ] Two", "- [x] Two").replace("One is", "TBD"),
            "2/2 done; no decision",
        ),
        (CLOSED.replace("- [ ] Two", "- [x] Two").partition("## O")[0], "no outcome is recorded"),
        ("# T\n\n## Progress\n\n- [ ]\n", "next 1 “(no text)”"),
        (PLAN.replace("Count upwards", "Count \x1b[31m" + "x" * 99), "“Count \\x1b[31mxxx"),
    ],
)
def test_status_says_what_there_is(run: Run, plan: Path, text: str, words: str) -> None:
    plan.write_text(text, encoding="utf-8")

    answer = run("status", "a.md")

    assert answer.code == 0
    assert words in answer.out
    assert answer.out.count("\n") == 1
    assert "\x1b" not in answer.out


def test_one_finding_is_one(run: Run) -> None:
    answer = run("status", "a.md", "--select", "MP501", "--isolated")

    assert "; 1 error, 0 warnings; " in answer.out
    assert "; 1 error, " not in run("status", "a.md", "--select", "MP502").out


@VERBS
def test_json_is_as_recorded(run: Run, verb: str) -> None:
    answer = run(verb, "--json", "a.md")

    assert answer.err == ""
    assert_golden(answer.out, GOLDEN / f"{verb}.json")


def test_json_of_a_bare_plan_has_the_same_keys(run: Run, plan: Path) -> None:
    full = json.loads(run("status", "--json", "a.md").out)
    plan.write_text(BARE, encoding="utf-8")
    bare = json.loads(run("status", "--json", "a.md").out)

    assert full.keys() == bare.keys()
    assert (bare["next"], bare["last_decision"], bare["partials"]) == (None, None, [])


def test_plan_is_not_fit_to_be_started(run: Run) -> None:
    answer = run("ready", "a.md")

    assert (answer.code, answer.err) == (1, "")
    assert "a.md:19:13: MP501 `TBD` was never filled in\n" in answer.out
    assert answer.out.endswith("a.md is not fit to be started yet: 6 things are in the way.\n")


def test_one_thing_is_in_the_way(run: Run) -> None:
    answer = run("ready", "a.md", "--select", "MP501")

    assert answer.out.endswith("a.md is not fit to be started yet: 1 thing is in the way.\n")


def test_new_plan_is_not_fit_to_be_started(run: Run) -> None:
    run("init", "new.md", "Teach it to count")

    answer = run("ready", "new.md")

    assert answer.code == 1
    assert set(answer.out.split()) & {"MP113"}


def test_whole_plan_is_fit_and_finished(run: Run, plan: Path) -> None:
    plan.write_text(FINISHED, encoding="utf-8")

    assert run("ready", "a.md").out == "a.md is fit to be started.\n"
    assert run("finish", "a.md").out == "a.md is finished.\n"
    assert run("finish", "a.md").code == 0


def test_strict_is_stricter(run: Run, plan: Path) -> None:
    plan.write_text(FINISHED.replace("## Idempotence", "## Not idempotence"), encoding="utf-8")

    assert run("ready", "a.md").code == 0
    assert run("ready", "a.md", "--strict").code == 1


def test_finish_names_what_is_open(run: Run) -> None:
    answer = run("finish", "a.md")

    assert (answer.code, answer.err) == (1, "")
    assert answer.out == (
        "a.md:8:1: item 2 is done in part: Count to ten (completed: one to five; remaining: six to "
        "ten…\n"
        "a.md:9:1: item 3 is open: Count to a hundred.\n"
        "a.md:20:1: no outcome is recorded\n"
        "a.md is not finished yet: 3 things are in the way.\n"
    )


def test_finish_does_not_check(run: Run) -> None:
    answer = run("finish", "a.md", "--select", "MP501")

    assert answer.code == 2
    assert "nrecognized arguments: --select" in answer.err


def test_closed_items_do_not_keep_a_plan_open(run: Run, plan: Path) -> None:
    plan.write_text(CLOSED, encoding="utf-8")

    assert run("finish", "a.md").code == 0
    assert json.loads(run("finish", "a.md", "--json").out) == {
        "path": "a.md",
        "finished": True,
        "missing": [],
    }


@VERBS
def test_nothing_is_written(run: Run, plan: Path, verb: str) -> None:
    run(verb, "a.md")

    assert plan.read_text(encoding="utf-8") == PLAN
    assert [path.name for path in plan.parent.iterdir()] == ["a.md"]


@VERBS
def test_directory_stands_for_its_only_plan(run: Run, verb: str) -> None:
    assert run(verb, ".").out.startswith("a.md")


@VERBS
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name one plan: `milepost {verb} PLAN`."),
        (["a.md", "b.md"], "Name one plan"),
        (["two"], "Several plans are below two: name one of two/a.md, two/b.md."),
        (["a.md", "--profile", "none"], "There is no profile none."),
        (["no.md"], "There is no file at no.md"),
    ],
)
def test_what_cannot_be_followed_is_said(
    run: Run, folder: Path, verb: str, arguments: list[str], words: str
) -> None:
    (folder / "two").mkdir()
    for name in ("a.md", "b.md"):
        (folder / "two" / name).write_text(PLAN, encoding="utf-8")

    answer = run(verb, *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert words.format(verb=verb) in answer.err


@VERBS
def test_json_says_why_a_plan_was_not_read(run: Run, verb: str) -> None:
    answer = run(verb, "--json", "no.md")

    assert answer.code == 2
    assert json.loads(answer.out)["error"] + "\n" == answer.err


@VERBS
def test_odd_profile_of_a_plan_is_remarked_on(run: Run, plan: Path, verb: str) -> None:
    plan.write_text("<!-- milepost-profile: nonsense -->\n\n" + PLAN, encoding="utf-8")

    assert "a.md chooses the profile nonsense, which does not exist." in run(verb, "a.md").err
