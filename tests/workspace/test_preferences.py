"""How a person wants the editor to be, as their files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from milepost.workspace.config import Config, ConfigError, load_config
from milepost.workspace.preferences import Preferences, find_preferences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "milepost"
    folder.mkdir(parents=True)
    return folder / "milepost.toml"


def found(project: Path, own: Path) -> Preferences:
    return find_preferences(project, {"XDG_CONFIG_HOME": str(own.parents[1])})


def read(project: Path, own: Path) -> Config | ConfigError:
    return load_config(project, environment={"XDG_CONFIG_HOME": str(own.parents[1])})


@pytest.mark.parametrize(
    ("text", "preferences"),
    [
        ("", Preferences()),
        ('theme = "signal"', Preferences(theme="signal")),
        ('glyphs = "ascii"', Preferences(glyphs="ascii")),
        ('motion = "reduced"', Preferences(reduced_motion=True)),
        ('motion = "full"', Preferences()),
        ('clock = "local"', Preferences(local_time=True)),
        ('[keys]\n"view.zoom" = "f2"', Preferences(keys={"view.zoom": ("f2",)})),
        ('[keys]\n"view.zoom" = ["f2", "Z"]', Preferences(keys={"view.zoom": ("f2", "Z")})),
        ('[keys]\n"view.zoom" = false', Preferences(keys={"view.zoom": ()})),
    ],
)
def test_each_key_says_something(
    project: Path, own: Path, text: str, preferences: Preferences
) -> None:
    own.write_text(text, encoding="utf-8")

    assert found(project, own) == preferences
    config = read(project, own)
    assert isinstance(config, Config)
    assert config.preferences == preferences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("theme = 3", "`theme` must be a word, not a number."),
        ('glyphs = "emoji"', "`glyphs` must be `unicode` or `ascii`, not `emoji`."),
        ("motion = true", "`motion` must be a word, not true or false."),
        ('clock = "mars"', "`clock` must be `utc` or `local`, not `mars`."),
        ('keys = "z"', "`keys` must be a table, not a string."),
        (
            '[keys]\n"view.zoom" = 3',
            '`keys."view.zoom"` must be a key, a list of keys or false, not a number.',
        ),
        (
            '[keys]\n"view.zoom" = true',
            '`keys."view.zoom"` must be a key, a list of keys or false, not true or false.',
        ),
    ],
)
def test_a_mistake_is_a_sentence_and_leaves_the_default(
    project: Path, own: Path, text: str, sentence: str
) -> None:
    own.write_text(text, encoding="utf-8")

    assert found(project, own) == Preferences()
    error = read(project, own)
    assert isinstance(error, ConfigError)
    assert [each.split(": ", 1)[1] for each in error.sentences] == [sentence]


def test_taste_is_decided_by_the_person_before_the_project(project: Path, own: Path) -> None:
    own.write_text('theme = "signal"\nplans = ["own"]', encoding="utf-8")
    (project / "milepost.toml").write_text(
        'theme = "timetable"\nclock = "local"\nplans = ["theirs"]', encoding="utf-8"
    )

    assert found(project, own) == Preferences(theme="signal", local_time=True)
    config = read(project, own)
    assert isinstance(config, Config)
    assert config.origin("theme") == own
    assert config.plans == ("theirs",)


def test_files_that_cannot_be_read_are_passed_over(project: Path, own: Path) -> None:
    own.write_text("theme = ", encoding="utf-8")
    (project / "milepost.toml").write_text('theme = "timetable"', encoding="utf-8")

    assert found(project, own) == Preferences(theme="timetable")
