"""`milepost config`: every key, its value, and the file that gave it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.cli import config_init
from milepost.text import Source
from milepost.workspace.config_keys import KEYS
from milepost.workspace.digest import digest_of
from milepost.workspace.store import PathState, Refused, Snapshot, Stale, Unreadable
from support.golden import assert_golden

if TYPE_CHECKING:
    from milepost.workspace.config_keys import Key
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"
FILE = Path("milepost.toml")

CONFIG = """\
ignore = ["MP2", "fenced-block"]
profile = "service"
severity = { MP3 = "info", undefined-term = "off" }
[sections]
"Status Board" = "Progress"
[profiles.service]
required = ["Purpose", "Rollout"]
"""


@pytest.fixture(autouse=True)
def repository(folder: Path) -> Path:
    (folder / ".git").mkdir()
    return folder


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file.absolute()


def test_show_names_the_file_of_each_key(run: Run) -> None:
    write("milepost.toml", CONFIG)
    write("../config/milepost/milepost.toml", 'extra-terms = ["lease"]\nignore = []\n')

    answer = run("config", "show")

    assert (answer.code, answer.err) == (0, "")
    own = str(Path("../config/milepost/milepost.toml").resolve())
    assert_golden(answer.out.replace(own, "OWN"), GOLDEN / "config_show.txt")


def test_without_files_everything_is_the_default(run: Run) -> None:
    lines = run("config", "show", "plans/new.md").out.rstrip().split("\n")

    assert len(lines) == len(KEYS)
    assert all(line.endswith("  # default") for line in lines)


def test_json_is_for_programs(run: Run) -> None:
    file = write("plans/pyproject.toml", '[tool.milepost]\nplans = ["a/*.md"]\n')

    answer = run("config", "show", "--json", "plans")

    data = json.loads(answer.out)
    assert data["files"] == [str(file)]
    assert list(data["keys"]) == [key.name for key in KEYS]
    assert data["keys"]["plans"] == {"value": ["a/*.md"], "origin": str(file)}
    assert data["keys"]["profile"] == {"value": "execplan", "origin": None}


def test_named_file_is_shown_alone(run: Run) -> None:
    write("milepost.toml", "ignore = []\n")
    write("ci/strict.toml", 'select = ["MP1"]\n')

    out = run("config", "show", "--config", "ci/strict.toml").out

    assert 'select = ["MP1"]  # ci/strict.toml\n' in out
    assert "milepost.toml" not in out


def test_path_names_the_files(run: Run) -> None:
    file = write("milepost.toml", "broken")

    assert run("config", "path", "plans/a.md").out == "milepost.toml\n"
    assert json.loads(run("config", "path", "--json").out) == [str(file)]


def test_each_mistake_has_a_line(run: Run) -> None:
    write("milepost.toml", 'selct = []\nprofile = "?"\n')

    answer = run("config", "show")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.split("\n") == [
        "milepost.toml: `selct` is not a key; did you mean `select`?",
        "milepost.toml: `profile` names `?`, which is no profile.",
        "",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["shw"],
        ["show", "a", "b"],
        ["show", "--nonsense"],
        ["path", "a", "b"],
        ["init", "a", "b"],
    ],
)
def test_what_cannot_be_followed_is_explained(run: Run, arguments: list[str]) -> None:
    answer = run("config", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_hidden_characters_are_spelled_out(run: Run) -> None:
    write("milepost.toml", 'terms = ["a\\u001bb\\u202e"]\n')

    assert r'terms = ["a\u001bb\u202e"]' in run("config", "show").out


def test_init_writes_every_key_in_comments(run: Run, folder: Path) -> None:
    (folder / "plans").mkdir()

    looked = run("config", "init", "plans", "--dry-run")
    assert list(folder.glob("*.toml")) == []
    answer = run("config", "init", "plans")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "Wrote milepost.toml: every key, with an example.\n"
    text = (folder / "milepost.toml").read_text(encoding="utf-8")
    assert looked.out == text
    assert [line for line in text.split("\n") if line and not line.startswith("#")] == []
    assert [key.name for key in KEYS if f"\n# {key.name}: " not in text] == []
    assert max(map(len, text.split("\n"))) <= 100
    shown = json.loads(run("config", "show", "--json").out)
    assert {each["origin"] for each in shown["keys"].values()} == {None}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_example_that_is_taken_out_of_its_comment_counts(run: Run, key: Key) -> None:
    run("config", "init")
    file = Path("milepost.toml")
    commented = "".join(f"# {line}".rstrip() + "\n" for line in key.example.split("\n"))
    text = file.read_text(encoding="utf-8")
    assert commented in text
    file.write_text(text.replace(commented, f"{key.example}\n"), encoding="utf-8")

    shown = json.loads(run("config", "show", "--json").out)

    assert shown["keys"][key.name]["origin"] == str(file.absolute())


@pytest.mark.parametrize("name", ["milepost.toml", ".milepost.toml"])
def test_init_touches_no_configuration_that_is_there(run: Run, name: str) -> None:
    write(name, "ignore = []\n")

    answer = run("config", "init", "plans/a.md")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{name} is there already and was not touched: ")
    assert Path(name).read_text(encoding="utf-8") == "ignore = []\n"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Refused("The disk is full."), "The disk is full.\n"),
        (
            Stale(Unreadable(FILE, PathState.DIRECTORY, "It is a directory.")),
            "It is a directory.\n",
        ),
        (Stale(Snapshot(FILE, Source(""), digest_of(b""))), "just now; it was not touched.\n"),
    ],
)
def test_init_says_why_it_did_not_write(
    run: Run, monkeypatch: pytest.MonkeyPatch, result: Refused | Stale, words: str
) -> None:
    monkeypatch.setattr(config_init, "save", lambda *_: result)

    answer = run("config", "init")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(words)
