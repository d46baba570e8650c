"""`milepost init`: a new plan, and nothing overwritten."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.plan.skeleton import SKELETON
from milepost.workspace.store import PathState, Refused, Stale, Unreadable
from support.golden import assert_golden

if TYPE_CHECKING:
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\dZ(?=\) Began)")


def test_plan_is_written_and_the_next_step_named(run: Run) -> None:
    answer = run("init", "plans/deep/count.md", "Teach it to count")

    assert (answer.code, answer.err) == (0, "")
    assert_golden(answer.out, GOLDEN / "init.txt")
    text = Path("plans/deep/count.md").read_bytes().decode()
    assert_golden(STAMP.sub("2026-01-02 03:04Z", text), GOLDEN / "init_plan.md")


def test_purpose_takes_the_place_of_its_guidance(run: Run) -> None:
    run("init", "--purpose", "Anybody can count to ten.", "a.md", "Teach it to count")

    text = Path("a.md").read_text(encoding="utf-8")
    first = next(iter(SKELETON.values()))
    assert "\n\nAnybody can count to ten.\n\n" in text
    assert first not in text


def test_new_plan_is_found_and_checked(run: Run) -> None:
    run("init", "plans/a.md", "Teach it to count")

    answer = run("check")

    assert answer.code == 0, answer.out
    assert " MP1" not in answer.out.replace(" MP113 ", " ")


def test_command_to_go_on_with_can_be_pasted(run: Run) -> None:
    answer = run("init", "my plan.md", "T")

    assert "milepost check 'my plan.md'" in answer.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["init"], "Name the new file and its title"),
        (["init", "a.md"], "Name the new file and its title"),
        (["init", "a.md", "Teach", "it"], "Name the new file and its title"),
        (["init", "a.md", ""], "The title is empty"),
        (["init", "a.md", " \n\x07 "], "The title is empty"),
        (["init", "a.md", "T\udce9"], "must be valid UTF-8"),
        (["init", "a.md", "T", "--purpose", "\udce9"], "must be valid UTF-8"),
        (["init", "a.md", "T", "--purpose"], "expected one argument"),
        (["init", "there.md", "T"], "there.md is there already and was not touched"),
        (["init", "dangling.md", "T"], "dangling.md is there already"),
        (
            ["init", "folder", "T"],
            "folder is a directory: name a file in it, such as folder/plan.md",
        ),
        (["init", "new/", "T"], "new/ is a directory"),
        (["init", "there.md/a.md", "T"], "there.md could not be made ("),
        (["init", "x" * 300 + ".md", "T"], "could not be read (File name too long)"),
    ],
)
def test_what_cannot_be_done_touches_nothing(
    run: Run, folder: Path, arguments: list[str], words: str
) -> None:
    (folder / "there.md").write_text("mine", encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "dangling.md").symlink_to("nowhere.md")

    answer = run(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert answer.err.count("\n") == 1
    assert {path.name for path in folder.iterdir()} == {"dangling.md", "folder", "there.md"}
    assert (folder / "there.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Refused("The disk is full."), "The disk is full."),
        (
            Stale(Unreadable(Path("a.md"), PathState.FAILED, "It is gone.")),
            "It is gone.",
        ),
    ],
)
def test_a_save_that_fails_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, outcome: object, sentence: str
) -> None:
    monkeypatch.setattr("milepost.cli.init.save", lambda *_: outcome)

    answer = run("init", "a.md", "T")

    assert (answer.code, answer.err) == (2, f"{sentence}\n")


def test_a_file_that_came_meanwhile_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text("theirs", encoding="utf-8")
    monkeypatch.setattr(os.path, "lexists", lambda path: False)

    answer = run("init", "a.md", "T")

    assert answer.code == 2
    assert answer.err == "Somebody else wrote a.md just now; it was not touched.\n"
    assert Path("a.md").read_text(encoding="utf-8") == "theirs"


SERVICE = """\
[profiles.service]
required = ["Purpose", "Progress", "Rollout"]
expected = ["Decision Log"]
[per-file."plans/**"]
profile = "service"
"""


def headings(path: str) -> list[str]:
    return re.findall(r"(?m)^## (.+)$", Path(path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "options", "found"),
    [
        ("a.md", ["--profile", "cookbook"], [kind.title for kind in SKELETON]),
        (
            "a.md",
            ["--profile", "living"],
            ["Progress", "Surprises & Discoveries", "Decision Log", "Outcomes & Retrospective"],
        ),
        (
            "a.md",
            ["--profile", "service"],
            ["Purpose / Big Picture", "Progress", "Decision Log", "Rollout"],
        ),
        (
            "plans/a.md",
            [],
            ["Purpose / Big Picture", "Progress", "Decision Log", "Rollout"],
        ),
    ],
)
def test_plan_has_the_sections_of_its_profile(
    run: Run, name: str, options: list[str], found: list[str]
) -> None:
    Path("milepost.toml").write_text(SERVICE, encoding="utf-8")

    assert run("init", name, "Teach it to count", *options).code == 0

    assert headings(name) == found
    checked = run("check", name, *options, "--output-format", "json-lines")
    codes = {json.loads(line)["code"] for line in checked.out.split("\n") if '"code"' in line}
    assert codes <= {"MP113"}
    assert checked.code == 0


def test_purpose_that_is_given_is_kept_under_any_profile(run: Run) -> None:
    run("init", "a.md", "Count", "--profile", "living", "--purpose", "Anybody can count.")

    assert headings("a.md")[0] == "Purpose / Big Picture"


def test_unknown_profile_is_named(run: Run) -> None:
    answer = run("init", "a.md", "Count", "--profile", "livng")

    assert (answer.code, answer.err) == (2, "There is no profile livng. Did you mean living?\n")
    assert not Path("a.md").exists()
