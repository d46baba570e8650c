"""What holds for a plan: what its sections are called, what a check looks for, what is around it.

It comes from the configuration around the plan, from what the plan says itself, and from the files
that lie there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.config import Config, ConfigError, load_config
from milepost.workspace.config_files import ConfigState, read_state
from milepost.workspace.repository import find_repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from milepost.document import Document
    from milepost.lint.selection import Selection
    from milepost.plan.kinds import SectionKind
    from milepost.plan.profiles import Profile
    from milepost.repository import Repository


class PlanTerms(NamedTuple):
    """What holds for one plan. May be sent to another process."""

    aliases: Mapping[str, SectionKind]
    """The project's names of standard sections, for `Document.parse`."""
    selection: Selection
    """What to look for, as long as the plan has no wish of its own."""
    profiles: Mapping[str, Profile]
    """The profiles that the plan may choose from; none when it may not choose."""

    def selection_for(self, document: Document) -> Selection:
        """What to look for in the plan, under the profile that it chooses for itself if any."""
        if not self.profiles:
            return self.selection
        from milepost.lint.profile import profile_of  # Loaded with the rules.

        profile = profile_of(document, self.profiles)
        return self.selection if profile is None else self.selection.with_profile(profile)

    def remark_on(self, name: str, document: Document) -> str:
        """A sentence on a plan that chooses a profile which does not exist, or nothing.

        `name` is how the plan is called in it.
        """
        from milepost.lint.profile import find_profile_choice  # Loaded with the rules.

        choice = find_profile_choice(document)
        if choice is None or not self.profiles or choice.name in self.profiles:
            return ""
        from difflib import get_close_matches  # Loaded for those who mistype.

        near = get_close_matches(choice.name, self.profiles, n=1)
        hint = f" Did it mean {near[0]}?" if near else ""
        kept = self.selection.profile.name
        return (
            f"{name} chooses the profile {choice.name}, which does not exist.{hint} {kept} holds."
        )


def terms_of(config: Config, path: Path, wishes: Selection | None = None) -> PlanTerms:
    """What holds for the plan at `path`; `wishes`, if any, are laid over the configuration."""
    return PlanTerms(config.aliases, config.selection_for(path, wishes), config.profiles)


def repository_of(config: Config, path: Path) -> Repository | None:
    """The files around the plan: below `.git`, else below the project's configuration."""
    found = find_repository(path)
    if found is None and config.files and config.files[0].parent == config.folder:
        found = find_repository(path, config.folder)
    return found


class Standing(NamedTuple):
    """All that holds for an open plan at the moment."""

    terms: PlanTerms
    repository: Repository | None
    mistakes: tuple[str, ...] = ()
    """Why the configuration is not followed, a sentence for each mistake."""


class LiveTerms:
    """What holds for one open plan, also after its configuration has changed.

    Nothing is looked at before the first question. Configuration with a mistake in it is not
    followed: what it said last without one holds on, and at first the defaults do.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # One attribute, so that questions from two threads do not get in each other's way.
        self._known: tuple[ConfigState, Config, tuple[str, ...]] | None = None

    def look(self) -> Standing:
        """What holds now; never raises. Files are parsed only when they are not as before."""
        try:
            path = self._path.absolute()
            config, mistakes = self._config(path.parent)
        except OSError:  # The current folder is gone, and with it the way to the plan.
            path, config, mistakes = self._path, Config(self._path.parent), ()
        return Standing(terms_of(config, path), repository_of(config, path), mistakes)

    def _config(self, folder: Path) -> tuple[Config, tuple[str, ...]]:
        state = read_state(folder)
        known = self._known
        if known is not None and known[0] == state:
            return known[1:]
        loaded = load_config(folder) if state.digests else Config(state.root or folder)
        if isinstance(loaded, ConfigError):
            config = Config(state.root or folder) if known is None else known[1]
            mistakes = loaded.sentences
        else:
            config, mistakes = loaded, ()
        self._known = (state, config, mistakes)
        return config, mistakes
