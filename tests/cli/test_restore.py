"""`milepost restore`: what it puts back, and what it never touches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import restore
from milepost.workspace import scribe, store
from milepost.workspace.history import History
from milepost.workspace.store import Refused
from milepost.workspace.versions import Author
from support.recorded import BLUE, OPEN, SANDED, recorded, remember, remember_more

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.text import Source
    from milepost.workspace.store import Digest, SaveResult
    from support.command import Run

PLAN = Path("plan.md")
MINE = f"{BLUE}\n## Rough edges\n\nMine.\n"


@pytest.fixture(autouse=True)
def past(folder: Path) -> None:
    remember()


def on_disk() -> str:
    return PLAN.read_bytes().decode()


def meanwhile(monkeypatch: pytest.MonkeyPatch, where: object, action: Callable[[], object]) -> None:
    """Lets somebody else act once, right before the next save."""
    actions = [action]

    def act_and_save(
        path: Path, source: Source, expected: Digest | None, **more: bool
    ) -> SaveResult:
        if actions:
            actions.pop()()
        return store.save(path, source, expected, **more)

    monkeypatch.setattr(where, "save", act_and_save)


@pytest.mark.parametrize(
    ("revision", "text", "sentence"),
    [
        ("1", OPEN, "plan.md reads as in version 1 of 2026-03-04 12:00Z: 1 reopened, "),
        ("2", SANDED, "plan.md reads as in version 2 of 2026-03-04 13:00Z: "),
    ],
)
def test_a_whole_plan_is_put_back(run: Run, revision: str, text: str, sentence: str) -> None:
    answer = run("restore", "plan.md", revision)

    assert (answer.code, answer.out, on_disk()) == (0, "", text)
    assert answer.err.startswith(sentence)
    newest = recorded()[0]
    assert (newest.author, newest.intents) == (Author.MILEPOST, (f"Restore version {revision}",))


def test_one_section_is_put_back(run: Run) -> None:
    answer = run("restore", "plan.md", "1", "--section", "decision log")

    assert (answer.code, on_disk()) == (0, BLUE.replace("blue", "green"))
    assert answer.err == (
        "“Decision Log” of plan.md reads as in version 1 of 2026-03-04 12:00Z: "
        "1 decision added, 1 decision removed.\n"
    )
    assert recorded()[0].intents == ("Restore version 1 of “Decision Log”",)


def test_what_was_there_can_be_put_back_as_well(run: Run) -> None:
    PLAN.write_text(MINE, encoding="utf-8")

    run("restore", "plan.md", "1")
    assert [version.number for version in recorded()] == [5, 4, 3, 2, 1]
    run("restore", "plan.md", "4")

    assert on_disk() == MINE


@pytest.mark.parametrize("options", [[], ["--section", "Progress"]])
def test_what_reads_like_that_is_not_touched(run: Run, options: list[str]) -> None:
    before = PLAN.stat()

    answer = run("restore", "plan.md", "3", *options)

    assert answer.code == 0
    assert answer.err.endswith("plan.md reads like that already; nothing was written.\n")
    assert (PLAN.stat().st_ino, PLAN.stat().st_ctime_ns) == (before.st_ino, before.st_ctime_ns)
    assert len(recorded()) == 3


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "- [x] Sand"),
        (["--section", "Plan of Work"], "+Sand, then paint."),
    ],
)
def test_a_dry_run_shows_and_writes_nothing(run: Run, options: list[str], expected: str) -> None:
    answer = run("restore", "plan.md", "1", "--dry-run", *options)

    assert (answer.code, answer.err, on_disk()) == (1, "", BLUE)
    assert expected in answer.out
    assert len(recorded()) == 3
    assert run("restore", "plan.md", "3", "--dry-run", *options).code == 0


def test_a_deleted_plan_comes_back(run: Run) -> None:
    PLAN.unlink()

    assert run("restore", "plan.md", "2", "--dry-run").code == 1
    assert not PLAN.exists()
    answer = run("restore", "plan.md", "2")

    assert (answer.code, on_disk()) == (0, SANDED)
    assert answer.err == "plan.md is back, as in version 2 of 2026-03-04 13:00Z.\n"


@pytest.mark.parametrize("damage", [b"\x00" * 20, b"\xff\xfe\x00", b"\xef\xbb\xbf" + OPEN.encode()])
def test_a_file_that_cannot_be_edited_is_put_back_whole(run: Run, damage: bytes) -> None:
    PLAN.write_bytes(damage)

    assert run("restore", "plan.md", "2").code == 0
    assert on_disk() == SANDED
    assert recorded()[1].size == len(damage)


# Beside others


def test_what_nobody_has_seen_is_never_written_over(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, scribe, lambda: PLAN.write_text(MINE, encoding="utf-8"))

    answer = run("restore", "plan.md", "1")

    assert (answer.code, on_disk()) == (2, MINE)
    assert "changed by somebody else" in answer.err


@pytest.mark.parametrize("damage", [b"\x00" * 20, None])
def test_nor_where_a_whole_file_is_put_back(
    run: Run, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    if damage is None:
        PLAN.unlink()
    else:
        PLAN.write_bytes(damage)
    meanwhile(monkeypatch, restore, lambda: PLAN.write_text(MINE, encoding="utf-8"))

    answer = run("restore", "plan.md", "1")

    assert (answer.code, on_disk()) == (2, MINE)
    assert answer.err == (
        "Nothing was restored: somebody else has just written plan.md. Look, and try again.\n"
    )


def test_a_section_goes_into_what_others_have_just_written_elsewhere(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, scribe, lambda: PLAN.write_text(MINE, encoding="utf-8"))

    answer = run("restore", "plan.md", "1", "--section", "Decision Log")

    assert (answer.code, on_disk()) == (0, MINE.replace("blue", "green"))


def test_a_section_that_others_have_just_written_is_theirs(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = BLUE.replace("blue", "red")
    meanwhile(monkeypatch, scribe, lambda: PLAN.write_text(theirs, encoding="utf-8"))

    answer = run("restore", "plan.md", "1", "--section", "Decision Log")

    assert (answer.code, on_disk()) == (2, theirs)


def test_a_plan_that_changes_right_before_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = restore._keep_present

    def keep_and_meddle(*arguments: object) -> object:
        kept = real(*arguments)  # type: ignore[arg-type]  # It is handed through.
        PLAN.write_text(MINE, encoding="utf-8")
        return kept

    monkeypatch.setattr(restore, "_keep_present", keep_and_meddle)

    answer = run("restore", "plan.md", "1")

    assert (answer.code, on_disk()) == (2, MINE)
    assert answer.err.startswith("Nothing was restored: somebody else has just written plan.md.")


# What cannot be


def test_what_could_not_be_kept_is_not_replaced(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    PLAN.write_text(MINE, encoding="utf-8")
    monkeypatch.setattr(History, "record", lambda *_: False)

    answer = run("restore", "plan.md", "1")

    assert (answer.code, on_disk()) == (2, MINE)
    assert answer.err.startswith(
        "Nothing was restored, because what plan.md holds now could not be kept in the history."
    )


def test_a_full_disk_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    PLAN.unlink()
    monkeypatch.setattr(restore, "save", lambda *_: Refused("The disk is full."))

    answer = run("restore", "plan.md", "1")

    assert (answer.code, answer.err) == (2, "The disk is full.\n")


def test_a_section_cannot_go_into_endless_code(run: Run) -> None:
    PLAN.write_text("# Paint the fence\n\n```\n", encoding="utf-8")

    answer = run("restore", "plan.md", "1", "--section", "Progress")

    assert answer.code == 2
    assert answer.err.startswith("Nothing was restored: the section belongs where the plan has")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["plan.md"], "Name one plan and one version: `milepost restore PLAN REV`."),
        (["plan.md", "1", "2"], "Name one plan and one version:"),
        (["plan.md", "9"], "There is no version 9 of plan.md."),
        (["new.md", "1"], "Nothing is recorded of new.md yet."),
        (
            ["plan.md", "1", "--section", "Weather"],
            "Version 1 has no section Weather. Its sections are: Paint the fence, Progress, "
            "Decision Log, Plan of Work.",
        ),
    ],
)
def test_wrong_command_lines_are_explained(run: Run, arguments: list[str], sentence: str) -> None:
    answer = run("restore", *arguments)

    assert answer.code == 2
    assert answer.err.startswith(sentence)


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_a_section_needs_a_file(run: Run, dry: list[str]) -> None:
    PLAN.unlink()

    answer = run("restore", "plan.md", "1", "--section", "Progress", *dry)

    assert answer.code == 2
    assert answer.err.startswith("There is no file at plan.md")


def test_a_directory_is_not_replaced(run: Run) -> None:
    PLAN.unlink()
    PLAN.mkdir()

    answer = run("restore", "plan.md", "1")

    assert answer.code == 2
    assert answer.err.startswith("plan.md is a directory")


def test_programs_are_told_what_came_back(run: Run) -> None:
    looked = json.loads(run("restore", "plan.md", "1", "--dry-run", "--json").out)
    answer = run("restore", "plan.md", "1", "--section", "progress", "--json")
    again = json.loads(run("restore", "plan.md", "1", "--section", "Progress", "--json").out)

    assert (looked["dry_run"], looked["section"], looked["changed"]) == (True, None, True)
    assert "+- [ ] Sand the posts." in looked["diff"]
    data = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert (data["path"], data["version"], data["section"]) == ("plan.md", 1, "Progress")
    assert (data["changed"], data["changes"]["reopened"]) == (True, ["Sand the posts."])
    assert (again["changed"], again["changes"]["reopened"]) == (False, [])


def test_programs_are_told_that_a_deleted_plan_is_back(run: Run) -> None:
    PLAN.unlink()

    data = json.loads(run("restore", "plan.md", "2", "--json").out)

    assert data["changed"] is True
    assert on_disk() == SANDED


def test_a_section_that_has_a_namesake_is_named_with_what_it_stands_in(run: Run) -> None:
    twins = f"{OPEN}\n### Rough edges\n\nSand.\n\n## Notes\n\n### Rough edges\n\nNone.\n"
    remember_more(twins, twins.replace("Sand.", "Plane.").replace("None.", "Two."))

    vague = run("restore", "plan.md", "4", "--section", "Rough edges")
    exact = run("restore", "plan.md", "4", "--section", "Notes / Rough edges")

    assert vague.code == 2
    assert "Version 4 has several sections Rough edges. Say which: " in vague.err
    assert "Notes / Rough edges." in vague.err
    assert exact.code == 0
    assert on_disk() == twins.replace("Sand.", "Plane.")
