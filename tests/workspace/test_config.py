"""Configuration: where it is found, what counts, what it comes to, and what is a mistake."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from milepost.diagnostics import Severity
from milepost.lint.selection import Selection
from milepost.plan.kinds import SectionKind
from milepost.plan.profiles import COOKBOOK, EXECPLAN, LIVING_ONLY, PROFILES, OwnSection, Profile
from milepost.rule import RuleSettings
from milepost.workspace.config import Config, ConfigError, find_config, load_config
from milepost.workspace.config_files import find_user_file, shown_path
from milepost.workspace.config_keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.workspace.config_keys import Key


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, which is where the program runs."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / "plans").mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """An environment with a home that is still empty."""
    return {"XDG_CONFIG_HOME": str(tmp_path / "home")}


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def write_own(home: Mapping[str, str], text: str, tmp_path: Path) -> Path:
    return write(tmp_path / "home" / "milepost" / "milepost.toml", text)


def read(place: Path, home: Mapping[str, str], explicit: Path | None = None) -> Config:
    config = load_config(place, explicit=explicit, environment=home)
    assert isinstance(config, Config), config
    return config


def mistakes(place: Path, home: Mapping[str, str], explicit: Path | None = None) -> list[str]:
    config = load_config(place, explicit=explicit, environment=home)
    assert isinstance(config, ConfigError), config
    return list(config.sentences)


# Where it is


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, []),
        ({"milepost.toml": ""}, ["milepost.toml"]),
        ({".milepost.toml": ""}, [".milepost.toml"]),
        ({".milepost.toml": "", "milepost.toml": ""}, ["milepost.toml"]),
        ({"pyproject.toml": "[tool.milepost]\n"}, ["pyproject.toml"]),
        ({"pyproject.toml": "[ tool . 'milepost' ]\n"}, ["pyproject.toml"]),
        ({"pyproject.toml": "[tool]\nmilepost = {}\n"}, ["pyproject.toml"]),
        ({"pyproject.toml": "[tool.milepost.severity]\n"}, ["pyproject.toml"]),
        ({"pyproject.toml": "tool.milepost.select = []\n"}, ["pyproject.toml"]),
        ({"pyproject.toml": '[project]\nname = "milepost"\n'}, []),
        ({"pyproject.toml": "[tool]\nother = 1\n"}, []),
        ({"pyproject.toml": "[tool.ruff]\n[broken"}, []),
        ({"pyproject.toml": "x = '''\n[tool.milepost]\n'''\n"}, []),
        ({"pyproject.toml": "[tool.milepost]\n", "milepost.toml": ""}, ["milepost.toml"]),
        ({"milepost.toml": "", "plans/pyproject.toml": "[tool.x]\n"}, ["milepost.toml"]),
        ({"milepost.toml": "", "plans/.milepost.toml": ""}, ["plans/.milepost.toml"]),
        ({"../milepost.toml": ""}, []),
    ],
)
def test_nearest_file_counts(
    repo: Path, home: Mapping[str, str], files: dict[str, str], found: list[str]
) -> None:
    for name, text in files.items():
        write(repo / name, text)

    assert find_config(repo / "plans", home) == [repo / name for name in found]


def test_without_a_repository_the_search_goes_on(tmp_path: Path, home: Mapping[str, str]) -> None:
    file = write(tmp_path / "milepost.toml", "")
    (tmp_path / "a" / "b").mkdir(parents=True)

    assert find_config(tmp_path / "a" / "b", home) == [file]


def test_a_worktree_is_a_repository(tmp_path: Path, home: Mapping[str, str]) -> None:
    write(tmp_path / "milepost.toml", "")
    write(tmp_path / "tree" / ".git", "gitdir: elsewhere\n")

    assert find_config(tmp_path / "tree", home) == []


def test_what_is_no_file_is_passed_over(repo: Path, home: Mapping[str, str]) -> None:
    (repo / "pyproject.toml").symlink_to(repo / "nowhere")
    (repo / "plans" / "pyproject.toml").mkdir()

    assert find_config(repo / "plans", home) == []


@pytest.mark.parametrize("name", ["milepost.toml", ".milepost.toml"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "is a directory, where a file with the configuration is expected."),
        ("link", "is a link to a file that is not there: mend it, or remove it."),
        ("pipe", "is not a regular file"),
    ],
)
def test_what_is_named_like_configuration_and_is_none_is_told(
    repo: Path, home: Mapping[str, str], name: str, kind: str, words: str
) -> None:
    match kind:
        case "folder":
            (repo / name).mkdir()
        case "link":
            (repo / name).symlink_to(repo / "nowhere")
        case _:
            os.mkfifo(repo / name)

    (told,) = mistakes(repo, home)

    assert name in told
    assert words in told


def test_own_file_comes_last(repo: Path, home: Mapping[str, str], tmp_path: Path) -> None:
    own = write_own(home, "", tmp_path)
    project = write(repo / "milepost.toml", "")

    assert find_config(repo, home) == [project, own]
    assert find_config(own.parent, home) == [own]
    assert read(own.parent, home).files == (own,)


@pytest.mark.parametrize(
    ("platform", "names", "place"),
    [
        ("linux", {"HOME": "{}"}, ".config"),
        ("linux", {"HOME": "{}", "XDG_CONFIG_HOME": "relative"}, ".config"),
        ("darwin", {"HOME": "{}"}, "Library/Application Support"),
        ("darwin", {"HOME": "{}", "XDG_CONFIG_HOME": "{}/x"}, "x"),
        ("linux", {}, None),
        ("linux", {"HOME": "relative"}, None),
    ],
)
def test_own_file_is_where_the_platform_keeps_such_files(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    names: dict[str, str],
    place: str | None,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    environment = {name: value.format(tmp_path) for name, value in names.items()}
    file = tmp_path / (place or ".config") / "milepost" / "milepost.toml"

    assert find_user_file(environment) is None
    write(file, "")

    assert find_user_file(environment) == (None if place is None else file)


def test_path_is_shown_from_here(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown_path(repo / "plans" / "a") == "plans/a"
    assert shown_path(tmp_path / "a") == str(tmp_path / "a")

    def fail() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", fail)
    assert shown_path(repo / "a") == str(repo / "a")


# What it comes to


def test_without_files_everything_is_as_usual(repo: Path, home: Mapping[str, str]) -> None:
    config = read(repo / "plans" / "a.md", home)

    assert config == Config(repo)
    assert config.selection_for(repo / "plans" / "a.md") == Selection()
    assert config.profiles == PROFILES
    assert not config.aliases
    assert [config.value(key.name) for key in KEYS] == [key.default for key in KEYS]
    assert [config.origin(key.name) for key in KEYS] == [None] * len(KEYS)


WHOLE = """
select = ["MP1", "MP2"]
extend-select = ["vague-instruction"]
ignore = ["MP10"]
severity = { MP3 = "info", MP301 = "off" }
profile = "service"
terms = ["shard"]
extra-terms = ["lease"]
checklist-sections = ["Review Gate"]
plans = ["work/*/PLAN.md"]

