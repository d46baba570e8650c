"""The configuration: where its files are, what they say, and what holds for a plan.

The nearest of `milepost.toml`, `.milepost.toml` and a `pyproject.toml` with a table
`[tool.milepost]` counts, upwards from the plan to the folder that holds `.git`; files further up
are not read. What it does not set comes from the person's own file, key by key.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from milepost.plan.kinds import NO_ALIASES
from milepost.plan.profiles import EXECPLAN, PROFILES
from milepost.workspace.config_files import (
    ConfigError,
    Table,
    find_config,
    find_user_file,
    look_around,
    read_table,
)
from milepost.workspace.preferences import Preferences, preferences_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from milepost.lint.selection import Selection
    from milepost.plan.kinds import SectionKind
    from milepost.plan.profiles import Profile
    from milepost.workspace.config_reading import Override, Reader, Severities

__all__ = ["Config", "ConfigError", "find_config", "load_config"]


@dataclass(frozen=True)
class Config:
    """What the configuration says; as it stands, what holds without any."""

    folder: Path
    """Where the patterns of `per-file`, `plans` and `exclude` begin."""
    files: tuple[Path, ...] = ()
    """The files that were read, the one that decides first."""
    values: Mapping[str, object] = field(default_factory=dict)
    """The keys that are set, with their values as TOML has them."""
    origins: Mapping[str, Path] = field(default_factory=dict)
    """The file of each key that is set."""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Severities = ()
    profile: Profile = EXECPLAN
    profiles: Mapping[str, Profile] = field(default_factory=lambda: PROFILES)
    """Every profile that can be chosen, by name."""
    aliases: Mapping[str, SectionKind] = field(default_factory=lambda: NO_ALIASES)
    """The project's names of standard sections, for `Document.parse`."""
    terms: tuple[str, ...] | None = None
    extra_terms: tuple[str, ...] = ()
    checklist_sections: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    plans: tuple[str, ...] = ()
    """Patterns of the places where plans lie, relative to `folder`."""
    exclude: tuple[str, ...] = ()
    """Patterns of the places where none is looked for, relative to `folder`."""
    keeps_history: bool = True
    """Whether versions of plans are kept."""
    history_days: int = 180
    history_megabytes: int = 128
    sticky_ticks: bool = False
    """Whether a tick that somebody overwrites is made again without asking."""

    preferences: Preferences = field(default_factory=Preferences)
    """How the person wants the editor to be."""

    def origin(self, key: str) -> Path | None:
        """The file that sets a key; `None` when none does."""
        return self.origins.get(key)

    def value(self, key: str) -> object:
        """The value of a key as TOML has it, be it set or the default."""
        if key in self.values:
            return self.values[key]
        from milepost.workspace.config_keys import KEYS  # Loaded where there is a file.

        return next(each.default for each in KEYS if each.name == key)

    @cached_property
    def selection(self) -> Selection:
        """What a check looks for in a plan that no pattern of `per-file` fits."""
        from milepost.lint.selection import Selection  # A plan can be shown without the rules.
        from milepost.rule import RuleSettings

        return Selection(
            profile=self.profile,
            select=self.select,
            ignore=self.ignore,
            severities=self.severities,
            settings=RuleSettings(
                self.terms,
                self.extra_terms,
                self.checklist_sections,
                tuple(self.profiles) if len(self.profiles) > len(PROFILES) else (),
            ),
            extend_select=self.extend_select,
        )

    def selection_for(self, path: Path, wishes: Selection | None = None) -> Selection:
        """What a check looks for in the plan at `path`.

        `wishes`, such as those of a command line, are laid over what holds for all plans, and
        below what holds for this one.
        """
        fitting = self._fitting(path)
        selection = self.selection if wishes is None else wishes.over(self.selection)
        if not fitting:
            return selection
        from milepost.lint.selection import Selection

        for each in fitting:
            layer = Selection(ignore=each.ignore, severities=each.severities)
            selection = layer.over(selection)
            if each.profile is not None:
                selection = selection.with_profile(self.profiles[each.profile])
        return selection

    def is_excluded(self, path: Path) -> bool:
        """Whether no plan is to be looked for at `path`, a file or a folder."""
        if not self.exclude:
            return False
        from milepost.workspace.globs import matches_glob

        name = self._name_of(path)
        return any(matches_glob(name, pattern) for pattern in self.exclude)

    def _fitting(self, path: Path) -> tuple[Override, ...]:
        if not self.overrides:
            return ()
        from milepost.workspace.globs import matches_glob

        name = self._name_of(path)
        return tuple(each for each in self.overrides if matches_glob(name, each.pattern))

    def _name_of(self, path: Path) -> str:
        """How patterns call a path."""
        return os.path.relpath(path.absolute(), self.folder).replace(os.sep, "/")


def load_config(
    plan_or_folder: Path,
    *,
    explicit: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Config | ConfigError:
    """Reads the configuration that holds for a plan, which need not exist, or for a folder.

    `explicit` names the one file to read instead of those that would be found. Never raises.
    """
    folder = _folder_of(plan_or_folder.absolute())
    around = look_around(folder)
    begin = around.root or folder
    own = None
    if explicit is not None:
        project = read_table(explicit.absolute())
    else:
        project, own = around.project, find_user_file(environment)
        if project is not None:
            begin = project.file.parent
    found = [project]
    if own is not None and (project is None or own != project.file):
        found.append(read_table(own))
    errors = [each for each in found if isinstance(each, ConfigError)]
    if errors:
        sentences = tuple(sentence for error in errors for sentence in error.sentences)
        return ConfigError(errors[0].file, sentences)
    tables = [each for each in found if isinstance(each, Table)]
    return _interpret(tables, begin) if tables else Config(begin)


def _interpret(tables: Sequence[Table], folder: Path) -> Config | ConfigError:
    from milepost.workspace.config_reading import Reader

    reader = Reader(tables)
    reader.check_keys()
    config = _read(reader, folder)
    if reader.mistakes:
        return ConfigError(tables[0].file, tuple(reader.mistakes))
    return config


def _read(reader: Reader, folder: Path) -> Config:
    from milepost.workspace.config_keys import KEYS

    found = {key.name: place for key in KEYS if (place := reader.find(key.name)) is not None}
    aliases = reader.aliases()
    profiles = reader.profiles(aliases)
    return Config(
        folder,
        files=tuple(table.file for table in reader.tables),
        values={name: value for name, (_, value) in found.items()},
        origins={name: table.file for name, (table, _) in found.items()},
        select=reader.rules("select"),
        extend_select=reader.rules("extend-select"),
        ignore=reader.rules("ignore"),
        severities=reader.severities(),
        profile=reader.profile(profiles),
        profiles=profiles,
        aliases=aliases,
        terms=reader.strings("terms") if "terms" in found else None,
        extra_terms=reader.strings("extra-terms"),
        checklist_sections=reader.strings("checklist-sections"),
        overrides=reader.overrides(profiles),
        plans=reader.paths("plans"),
        exclude=reader.paths("exclude"),
        keeps_history=reader.is_on("history", default=True),
        history_days=reader.number("history-days", default=180),
        history_megabytes=reader.number("history-megabytes", default=128),
        sticky_ticks=reader.is_on("sticky-ticks", default=False),
        preferences=preferences_from(reader),
    )


def _folder_of(place: Path) -> Path:
    try:
        return place if place.is_dir() else place.parent
    except OSError:  # This user may not look: what lies above can be looked at all the same.
        return place.parent
