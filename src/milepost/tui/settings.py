"""How the editor is to be for this person, ready for use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.tui.commands import COMMANDS, Command

if TYPE_CHECKING:
    from milepost.workspace.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Settings:
    """What a plan's screen needs to know of it."""

    commands: tuple[Command, ...] = COMMANDS
    """The command table with this person's keys."""
    local_time: bool = False
    mistakes: tuple[str, ...] = ()
    """Sentences on wishes that are not followed."""


def make_settings(preferences: Preferences) -> Settings:
    """Puts a person's wishes into effect as far as they can be."""
    if not preferences.keys:
        return Settings(local_time=preferences.local_time)
    from milepost.tui.keymap import bind  # Loaded for those who have keys of their own.

    keymap = bind(COMMANDS, preferences.keys)
    return Settings(keymap.commands, preferences.local_time, keymap.mistakes)
