"""Which rules the options of a command line choose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError
from milepost.lint.selection import Selection, find_unknown, nearest_rule
from milepost.workspace.config import Config, ConfigError, load_config
from milepost.workspace.config_files import shown_path
from milepost.workspace.terms import PlanTerms, repository_of, terms_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from milepost.cli.arguments import Parser
    from milepost.plan.profiles import Profile
    from milepost.repository import Repository

_SEPARATORS = re.compile(r"[\s,]+")


class BadConfigError(UsageError):
    """Configuration that cannot be followed; as elsewhere, each argument is a line."""

    def __init__(self, file: Path, *sentences: str) -> None:
        super().__init__(*sentences)
        self.file = file
        """As a person would name it."""


def add_selection_options(parser: Parser) -> None:
    """Gives a verb the options that `selection_from_options` reads."""
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--ignore", action="append", default=[])


def selection_from_options(options: argparse.Namespace) -> Selection:
    """The selection; raises `UsageError` for a rule that does not exist."""
    select, ignore = _patterns(options.select), _patterns(options.ignore)
    for name, given, patterns in (
        ("--select", options.select, select),
        ("--ignore", options.ignore, ignore),
    ):
        if given and not patterns:
            raise UsageError(f"{name} names no rule: give it codes or names, such as MP202.")
    unknown = find_unknown((*select, *ignore))
    if unknown:
        raise UsageError(unknown_rule_sentence(unknown[0]))
    return Selection(select=select, ignore=ignore, strict=options.strict)


def add_config_options(parser: Parser) -> None:
    """Gives a verb the options that `chooser_from_options` reads besides."""
    parser.add_argument("--profile")
    parser.add_argument("--config")
    parser.add_argument("--isolated", "--no-config", action="store_true")


class Chooser:
    """Tells what holds for a plan, by the command line and the configuration around the plan.

    Configuration is read once for each folder.
    """

    def __init__(
        self,
        wishes: Selection,
        *,
        profile: str | None = None,
        explicit: Path | None = None,
        isolated: bool = False,
    ) -> None:
        self._wishes = wishes
        self._profile = profile
        self._explicit = explicit
        self._isolated = isolated
        self._configs: dict[Path, Config] = {}
        self._repositories: dict[Path, Repository | None] = {}

    def terms_for(self, path: Path) -> PlanTerms:
        """What holds for the plan at `path`; raises `UsageError`.

        `BadConfigError` is raised for configuration that cannot be followed, with a sentence for
        each mistake.
        """
        config = self._config_of(path.absolute().parent)
        terms = terms_of(config, path, self._wishes)
        if self._profile is None:
            return terms
        profile = config.profiles.get(self._profile)
        if profile is None:
            raise UsageError(_unknown_profile_sentence(self._profile, config.profiles))
        return PlanTerms(terms.aliases, terms.selection.with_profile(profile), {})

    def repository_for(self, path: Path) -> Repository | None:
        """The files around the plan: below `.git`, else below the project's configuration."""
        folder = path.absolute().parent
        if path.is_symlink():  # What is around it may be what is around the file itself.
            return repository_of(self._config_of(folder), path)
        if folder not in self._repositories:
            self._repositories[folder] = repository_of(self._config_of(folder), path)
        return self._repositories[folder]

    def _config_of(self, folder: Path) -> Config:
        config = self._configs.get(folder)
        if config is None:
            config = self._configs[folder] = self._load(folder)
        return config

    def _load(self, folder: Path) -> Config:
        if self._isolated:
            return Config(folder)
        config = load_config(folder, explicit=self._explicit)
        if isinstance(config, ConfigError):
            raise BadConfigError(Path(shown_path(config.file)), *config.sentences)
        return config


def chooser_from_options(options: argparse.Namespace) -> Chooser:
    """The chooser; raises `UsageError` for options that do not go together or name nothing."""
    if options.isolated and options.config is not None:
        raise UsageError("--isolated reads no configuration and --config names one: drop either.")
    return Chooser(
        selection_from_options(options),
        profile=options.profile,
        explicit=None if options.config is None else Path(options.config),
        isolated=options.isolated,
    )


def unknown_rule_sentence(word: str) -> str:
    """What to say of a rule that does not exist, with the nearest one that does."""
    near = nearest_rule(word)
    hint = f"Did you mean {near}?" if near else "`milepost rule` lists all."
    return f"There is no rule {word}. {hint}"


def _unknown_profile_sentence(name: str, known: Mapping[str, Profile]) -> str:
    from difflib import get_close_matches  # Loaded for those who mistype.

    near = get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
    return f"There is no profile {name}. {hint}"


def _patterns(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in _SEPARATORS.split(value) if word)
