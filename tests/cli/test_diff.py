"""`milepost diff`: what differs, and which versions are meant."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import diff
from milepost.cli.recalling import recall
from milepost.report.style import Style
from milepost.text import Source
from milepost.workspace.digest import Digest, digest_of
from milepost.workspace.history import History
from support.clock import FakeClock
from support.histories import NOON
from support.recorded import BLUE, OPEN, SANDED, remember

if TYPE_CHECKING:
    from support.command import Run

GREEN, PAINTED = "-- Decision: paint it green.", "+- Decision: paint it blue."
SAND = "+- [x] Sand the posts."
MINE = "+Mine."


@pytest.fixture(autouse=True)
def past(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "SystemClock", lambda: FakeClock(NOON + timedelta(hours=4)))
    remember()
    Path("plan.md").write_text(f"{BLUE}Mine.\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("revisions", "there", "absent"),
    [
        ([], {MINE}, {GREEN, SAND}),
        (["3"], {MINE}, {GREEN, SAND}),
        (["2"], {MINE, GREEN, PAINTED}, {SAND}),
        (["1"], {MINE, GREEN, SAND}, set()),
        (["1", "2"], {SAND}, {MINE, GREEN}),
        (["1", "3"], {SAND, GREEN}, {MINE}),
        ([digest_of(OPEN.encode())[:6], digest_of(SANDED.encode())], {SAND}, {GREEN}),
        (["@{2026-03-04 12:30}", "@{2026-03-04T13:00Z}"], {SAND}, {GREEN}),
        (["@{2026-03-04 12:59}", "@{2026-03-04}"], {SAND, GREEN}, {MINE}),
        (["@{4 hours ago}", "@{180 minutes ago}"], {SAND}, {GREEN}),
        (["@{ 1 hour ago }"], {MINE}, {GREEN}),
    ],
)
def test_versions_are_found_by_what_people_write(
    run: Run, revisions: list[str], there: set[str], absent: set[str]
) -> None:
    answer = run("diff", "plan.md", *revisions)
    lines = set(answer.out.split("\n"))

    assert (answer.code, answer.err) == (1, "")
    assert there <= lines
    assert not absent & lines


def test_nothing_differs(run: Run) -> None:
    assert run("diff", "plan.md", "2", "2").code == 0
    assert run("diff", "plan.md", "2", "2").out == ""


def test_without_a_version_it_is_the_last_change(run: Run) -> None:
    Path("plan.md").write_text(BLUE, encoding="utf-8")

    answer = run("diff", "plan.md")

    assert GREEN in answer.out
    assert SAND not in answer.out


def test_git_turns_one_into_the_other(run: Run, folder: Path) -> None:
    answer = run("diff", str(folder / "plan.md"), "1", "3")
    Path("plan.md").write_text(OPEN, encoding="utf-8")

    subprocess.run(
        ["git", "apply", "-"],
        input=answer.out.encode(),
        check=True,
        cwd=folder,
        env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"},
    )

    assert Path("plan.md").read_text(encoding="utf-8") == BLUE


def test_people_see_colours_and_no_control_characters(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("plan.md").write_text(f"{BLUE}\x1b[2J", encoding="utf-8")
    monkeypatch.setattr(
        "milepost.cli.output.style_of", lambda *_: Style(color=True, wraps=True, width=80)
    )

    answer = run("diff", "plan.md", "3")

    assert "\x1b[32m+\\x1b[2J\x1b[0m" in answer.out


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        ("4", "There is no version 4 of plan.md. `milepost history plan.md` lists them."),
        ("abc", "There is no version abc of plan.md."),
        ("zzzzzz", "There is no version zzzzzz of plan.md."),
        ("@{yesterday}", "yesterday is no time. Write @{2026-01-31 09:30}, which is UTC, or"),
        ("@{2026-13-01}", "2026-13-01 is no time."),
        ("@{999999 weeks ago}", "999999 weeks ago is no time."),
        ("@{2026-03-03}", "The oldest version of plan.md that is kept is from 2026-03-04 12:00Z."),
    ],
)
def test_what_is_not_there_is_explained(run: Run, revision: str, sentence: str) -> None:
    answer = run("diff", "plan.md", revision)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(sentence)


def test_a_digest_that_is_too_short_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = recall("plan.md").versions
    twins = tuple(
        type(each)(
            each.lineage, each.number, Digest(digest_of(b"")[:-1] + str(at)), 1, NOON, each.author
        )
        for at, each in enumerate(real)
    )
    monkeypatch.setattr(History, "versions", lambda *_: twins)

    answer = run("diff", "plan.md", digest_of(b"")[:6])

    assert answer.err.startswith(f"Several versions begin with {digest_of(b'')[:6]}")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name one plan and up to two versions:"),
        (["plan.md", "1", "2", "3"], "Name one plan and up to two versions:"),
        (["new.md"], "There is no file at new.md"),
        (["new.md", "1"], "Nothing is recorded of new.md yet."),
        (["here.md"], "Nothing is recorded of here.md yet."),
    ],
)
def test_wrong_command_lines_are_explained(run: Run, arguments: list[str], sentence: str) -> None:
    Path("here.md").write_text("something", encoding="utf-8")

    answer = run("diff", *arguments)

    assert answer.code == 2
    assert answer.err.startswith(sentence)


def test_versions_that_are_gone_are_explained(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(History, "text", lambda *_: None)

    assert run("diff", "plan.md", "1").err == "Version 1 of plan.md is not kept any more.\n"
    assert run("diff", "plan.md").code == 0


def test_a_deleted_plan_still_has_versions(run: Run) -> None:
    Path("plan.md").unlink()

    assert SAND in run("diff", "plan.md", "1", "2").out
    assert run("diff", "plan.md", "1").err.startswith("There is no file at plan.md")


def test_a_remark_on_the_history_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(History, "remark", "Something is odd.")

    assert run("diff", "plan.md", "1", "2").err == "Something is odd.\n"


def test_bytes_are_shown_as_they_are(run: Run) -> None:
    Path("plan.md").write_bytes(Source(BLUE.replace("\n", "\r\n")).encode())

    assert "+# Paint the fence\r\n" in run("diff", "plan.md", "3").out


@pytest.mark.parametrize(
    ("revisions", "ends"),
    [(["1", "3"], (1, 3)), (["2"], (2, None)), ([], (3, None)), (["3", "3"], (3, 3))],
)
def test_programs_are_told_which_versions_and_what_changed(
    run: Run, revisions: list[str], ends: tuple[int | None, int | None]
) -> None:
    plain = run("diff", "plan.md", *revisions)

    answer = run("diff", "plan.md", *revisions, "--json")

    assert (answer.code, answer.err) == (plain.code, "")
    data = json.loads(answer.out)
    assert (data["before"], data["after"], data["diff"]) == (*ends, plain.out)
    assert data["changed"] is (plain.code == 1)
    assert data["path"] == "plan.md"


def test_programs_are_told_what_became_of_items(run: Run) -> None:
    data = json.loads(run("diff", "plan.md", "1", "2", "--json").out)

    assert data["changes"]["done"] == ["Sand the posts."]
