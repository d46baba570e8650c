"""What a command does to a plan is in its history, and an agent hears of what the person did."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import accounting
from milepost.workspace import deeds
from milepost.workspace.history import FILE_NAME, History
from milepost.workspace.mailbox import take
from milepost.workspace.state import state_dir
from milepost.workspace.versions import Author
from support.recorded import recorded

if TYPE_CHECKING:
    from support.command import Run

TEXT = """\
# Paint the fence

## Progress

- [x] (2026-03-01 09:00Z) Buy paint.
- [ ] Sand the posts.
- [] Paint them.

## Surprises & Discoveries

None yet.

## Decision Log

None yet.

## Outcomes & Retrospective

None yet.
"""
PLAN = Path("plan.md")

COMMANDS = [
    (["tick", "plan.md", "Sand"], "Tick “Sand the posts.”", "ticked “Sand the posts.”"),
    (["untick", "plan.md", "Buy"], "Untick “Buy paint.”", "opened “Buy paint.”"),
    (["add", "plan.md", "Rest"], "Add “Rest”", "added “Rest”"),
    (
        ["split", "plan.md", "Sand", "--done", "one", "--remaining", "two"],
        "Split “Sand the posts.”",
        "split “Sand the posts.”",
    ),
    (
        ["note", "surprise", "plan.md", "It rains.", "--evidence", "Seen."],
        "Note “It rains.”",
        "noted “It rains.”",
    ),
    (["fix", "plan.md"], "Fix 2 findings", "fixed 2 findings"),
    (["check", "plan.md", "--fix"], "Fix 2 findings", "fixed 2 findings"),
]


@pytest.fixture(autouse=True)
def plan(folder: Path) -> None:
    PLAN.write_text(TEXT, encoding="utf-8")


def authors() -> list[tuple[Author, tuple[str, ...]]]:
    return [(each.author, each.intents) for each in recorded(PLAN)]


@pytest.mark.parametrize(("command", "label", "deed"), COMMANDS)
def test_a_command_is_recorded_with_what_was_there_before(
    run: Run, command: list[str], label: str, deed: str
) -> None:
    answer = run(*command)

    assert "history" not in answer.err
    assert authors() == [(Author.MILEPOST, (label,)), (Author.OUTSIDE, ())]
    assert recorded(PLAN)[0].size == len(PLAN.read_bytes())
    assert take(PLAN) == []


@pytest.mark.parametrize(("command", "label", "deed"), COMMANDS)
def test_an_agent_hears_of_it_when_a_person_gave_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str], label: str, deed: str
) -> None:
    monkeypatch.setattr(accounting, "has_terminal", lambda: True)

    run(*command)

    assert [letter.sentence for letter in take(PLAN)] == [deed]


def test_commands_follow_each_other(run: Run) -> None:
    run("tick", "plan.md", "Sand")
    run("untick", "plan.md", "Sand")
    run("add", "plan.md", "Rest")

    assert [each.number for each in recorded(PLAN)] == [4, 3, 2, 1]
    assert [author for author, _ in authors()] == [Author.MILEPOST] * 3 + [Author.OUTSIDE]


@pytest.mark.parametrize(
    "command",
    [
        ["tick", "plan.md", "Buy"],
        ["tick", "plan.md", "Sand", "--dry-run"],
        ["tick", "plan.md", "Nothing like that"],
        ["fix", "plan.md", "--diff"],
    ],
)
def test_what_writes_nothing_leaves_nothing_behind(run: Run, command: list[str]) -> None:
    run(*command)

    assert PLAN.read_text(encoding="utf-8") == TEXT
    assert not (state_dir() / FILE_NAME).exists()


@pytest.mark.parametrize("config", ["history = false\n", "history = maybe\n"])
def test_who_wants_no_history_gets_none(run: Run, config: str) -> None:
    Path("milepost.toml").write_text(config)

    answer = run("tick", "plan.md", "Sand")

    assert answer.code == 0
    assert not (state_dir() / FILE_NAME).exists()


def test_one_run_can_do_without(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_NO_HISTORY", "1")

    assert run("tick", "plan.md", "Sand").code == 0
    assert not (state_dir() / FILE_NAME).exists()


@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_command_can_do_without(run: Run, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    monkeypatch.setenv("MILEPOST_NO_HISTORY", "")  # What the command sets is taken back.
    words = ["tick", "plan.md", "Sand"]
    words.insert(place, "--no-history")

    assert run(*words).code == 0
    assert not (state_dir() / FILE_NAME).exists()


def test_behind_two_dashes_it_is_a_text(run: Run) -> None:
    assert run("add", "plan.md", "--", "--no-history").code == 0

    assert "- [ ] --no-history\n" in PLAN.read_text(encoding="utf-8")
    assert (state_dir() / FILE_NAME).exists()


def test_a_history_that_cannot_be_opened_stops_nothing(run: Run) -> None:
    state_dir().mkdir(parents=True)
    (state_dir() / FILE_NAME).mkdir()

    answer = run("tick", "plan.md", "Sand")

    assert (answer.code, answer.out.startswith("Ticked “Sand the posts.”")) == (0, True)
    assert "- [x] (" in PLAN.read_text(encoding="utf-8").split("Buy paint.")[1]
    assert answer.err.startswith(f"No history is kept in {state_dir()}: ")
    assert answer.err.count("\n") == 1


def test_a_history_that_is_held_by_another_stops_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "_PATIENCE", 0.01)
    run("tick", "plan.md", "Sand")
    with closing(sqlite3.connect(state_dir() / FILE_NAME, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        answer = run("untick", "plan.md", "Sand")
        holder.execute("ROLLBACK")

    assert answer.code == 0
    assert PLAN.read_text(encoding="utf-8") == TEXT
    assert answer.err == (
        f"No history is kept in {state_dir()}: another program does not let go of it. "
        "Your plans are not touched by this.\n"
    )
    run("add", "plan.md", "Rest")
    assert authors()[:2] == [(Author.MILEPOST, ("Add “Rest”",)), (Author.OUTSIDE, ())]


def test_old_versions_go_now_and_then(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "_PRUNED_EVERY", 4)
    pruned: list[int] = []
    monkeypatch.setattr(History, "prune", lambda *_: pruned.append(len(recorded(PLAN))))

    for step in range(5):
        run("add", "plan.md", f"Rest {step}")

    assert pruned == [4]
