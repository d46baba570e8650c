"""`milepost config`: every key, its value, and the file that gave it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.workspace.config_keys import KEYS
from support.golden import assert_golden

if TYPE_CHECKING:
    from support.command import Run

GOLDEN = Path(__file__).parent / "golden"

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
    "arguments", [[], ["shw"], ["show", "a", "b"], ["show", "--nonsense"], ["path", "a", "b"]]
)
def test_what_cannot_be_followed_is_explained(run: Run, arguments: list[str]) -> None:
    answer = run("config", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_hidden_characters_are_spelled_out(run: Run) -> None:
    write("milepost.toml", 'terms = ["a\\u001bb\\u202e"]\n')

    assert r'terms = ["a\u001bb\u202e"]' in run("config", "show").out
