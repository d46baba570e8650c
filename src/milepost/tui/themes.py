"""Theme files as Textual's themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from milepost.workspace.theme_files import DEFAULT_THEME, ThemeFile, read_theme

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_THEME", "VARIABLES", "load_themes", "make_theme"]

VARIABLES = {
    "ground": "ground",
    "raised": "raised",
    "ink": "text",
    "quiet": "quiet",
    "done": "done",
    "changed": "changed",
    "warn": "warning",
    "err": "error",
}
"""Style sheet variables and the colour of a theme file each takes."""


def load_themes(folder: Path) -> list[Theme]:
    """All themes of a folder, the default one first; raises `ValueError` for a file that is none.

    For our own folders: a person's themes are found by `find_themes`.
    """
    themes = []
    for path in sorted(folder.glob("*.toml")):
        read = read_theme(path)
        if not isinstance(read, ThemeFile):
            raise ValueError(read)  # noqa: TRY004 - it is the file that is wrong
        themes.append(make_theme(read))
    return sorted(themes, key=lambda theme: theme.name != DEFAULT_THEME)


def make_theme(file: ThemeFile) -> Theme:
    """The theme that a file describes."""
    colours = file.colours
    variables = {name: colours[colour] for name, colour in VARIABLES.items()}
    return Theme(
        name=file.name,
        primary=colours["accent"],
        secondary=colours["changed"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["raised"],
        panel=colours["raised"],
        success=colours["done"],
        warning=colours["warning"],
        error=colours["error"],
        dark=file.dark,
        variables={
            **variables,
            "block-cursor-background": colours["accent"],
            "block-cursor-foreground": colours["ground"],
            "input-cursor-background": colours["accent"],
            "scrollbar": colours["quiet"],
            "scrollbar-background": colours["ground"],
            "footer-background": colours["raised"],
        },
    )
