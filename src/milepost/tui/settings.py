"""How the editor is to be for this person, ready for use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.tui.commands import COMMANDS, Command
from milepost.tui.commands.looking_back import HISTORY_COMMANDS

if TYPE_CHECKING:
    from milepost.workspace.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Settings:
    """What a plan's screen needs to know of it."""

    commands: tuple[Command, ...] = COMMANDS
    """The command table with this person's keys."""
    history: tuple[Command, ...] = HISTORY_COMMANDS
    """The same of the history's screen."""
    local_time: bool = False
    mistakes: tuple[str, ...] = ()
    """Sentences on wishes that are not followed."""


def make_settings(preferences: Preferences) -> Settings:
    """Puts a person's wishes into effect as far as they can be."""
    if not preferences.keys:
        return Settings(local_time=preferences.local_time)
    from milepost.tui.keymap import bind  # Loaded for those who have keys of their own.

    of_history = {command.id for command in HISTORY_COMMANDS}
    there = {name: keys for name, keys in preferences.keys.items() if name in of_history}
    here = {name: keys for name, keys in preferences.keys.items() if name not in of_history}
    keymap, past = bind(COMMANDS, here), bind(HISTORY_COMMANDS, there)
    mistakes = (*keymap.mistakes, *past.mistakes)
    return Settings(keymap.commands, past.commands, preferences.local_time, mistakes)
