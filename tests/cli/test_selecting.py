"""What a command line and the configuration come to for one plan."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from milepost.cli.arguments import Parser
from milepost.cli.exits import UsageError
from milepost.cli.selecting import (
    Chooser,
    add_config_options,
    add_selection_options,
    chooser_from_options,
)
from milepost.document import Document
from milepost.plan.kinds import SectionKind

CONFIG = """\
ignore = ["MP202"]
profile = "living"
[sections]
"To do" = "Progress"
[profiles.mine]
required = ["Progress"]
[per-file."done/*"]
profile = "cookbook"
ignore = ["MP601"]
"""
CHOOSING = "---\nmilepost-profile: {}\n---\n# T\n"


@pytest.fixture(autouse=True)
def config(folder: Path) -> Path:
    (folder / ".git").mkdir()
    file = folder / "milepost.toml"
    file.write_text(CONFIG, encoding="utf-8")
    return file


def choose(*arguments: str) -> Chooser:
    parser = Parser("check")
    add_selection_options(parser)
    add_config_options(parser)
    return chooser_from_options(parser.read(arguments))


@pytest.mark.parametrize(
    ("arguments", "plan", "chosen", "profile"),
    [
        ([], "a.md", "", "living"),
        ([], "done/a.md", "", "cookbook"),
        ([], "a.md", "compat", "living"),
        ([], "done/a.md", "mine", "mine"),
        ([], "a.md", "nothing", "living"),
        (["--profile", "mine"], "done/a.md", "compat", "mine"),
        (["--isolated"], "a.md", "", "execplan"),
        (["--no-config"], "a.md", "cookbook", "cookbook"),
        (["--isolated", "--profile", "cookbook"], "a.md", "", "cookbook"),
        (["--config", "other.toml"], "done/a.md", "", "execplan"),
    ],
)
def test_profile(arguments: list[str], plan: str, chosen: str, profile: str) -> None:
    Path("other.toml").write_text("", encoding="utf-8")
    document = Document.parse(CHOOSING.format(chosen) if chosen else "# T\n")

    terms = choose(*arguments).terms_for(Path(plan))

    assert terms.selection_for(document).profile.name == profile


@pytest.mark.parametrize(
    ("arguments", "plan", "codes"),
    [
        ([], "a.md", {"MP101", "MP601"}),
        ([], "done/a.md", {"MP101"}),
        (["--select", "MP202,MP601"], "a.md", {"MP202", "MP601"}),
        (["--select", "MP202,MP601"], "done/a.md", {"MP202"}),
        (["--ignore", "MP1"], "a.md", {"MP601"}),
        (["--isolated"], "done/a.md", {"MP101", "MP202", "MP601"}),
    ],
)
def test_rules(arguments: list[str], plan: str, codes: set[str]) -> None:
    selection = choose(*arguments).terms_for(Path(plan)).selection

    assert {rule.code for rule in selection.rules} & {"MP101", "MP202", "MP601"} == codes


def test_names_of_the_project_and_strictness_are_handed_on() -> None:
    terms = choose("--strict").terms_for(Path("a.md"))

    assert terms.aliases == {"to do": SectionKind.PROGRESS}
    assert terms.selection.strict
    assert pickle.loads(pickle.dumps(terms)) == terms


def test_configuration_is_read_once_for_a_folder(config: Path) -> None:
    chooser = choose()
    before = chooser.terms_for(Path("a.md"))
    config.write_text("profile = 1", encoding="utf-8")

    assert chooser.terms_for(Path("b.md")).selection == before.selection
    with pytest.raises(UsageError, match="`profile` must be the name of a profile"):
        chooser.terms_for(Path("plans/b.md"))


@pytest.mark.parametrize(
    ("chosen", "arguments", "remark"),
    [
        ("", [], ""),
        ("mine", [], ""),
        ("lving", ["--profile", "mine"], ""),
        (
            "lving",
            [],
            "a.md chooses the profile lving, which does not exist. Did it mean living? "
            "living holds.",
        ),
        ("???", [], ""),
        ("x", [], "a.md chooses the profile x, which does not exist. living holds."),
    ],
)
def test_unknown_choice_of_a_plan_is_told(chosen: str, arguments: list[str], remark: str) -> None:
    document = Document.parse(CHOOSING.format(chosen))

    terms = choose(*arguments).terms_for(Path("a.md"))

    assert terms.remark_on("a.md", document) == remark


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--profile", "cookbok"], "There is no profile cookbok. Did you mean cookbook?"),
        (["--profile", "?"], "There is no profile ?. There are execplan, cookbook, living, "),
        (["--isolated", "--profile", "mine"], "There is no profile mine."),
        (["--config", "gone.toml"], "There is no configuration at gone.toml."),
        (["--isolated", "--config", "x"], "--isolated reads no configuration and --config"),
        (["--select", "MP2O2"], "There is no rule MP2O2."),
    ],
)
def test_what_cannot_be_followed_is_explained(arguments: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose(*arguments).terms_for(Path("a.md"))

    assert str(raised.value).startswith(sentence)
