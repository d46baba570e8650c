"""Themes from `themes/*.toml`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_THEME = "night-express"

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
    """All themes of a folder, the default one first.

    Raises `ValueError` with file and key when a file lacks a colour: theme files are our own.
    """
    themes = [_read_theme(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(themes, key=lambda theme: theme.name != DEFAULT_THEME)


def _read_theme(path: Path) -> Theme:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    colours = data["colours"]
    missing = sorted({"accent", *VARIABLES.values()} - set(colours))
    if missing:
        raise ValueError(f"{path.name} lacks the colour {missing[0]!r}")
    variables = {name: colours[colour] for name, colour in VARIABLES.items()}
    return Theme(
        name=data["name"],
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
        dark=data["dark"],
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
