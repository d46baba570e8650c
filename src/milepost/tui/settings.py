"""How the editor is to be for this person, ready for use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from milepost.tui.commands import COMMANDS, Command
from milepost.tui.commands.looking_back import HISTORY_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.workspace.preferences import Preferences


class Settings(NamedTuple):
    """What a plan's screen needs to know of it."""

    commands: tuple[Command, ...] = COMMANDS
    """The command table with this person's keys."""
    history: tuple[Command, ...] = HISTORY_COMMANDS
    """The same of the history's screen."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The keys that this person wants, by id, for the places whose tables are loaded with them."""
    local_time: bool = False
    mistakes: tuple[str, ...] = ()
    """Sentences on wishes that are not followed."""


def make_settings(preferences: Preferences) -> Settings:
    """Puts a person's wishes into effect as far as they can be."""
    if not preferences.keys:
        return Settings(local_time=preferences.local_time)
    # Loaded for those who have keys of their own.
    from milepost.tui.commands.place import bound
    from milepost.tui.commands.places import PLACES
    from milepost.tui.keymap import bind

    keys, mistakes = bind(PLACES, preferences.keys)
    return Settings(
        bound(COMMANDS, keys),
        bound(HISTORY_COMMANDS, keys),
        keys,
        preferences.local_time,
        mistakes,
    )
