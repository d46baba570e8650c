"""`milepost add` and `milepost split`: where an item goes, what it becomes, what is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import add, changing, split
from milepost.document import Document
from milepost.workspace.intent import Intent
from milepost.workspace.writing import NotWrote, Wrote
from support.clock import FakeClock

if TYPE_CHECKING:
    from support.command import Run

PLAN = """\
# Teach it to count

## Progress

### First

- [x] (2026-01-02 03:04Z) Read the code.
- [ ] Count to ten.
- [ ] Count to a hundred.

### Second

## Plan of Work
"""
STAMP = "(2026-03-04 09:30Z)"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "SystemClock", FakeClock)
    monkeypatch.setattr(split, "SystemClock", FakeClock)


@pytest.fixture
def plan(folder: Path) -> Path:
    path = Path("a.md")
    path.write_bytes(PLAN.encode())
    return path


LAST = "- [ ] Count to a hundred.\n"


@pytest.mark.parametrize(
    ("arguments", "old", "new", "said"),
    [
        (["Rest"], LAST, f"{LAST}- [ ] Rest\n", "Added “Rest” at a.md:10."),
        (["Have", "a", "rest"], LAST, f"{LAST}- [ ] Have a rest\n",
         "Added “Have a rest” at a.md:10."),
        (["--done", "Rest"], LAST, f"{LAST}- [x] {STAMP} Rest\n",
         "Added “Rest” with 2026-03-04 09:30Z at a.md:10."),
        (["Rest", "--after", "Count to ten"], LAST, f"- [ ] Rest\n{LAST}",
         "Added “Rest” at a.md:9."),
        (["Rest", "--under", "first"], LAST, f"{LAST}- [ ] Rest\n", "Added “Rest” at a.md:10."),
        (["Rest", "--under", "Sec"], "### Second\n", "### Second\n\n- [ ] Rest\n",
         "Added “Rest” at a.md:13."),
        (["Rest\n- [ ] x"], LAST, f"{LAST}- [ ] Rest\n  \\- [ ] x\n",
         "Added “Rest \\- [ ] x” at a.md:10."),
    ],
)  # fmt: skip
def test_an_item_is_added_and_nothing_else(
    run: Run, plan: Path, arguments: list[str], old: str, new: str, said: str
) -> None:
    answer = run("add", "a.md", *arguments)

    assert (answer.code, answer.err) == (0, "")
    assert plan.read_bytes().decode() == PLAN.replace(old, new)
    assert answer.out == f"{said}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name a plan: `milepost add PLAN \"its text\"`."),
        (["a.md"], "Say what is to be done: `milepost add PLAN \"its text\"`."),
        (["a.md", " "], "Say what is to be done: `milepost add PLAN \"its text\"`."),
        (["a.md", "x", "--after", "a", "--under", "b"],
         "An item goes after another one or under a heading, not both."),
        (["a.md", "x", "--after", "zzzz"],
         "No item of a.md reads “zzzz”. `milepost progress` lists all."),
        (["a.md", "x", "--under", "s"],
         "2 headings below Progress in a.md read “s”; there are: “First”, “Second”."),
        (["a.md", "x", "--under", "Third"],
         "No heading below Progress in a.md read “Third”; there are: “First”, “Second”."),
        (["none.md", "x"],
         "There is no file at none.md: create it, or wait until an agent writes it."),
        (["bare.md", "x"], "bare.md has no Progress section to add an item to."),
        (["shut.md", "x"],
         "“x” was not added to shut.md: it would not be read as one more item there."),
        (["shut.md", "x", "--under", "y"],
         "No heading below Progress in shut.md read “y”; there are: none."),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said(
    run: Run, plan: Path, arguments: list[str], said: str
) -> None:
    Path("bare.md").write_text("# T\n")
    Path("shut.md").write_text("## Progress\n\n```\n")

    answer = run("add", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.removesuffix("\n") == said
    assert plan.read_bytes() == PLAN.encode()


def test_a_directory_with_several_plans_is_no_plan(run: Run, plan: Path) -> None:
    for name in ("a.md", "b.md"):
        Path(name).write_text(f"{PLAN}\n## Decision Log\n")

    answer = run("add", ".", "x")

    assert answer.code == 2
    assert answer.err == "Several plans are below .: name one of a.md, b.md.\n"


def test_a_program_hears_what_was_added(run: Run, plan: Path) -> None:
    assert json.loads(run("add", "a.md", "Rest", "--json").out) == {
        "path": "a.md",
        "number": 4,
        "item": "Rest",
        "state": "open",
        "line": 10,
        "stamp": None,
        "changed": True,
    }
    refused = json.loads(run("add", "a.md", "x", "--after", "count", "--json").out)
    assert refused["error"].startswith("2 items of a.md read “count”")
    assert [each["number"] for each in refused["candidates"]] == [2, 3]


def test_only_looking_writes_nothing(run: Run, plan: Path) -> None:
    answer = run("add", "a.md", "Rest", "--dry-run")

    assert answer.code == 0
    assert "+- [ ] Rest\n" in answer.out
    told = json.loads(run("add", "a.md", "Rest", "--dry-run", "--json").out)
    assert told["dry_run"] is True
    assert told["diff"] == answer.out
    assert run("add", "a.md", "x", "--after", "count", "--dry-run").code == 2
    assert plan.read_bytes() == PLAN.encode()


@pytest.mark.parametrize(
    ("arguments", "new", "said"),
    [
        (
            ["Count to ten"],
            f"- [x] {STAMP} To five.\n- [ ] To ten.\n",
            "Split into “To five.” with 2026-03-04 09:30Z, and “To ten.”, at a.md:8.",
        ),
        (
            ["--next"],
            f"- [x] {STAMP} To five.\n- [ ] To ten.\n",
            "Split into “To five.” with 2026-03-04 09:30Z, and “To ten.”, at a.md:8.",
        ),
        (
            ["--number", "2", "--as", "remark"],
            "- [ ] Count to ten (completed: To five.; remaining: To ten.).\n",
            "Remarked in “Count to ten (completed: To five.; remaining: To ten.).” "
            "what is done and what remains at a.md:8.",
        ),
    ],
)
def test_an_item_is_split(run: Run, plan: Path, arguments: list[str], new: str, said: str) -> None:
    answer = run("split", "a.md", *arguments, "--done", "To five.", "--remaining", "To ten.")

    assert (answer.code, answer.err) == (0, "")
    assert plan.read_bytes().decode() == PLAN.replace("- [ ] Count to ten.\n", new)
    assert answer.out == f"{said}\n"


def test_a_plan_with_remarks_gets_another_one(run: Run, plan: Path) -> None:
    remarked = PLAN.replace("ten.", "ten (completed: a; remaining: b).")
    plan.write_bytes(remarked.encode())
    halves = ("--done", "c", "--remaining", "d")

    answer = run("split", "a.md", "hundred", *halves)
    again = run("split", "a.md", "hundred", *halves)
    looked = run("split", "a.md", "hundred", *halves, "--dry-run")

    assert answer.code == 0
    assert plan.read_bytes().decode() == remarked.replace(
        "hundred.", "hundred (completed: c; remaining: d)."
    )
    said = (
        "“Count to a hundred (completed: c; remaining: d).” says so already at a.md:9; "
        "nothing was written.\n"
    )
    assert (again.code, again.out) == (0, said)
    assert (looked.code, looked.out, looked.err) == (0, "", said)


def test_a_program_hears_of_both_halves(run: Run, plan: Path) -> None:
    told = json.loads(run("split", "a.md", "ten", "--done", "a", "--remaining", "b", "--json").out)

    assert (told["done"]["item"], told["done"]["line"]) == ("a", 8)
    assert (told["remaining"]["item"], told["remaining"]["state"]) == ("b", "open")
    told = json.loads(
        run("split", "a.md", "b", "--done", "c", "--remaining", "d", "--as", "remark", "--json").out
    )
    assert (told["state"], told["changed"]) == ("partial", True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ten"], "Say what is done and what remains: "),
        (["ten", "--done", "a", "--remaining", " "], "Say what is done and what remains: "),
        (["--done", "a", "--remaining", "b"], "Name one item: `milepost split PLAN "),
        (["read", "--done", "a", "--remaining", "b"],
         "“Read the code.” is done in a.md: nothing of it remains."),
        (["zzzz", "--done", "a", "--remaining", "b"], "No item of a.md reads “zzzz”."),
        (["ten", "--done", "a)", "--remaining", "b", "--as", "remark"],
         "“Count to ten.” was not split in a.md: the two parts would not be read as such."),
    ],
)  # fmt: skip
def test_what_cannot_be_split_is_said(
    run: Run, plan: Path, arguments: list[str], said: str
) -> None:
    answer = run("split", "a.md", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said)
    assert plan.read_bytes() == PLAN.encode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "a.md", "Rest"], "somebody else has changed the item since.\n"),
        (["split", "a.md", "ten", "--done", "a", "--remaining", "b"],
         "somebody else has changed it since.\n"),
        (["split", "a.md", "ten", "--done", "a", "--remaining", "b", "--as", "remark"],
         "somebody else has changed it since.\n"),
    ],
)  # fmt: skip
def test_what_somebody_else_changed_at_once_is_said(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    def write(path: Path, make: changing.Change, deeds: object) -> Wrote:
        intent = make(Document.parse(PLAN))
        assert isinstance(intent, Intent)
        return Wrote(Document.parse("# T\n"), intent, changed=True, durable=False)

    monkeypatch.setattr(changing, "write_intent", write)

    answer = run(*arguments)

    assert answer.out == f"It is written in a.md, and {said}"
    assert answer.err == "The disk did not confirm that the change would survive a power cut.\n"
    if arguments[0] == "split" and "--as" not in arguments:
        told = json.loads(run(*arguments, "--json").out)
        assert (told["done"], told["remaining"]) == (None, None)


def test_what_was_there_already_is_said(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, make: changing.Change, deeds: object) -> Wrote:
        intent = make(Document.parse(PLAN))
        assert isinstance(intent, Intent)
        return Wrote(intent.after, intent, changed=False, durable=True)

    monkeypatch.setattr(changing, "write_intent", write)

    said = "is there already at a.md:10; nothing was written.\n"
    assert run("add", "a.md", "Rest").out == f"“Rest” {said}"


def test_what_could_not_be_written_is_said(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, make: changing.Change, deeds: object) -> NotWrote:
        return NotWrote(Document.parse(PLAN), "The disk is full.")

    monkeypatch.setattr(changing, "write_intent", write)

    answer = run("add", "a.md", "Rest", "--json")

    assert (answer.code, answer.err) == (2, "The disk is full.\n")
    assert json.loads(answer.out) == {"error": "The disk is full.", "candidates": []}
