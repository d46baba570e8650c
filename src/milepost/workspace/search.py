"""The plans below a folder, as its configuration says where they lie and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.workspace.config import Config, ConfigError, load_config
from milepost.workspace.discovery import find_plans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from milepost.workspace.discovery import FoundPlan


def search_plans(folder: Path) -> Iterator[FoundPlan]:
    """Finds the plans below `folder`. Configuration with a mistake in it is not followed."""
    config = load_config(folder)
    if isinstance(config, ConfigError):
        config = Config(folder)
    yield from find_plans(
        folder,
        patterns=_patterns_from(config, folder),
        aliases=config.aliases,
        is_excluded=config.is_excluded,
    )


def _patterns_from(config: Config, folder: Path) -> list[str]:
    """The project's patterns, as they are called from `folder`; those of other folders left out."""
    here = folder.absolute()
    if not here.is_relative_to(config.folder):
        return []
    inner = here.relative_to(config.folder).as_posix()
    prefix = "" if inner == "." else f"{inner}/"
    return [each[len(prefix) :] for each in config.plans if each.startswith(prefix)]
