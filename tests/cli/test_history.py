"""`milepost history`: what it lists."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.report.history import HistoryLine, render_history
from milepost.report.style import Style
from milepost.workspace import history as history_module
from milepost.workspace.digest import digest_of
from milepost.workspace.state import state_dir
from support.histories import NOON
from support.recorded import BLUE, OPEN, SANDED, recorded, remember

if TYPE_CHECKING:
    from support.command import Run

LINES = (
    "3  2026-03-04 14:00Z  others    {}  "
    "1 decision added, 1 decision removed, Plan of Work changed (−1 +1 lines)\n"
    "2  2026-03-04 13:00Z  you       {}  +1 done\n"
    "1  2026-03-04 12:00Z  others    {}  first seen\n"
).format(*(digest_of(text.encode())[:8] for text in (BLUE, SANDED, OPEN)))


def test_versions_are_listed_newest_first(run: Run) -> None:
    remember()

    answer = run("history", "plan.md")

    assert (answer.code, answer.out, answer.err) == (0, LINES, "")


@pytest.mark.parametrize(("limit", "older"), [(1, 2), (2, 1)])
def test_limit_cuts_the_list_and_says_so(run: Run, limit: int, older: int) -> None:
    remember()

    answer = run("history", "plan.md", "--limit", str(limit))

    assert answer.out == "\n".join(LINES.split("\n")[:limit]) + "\n"
    assert answer.err == f"{older} older; --limit 3 shows all.\n"


def test_programs_get_data(run: Run) -> None:
    remember()

    answer = run("history", "plan.md", "--json", "--limit", "2")
    data = json.loads(answer.out)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.isascii()
    assert (data["schema_version"], data["path"]) == (1, "plan.md")
    newest, second = data["versions"]
    assert newest["number"] == 3
    assert {key: second[key] for key in ("digest", "seen_at", "author", "intents", "size")} == {
        "digest": digest_of(SANDED.encode()),
        "seen_at": "2026-03-04T13:00:00+00:00",
        "author": "person",
        "intents": ["Tick “Sand the posts.”"],
        "size": len(SANDED),
    }
    assert second["changes"]["done"] == ["Sand the posts."]
    assert json.loads(run("history", "plan.md", "--json").out)["versions"][2]["changes"] is None


def test_what_is_not_recorded_yet_is_told(run: Run) -> None:
    remember()
    Path("plan.md").write_text(BLUE.replace("[ ] Paint", "[x] Paint"), encoding="utf-8")

    answer = run("history", "plan.md")

    assert answer.out == LINES
    assert answer.err == "Not recorded yet, since version 3: +1 done.\n"


def test_a_deleted_plan_has_a_history(run: Run) -> None:
    remember()
    Path("plan.md").unlink()

    answer = run("history", "plan.md")

    assert (answer.code, answer.out) == (0, LINES)
    assert answer.err == (
        "There is no file at plan.md now. `milepost restore plan.md 3` brings it back.\n"
    )


def test_what_else_is_in_its_place_is_told(run: Run) -> None:
    remember()
    Path("plan.md").unlink()
    Path("plan.md").mkdir()

    assert "plan.md is a directory" in run("history", "plan.md").err


def test_a_plan_that_was_moved_takes_it_along(run: Run) -> None:
    remember()
    Path("completed").mkdir()
    Path("plan.md").rename("completed/plan.md")

    assert run("history", "completed/plan.md").out == LINES


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_nothing_recorded_is_said_and_leaves_nothing_behind(run: Run, options: list[str]) -> None:
    Path("plan.md").write_text(OPEN, encoding="utf-8")

    answer = run("history", "plan.md", *options)

    assert answer.code == 1
    assert answer.err == (
        "Nothing is recorded of plan.md yet. Milepost records a plan while it has it open.\n"
    )
    assert not state_dir().exists()
    assert (json.loads(answer.out)["versions"] == []) if options else (answer.out == "")


def test_a_damaged_history_is_said(run: Run) -> None:
    state_dir().mkdir(parents=True)
    (state_dir() / "history.db").write_bytes(b"garbage " * 999)

    answer = run("history", "plan.md")

    assert answer.code == 1
    assert "The history of your plans could not be read (it is damaged)." in answer.err


def test_texts_that_are_gone_are_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    remember()
    Path("plan.md").write_text("other", encoding="utf-8")
    monkeypatch.setattr(history_module.History, "text", lambda *_: None)

    answer = run("history", "plan.md")

    assert answer.out.count("its text is not kept any more") == 3
    assert answer.err == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name one plan: `milepost history PLAN`."),
        (["a.md", "b.md"], "Name one plan: `milepost history PLAN`."),
        (["a.md", "--limit", "0"], "--limit takes a number from 1 on."),
        (["a.md", "--limit", "x"], "Argument --limit: invalid int value: 'x'."),
    ],
)
def test_wrong_command_lines_are_explained(run: Run, arguments: list[str], sentence: str) -> None:
    answer = run("history", *arguments)

    assert answer.code == 2
    assert answer.err.startswith(sentence)


def test_on_a_terminal_each_version_has_one_line() -> None:
    remember()
    (_, _, first) = recorded()
    line = HistoryLine(
        number=7,
        digest=first.digest,
        seen_at=NOON + timedelta(days=1),
        author="outside",
        intents=(),
        size=1,
        changes=None,
        remark="many words " * 20,
    )

    shown = render_history([line], Style(color=True, width=70, wraps=True))

    assert shown.startswith("\x1b[1m7\x1b[0m\x1b[2m  2026-03-05 12:00Z  others    ")
    assert shown.endswith("…")
    assert "\n" not in shown