[sections]
"Status Board" = "progress"

[profiles.service]
required = ["Purpose", "Rollout", "Status board", "rollout"]
expected = ["Decisions", "Rollout", "Progress", "Security & Privacy"]
"""


@pytest.mark.parametrize("name", ["milepost.toml", ".milepost.toml", "pyproject.toml"])
def test_every_key_is_read(repo: Path, home: Mapping[str, str], name: str) -> None:
    text = WHOLE
    if name == "pyproject.toml":
        text = "[tool.milepost]" + WHOLE.replace("\n[", "\n[tool.milepost.")
    file = write(repo / name, text)

    config = read(repo / "plans", home)

    profile = Profile(
        "service",
        required=(SectionKind.PURPOSE, SectionKind.PROGRESS),
        expected=(SectionKind.DECISIONS,),
        own=(
            OwnSection("Rollout", required=True),
            OwnSection("Security & Privacy", required=False),
        ),
    )
    assert config.profile == config.profiles["service"] == profile
    assert config.aliases == {"status board": SectionKind.PROGRESS}
    assert config.plans == ("work/*/PLAN.md",)
    assert (config.folder, config.files) == (repo, (file,))
    assert config.selection == Selection(
        profile=profile,
        select=("MP1", "MP2"),
        ignore=("MP10",),
        severities=(("MP3", Severity.INFO), ("MP301", None)),
        settings=RuleSettings(("shard",), ("lease",), ("Review Gate",), (*PROFILES, "service")),
        extend_select=("vague-instruction",),
    )
    assert config.origin("severity") == file
    assert config.value("severity") == {"MP3": "info", "MP301": "off"}
    assert config.origin("per-file") is None


def test_unset_keys_come_from_the_own_file(
    repo: Path, home: Mapping[str, str], tmp_path: Path
) -> None:
    own = write_own(
        home, 'ignore = ["MP1"]\nprofile = "mine"\n[profiles.mine]\nrequired = []\n', tmp_path
    )
    project = write(repo / "milepost.toml", "ignore = []\n[severity]\n")

    config = read(repo, home)

    assert (config.ignore, config.profile) == ((), Profile("mine"))
    assert (config.origin("ignore"), config.origin("profile")) == (project, own)
    assert config.files == (project, own)


def test_named_file_is_the_only_one(repo: Path, home: Mapping[str, str], tmp_path: Path) -> None:
    write_own(home, 'ignore = ["MP1"]\n', tmp_path)
    write(repo / "milepost.toml", 'ignore = ["MP2"]\n')
    named = write(tmp_path / "ci.toml", 'select = ["MP3"]\n')

    config = read(repo / "plans", home, named)

    assert (config.select, config.ignore, config.files) == (("MP3",), (), (named,))
    assert config.folder == repo


def test_named_pyproject_without_a_table_says_nothing(repo: Path, home: Mapping[str, str]) -> None:
    named = write(repo / "pyproject.toml", "[tool.other]\n")

    assert read(repo, home, named) == Config(repo)


def test_folder_that_cannot_be_looked_into(
    repo: Path, home: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    write(repo / "milepost.toml", 'ignore = ["MP1"]\n')
    monkeypatch.setattr(Path, "is_dir", refuse)

    assert read(repo / "plans" / "a.md", home).ignore == ("MP1",)


PER_FILE = """
ignore = ["MP202"]
profile = "cookbook"
[per-file."plans/completed/**"]
ignore = ["MP6"]
profile = "living"
severity = { MP1 = "off" }
[per-file."*.draft.md"]
profile = "execplan"
severity = { MP1 = "info" }
"""


@pytest.mark.parametrize(
    ("path", "profile", "absent"),
    [
        ("plans/a.md", COOKBOOK, {"MP202"}),
        ("plans/completed/a.md", LIVING_ONLY, {"MP202", "MP601", "MP101"}),
        ("plans/a.draft.md", EXECPLAN, {"MP202"}),
        ("plans/completed/a.draft.md", EXECPLAN, {"MP202", "MP601"}),
        ("../elsewhere/plans/completed/a.md", COOKBOOK, {"MP202"}),
    ],
)
def test_some_plans_are_looked_at_otherwise(
    repo: Path, home: Mapping[str, str], path: str, profile: Profile, absent: set[str]
) -> None:
    write(repo / "milepost.toml", PER_FILE)
    looked_for = {"MP101", "MP201", "MP202", "MP601"}

    selection = read(repo, home).selection_for(repo / path)

    assert selection.profile == profile
    assert looked_for - {rule.code for rule in selection.rules} == absent


def test_wishes_lie_between_the_common_part_and_that_for_one_plan(
    repo: Path, home: Mapping[str, str]
) -> None:
    write(repo / "milepost.toml", PER_FILE)
    wishes = Selection(select=("MP202", "MP601"), strict=True)

    config = read(repo, home)
    usual = config.selection_for(repo / "a.md", wishes)
    special = config.selection_for(repo / "plans/completed/a.md", wishes)

    assert [rule.code for rule in usual.rules] == ["MP202", "MP601"]
    assert [rule.code for rule in special.rules] == ["MP202"]
    assert (special.strict, special.profile) == (True, LIVING_ONLY)


def test_relative_path_means_the_same_plan(repo: Path, home: Mapping[str, str]) -> None:
    write(repo / "milepost.toml", PER_FILE)
    config = read(repo, home)
    path = repo / "plans" / "completed" / "a.md"

    assert config.selection_for(path.relative_to(repo)) == config.selection_for(path)


def test_what_holds_for_a_plan_can_be_sent_to_a_process(
    repo: Path, home: Mapping[str, str]
) -> None:
    write(repo / "milepost.toml", WHOLE + '[per-file."*"]\nignore = ["MP1"]\n')
    config = read(repo, home)
    selection = config.selection_for(repo / "a.md")

    assert pickle.loads(pickle.dumps(selection)) == selection
    assert pickle.loads(pickle.dumps(config.aliases)) == config.aliases


# What is a mistake


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("selct = []", "`selct` is not a key; did you mean `select`?"),
        ("extend_select = []", "`extend_select` is not a key; did you mean `extend-select`?"),
        ("[tui]", "`tui` is not a key."),
        ('select = "MP1"', "`select` must be a list of strings, not a string."),
        ("select = [1]", "`select` must hold strings only, not a number."),
        ("select = [1.5]", "`select` must hold strings only, not a number."),
        ("ignore = [true]", "`ignore` must hold strings only, not true or false."),
        ("terms = [[]]", "`terms` must hold strings only, not a list."),
        ("terms = 2026-01-02", "`terms` must be a list of strings, not a time."),
        ("history = 1", "`history` must be true or false, not a number."),
        ('sticky-ticks = "yes"', "`sticky-ticks` must be true or false, not a string."),
        ("history-days = 1.5", "`history-days` must be a whole number, not a fraction."),
        ("history-days = true", "`history-days` must be a whole number, not true or false."),
        ("history-days = 0", "`history-days` must be from 1 to 100,000."),
        ("history-megabytes = 1_000_000", "`history-megabytes` must be from 1 to 100,000."),
        ('terms = [" "]', "`terms` holds a string with nothing in it."),
        (
            'ignore = ["vague-instructions"]',
            "`ignore` names `vague-instructions`, which is no rule; "
            "did you mean `vague-instruction`?",
        ),
        ('select = ["?"]', "`select` names `?`, which is no rule."),
        ("severity = []", "`severity` must be a table, not a list."),
        (
            'severity.MP101 = "eror"',
            "`severity.MP101` must be error, warning, info or off, not `eror`; "
            "did you mean `error`?",
        ),
        (
            "severity.MP101 = 3",
            "`severity.MP101` must be error, warning, info or off, not a number.",
        ),
        ('severity."???" = "off"', '`severity."???"` names no rule.'),
        ("profile = {}", "`profile` must be the name of a profile, not a table."),
        (
            'profile = "Cookbok"',
            "`profile` names `Cookbok`, which is no profile; did you mean `cookbook`?",
        ),
        ("sections = 1", "`sections` must be a table, not a number."),
        (
            "sections.Board = 1",
            "`sections.Board` must be the title of a standard section, not a number.",
        ),
        (
            'sections."My Board" = "Progres"',
            '`sections."My Board"` names `Progres`, which is no standard section; '
            "did you mean `Progress`?",
        ),
        ('sections."!" = "Progress"', '`sections."!"` is no title: it has no letters.'),
        (
            'sections.Progress = "Decision Log"',
            "`sections.Progress` is the title of another standard section.",
        ),
        ("profiles.x = 1", "`profiles.x` must be a table, not a number."),
        ("profiles.x.expcted = []", "`profiles.x.expcted` is not a key; did you mean `expected`?"),
        (
            "profiles.living.required = []",
            "`profiles.living` has the name of a profile that Milepost brings along.",
        ),
        (
            "profiles.x.required = 1",
            "`profiles.x.required` must be a list of strings, not a number.",
        ),
        (
            'profiles.x.required = ["Progess"]',
            "`profiles.x.required` holds `Progess`, which is no standard section; "
            "did you mean `Progress`?",
        ),
        ('profiles.x.expected = ["?!"]', "`profiles.x.expected` holds `?!`, which has no letters."),
        ("per-file = []", "`per-file` must be a table, not a list."),
        ('per-file."*" = 1', '`per-file."*"` must be a table, not a number.'),
        (
            'per-file."*".select = []',
            '`per-file."*".select` is not a key.',
        ),
        (
            'per-file."*".ignore = ["MPX"]',
            '`per-file."*".ignore` names `MPX`, which is no rule.',
        ),
        (
            'per-file."*".severity.MP1 = "no"',
            '`per-file."*".severity.MP1` must be error, warning, info or off, not `no`',
        ),
        ('per-file."*".profile = "?"', '`per-file."*".profile` names `?`, which is no profile.'),
        (
            'plans = ["../x/*.md"]',
            "`plans` names `../x/*.md`, which must stay below the folder of its file.",
        ),
        (
            'plans = ["/x/*.md"]',
            "`plans` names `/x/*.md`, which must begin at the folder of its file, without a root.",
        ),
        (
            'exclude = ["a/[b.md"]',
            "`exclude` names `a/[b.md`, which opens a bracket that is never closed.",
        ),
        (
            'per-file."../x/**".ignore = []',
            '`per-file."../x/**"` must stay below the folder of its file.',
        ),
        ('per-file."".ignore = []', '`per-file.""` names no file.'),
        (
            'per-file."{a,b}.md".ignore = []',
            '`per-file."{a,b}.md"` holds braces, which stand for nothing here',
        ),
        (
            '[tool.milepost]\nselect = ["MP1"]',
            "`tool.milepost` is for a pyproject.toml: here the keys stand without a table.",
        ),
        ("tool = 1", "`tool` is not a key."),
        (f'select = ["{"x" * 90}"]', f"`select` names `{'x' * 60}…`, which is no rule."),
    ],
)
def test_mistake_is_a_sentence_with_file_and_key(
    repo: Path, home: Mapping[str, str], text: str, sentence: str
) -> None:
    write(repo / "plans" / "milepost.toml", text)

    (told,) = mistakes(repo / "plans", home)

    assert told.startswith(f"plans/milepost.toml: {sentence}")
    assert told.endswith((".", "?"))


def test_key_of_a_pyproject_is_named_in_full(repo: Path, home: Mapping[str, str]) -> None:
    write(repo / "pyproject.toml", "[tool.milepost]\nselct = []\n")

    assert mistakes(repo, home) == [
        "pyproject.toml: `tool.milepost.selct` is not a key; did you mean `select`?"
    ]


def test_all_mistakes_are_told(repo: Path, home: Mapping[str, str], tmp_path: Path) -> None:
    own = write_own(home, "ignored = 1\n", tmp_path)
    project = write(repo / "milepost.toml", 'select = 1\nprofile = "?"\n')

    error = load_config(repo, environment=home)

    assert isinstance(error, ConfigError)
    assert error.file == project
    assert [each.partition("`")[0] for each in error.sentences] == [
        f"{own}: ",
        "milepost.toml: ",
        "milepost.toml: ",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a = [1,\n\n", "milepost.toml:3: this is not TOML: invalid value."),
        (b"a = 1\nb 2\n", "milepost.toml:2: this is not TOML: expected '=' after a key"),
        (b"a = " + b"1" * 5000, "milepost.toml: this is not TOML: a number is too long."),
        (b"a = " + b"[" * 5000, "milepost.toml is not read: it nests too deeply."),
        (b"a = '\xe9'\n", "milepost.toml is not read: it is not valid UTF-8."),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(
    repo: Path, home: Mapping[str, str], data: bytes, sentence: str
) -> None:
    (repo / "milepost.toml").write_bytes(data)

    (told,) = mistakes(repo, home)

    assert told.startswith(sentence)


def test_broken_pyproject_with_our_table_is_told(repo: Path, home: Mapping[str, str]) -> None:
    write(repo / "pyproject.toml", "[tool.milepost]\nselect = [\n")

    assert mistakes(repo / "plans", home) == ["pyproject.toml:3: this is not TOML: invalid value."]


def test_our_table_must_be_one(repo: Path, home: Mapping[str, str]) -> None:
    write(repo / "pyproject.toml", "[tool]\nmilepost = 1\n")

    assert mistakes(repo, home) == ["pyproject.toml: `tool.milepost` must be a table."]


def test_named_file_must_be_there(repo: Path, home: Mapping[str, str]) -> None:
    os.mkfifo(repo / "pipe.toml")

    assert mistakes(repo, home, repo / "gone.toml") == ["There is no configuration at gone.toml."]
    assert "a named pipe" in mistakes(repo, home, repo / "pipe.toml")[0]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_example_of_a_key_can_be_followed(repo: Path, home: Mapping[str, str], key: Key) -> None:
    file = write(repo / "milepost.toml", key.example)

    assert read(repo, home).origin(key.name) == file


def test_what_is_kept_of_plans_can_be_configured(tmp_path: Path) -> None:
    (tmp_path / "milepost.toml").write_text(
        "history = false\nhistory-days = 7\nhistory-megabytes = 1\nsticky-ticks = true\n"
    )

    config = load_config(tmp_path / "plan.md")

    assert isinstance(config, Config)
    assert (config.keeps_history, config.history_days) == (False, 7)
    assert (config.history_megabytes, config.sticky_ticks) == (1, True)
