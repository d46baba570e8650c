"""All that the first frame needs of the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.workspace.choices import load_choices
from milepost.workspace.opening import Opening, open_plan
from milepost.workspace.preferences import Preferences, find_preferences
from milepost.workspace.theme_files import DEFAULT_THEME, ThemeFile, find_theme, user_themes_dir

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.workspace.choices import Choices


class Personal(NamedTuple):
    """How the person wants the editor to be; as it stands, what holds for somebody unknown."""

    preferences: Preferences = Preferences()
    remembered: Choices | None = None
    """What is known from earlier runs; without it nothing is to be remembered either."""
    theme: ThemeFile | None = None
    """The one to begin with, where it was read already."""


class FirstLook(NamedTuple):
    """A plan, and how the person wants to see it."""

    opening: Opening
    personal: Personal


def look(path: Path) -> FirstLook:
    """Reads the plan at `path`, whatever is there, and what holds for it."""
    return FirstLook(open_plan(path), find_personal(path.absolute().parent))


def find_personal(folder: Path) -> Personal:
    """What holds for plans in `folder`. Never raises."""
    preferences, remembered = find_preferences(folder), load_choices()
    name = remembered.theme_over(preferences.theme) or DEFAULT_THEME
    return Personal(preferences, remembered, find_theme(name, user_themes_dir()))
