"""Themes as files: those that ship with the program, and a person's own."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import SourceDefect
from milepost.workspace.assets import themes_dir
from milepost.workspace.loading import PathState, Unreadable, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DEFAULT_THEME = "night-express"

COLOURS = (
    "ground",
    "raised",
    "text",
    "quiet",
    "accent",
    "done",
    "changed",
    "warning",
    "error",
)
"""The colours that a theme names, every one of them."""

GROUNDS = ("ground", "raised")
BODY = ("text",)
BODY_CONTRAST = 7.0
QUIET_CONTRAST = 4.5
"""What every other colour has to have on both grounds."""

# Compiled where they are used: who shows a theme that was read elsewhere reads none.
_COLOUR = r"#[0-9A-Fa-f]{6}"
_NAME = r"[a-z0-9][a-z0-9-]{0,39}"


class ThemeFile(NamedTuple):
    """One theme as its file has it."""

    name: str
    title: str
    dark: bool
    colours: Mapping[str, str]
    """Every one of `COLOURS` as `#rrggbb`."""
    path: Path
    own: bool = False
    """Whether it is the person's and not the program's."""

    def faint_pairs(self) -> tuple[tuple[str, str, float], ...]:
        """Colours that are hard to read on a ground: the two names, and their contrast."""
        pairs = [(name, ground) for name in COLOURS[len(GROUNDS) :] for ground in GROUNDS]
        measured = [
            (name, ground, contrast(self.colours[name], self.colours[ground]))
            for name, ground in pairs
        ]
        return tuple(
            (name, ground, ratio)
            for name, ground, ratio in measured
            if ratio < (BODY_CONTRAST if name in BODY else QUIET_CONTRAST)
        )


class ThemeShelf(NamedTuple):
    """All themes there are, and a sentence for every file that is none."""

    themes: tuple[ThemeFile, ...]
    mistakes: tuple[str, ...] = ()

    def find(self, name: str) -> ThemeFile | None:
        """The theme of that name."""
        return next((each for each in self.themes if each.name == name), None)


def user_themes_dir() -> Path | None:
    """The folder of a person's own themes; it need not exist."""
    from milepost.workspace.config_files import user_folder

    folder = user_folder()
    return None if folder is None else folder / "themes"


def find_themes(own: Path | None = None) -> ThemeShelf:
    """The program's themes, the default one first, then the person's by name; never raises.

    `own` is the folder of the latter. One that has the name of a theme of the program's takes its
    place.
    """
    shipped, mistakes = _read_folder(themes_dir(), own=False)
    mine, more = _read_folder(own, own=True) if own is not None else ([], [])
    replaced = {each.name: each for each in mine}
    shipped.sort(key=lambda theme: theme.name != DEFAULT_THEME)
    known = {each.name for each in shipped}
    themes = [replaced.get(each.name, each) for each in shipped]
    themes += [each for each in replaced.values() if each.name not in known]
    return ThemeShelf(tuple(themes), (*mistakes, *more))


def find_theme(name: str, own: Path | None = None) -> ThemeFile | None:
    """The theme of that name among those of `find_themes`, with as few files read as will do."""
    if own is None or not os.path.isdir(own):  # noqa: PTH112 - `is_dir` raises where it may not look
        # The program's files have the names of their themes.
        read = read_theme(themes_dir() / f"{name}.toml") if re.fullmatch(_NAME, name) else ""
        return read if isinstance(read, ThemeFile) else None
    return find_themes(own).find(name)


def why_not(name: str, own: Path | None) -> str:
    """Why the person's file of that name is no theme, in a sentence; empty where there is none."""
    if own is None or not re.fullmatch(_NAME, name):
        return ""
    path = own / f"{name}.toml"
    read = read_theme(path, own=True) if os.path.lexists(path) else ""
    return read if isinstance(read, str) else ""


def read_theme(path: Path, *, own: bool = False) -> ThemeFile | str:
    """The theme in a file, or a sentence on why it is none; never raises."""
    loaded = load(path)
    from milepost.workspace.config_files import shown_path  # Loaded where a theme is read.

    shown = shown_path(path)
    if isinstance(loaded, Unreadable):
        gone = loaded.state is PathState.MISSING
        return f"{shown} is not there any more." if gone else loaded.reason
    source = loaded.source
    if source.defect in (SourceDefect.NOT_UTF8, SourceDefect.UTF16):
        return f"{shown} is not read: {source.defect.value}."
    import tomllib  # Loaded for those who have a theme of their own, or look at all of them.

    try:
        data = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        return f"{shown} is not TOML: {str(error)[:80]}."
    wrong = _find_mistake(data, path.stem)
    if wrong:
        return f"{shown}: {wrong}"
    name, colours = data.get("name", path.stem), data["colours"]
    title = data.get("title", name)
    return ThemeFile(
        name=name,
        title=title if isinstance(title, str) else name,
        dark=data.get("dark", is_dark(colours["ground"])),
        colours={each: colours[each] for each in COLOURS},
        path=path,
        own=own,
    )


def is_dark(colour: str) -> bool:
    """Whether light letters are read better on it than dark ones."""
    return contrast(colour, "#ffffff") > contrast(colour, "#000000")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as the accessibility guidelines measure it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _find_mistake(data: Mapping[str, object], stem: str) -> str:
    """What keeps a file from being a theme, in a sentence; empty for nothing."""
    name, colours = data.get("name", stem), data.get("colours")
    if not isinstance(name, str) or not re.fullmatch(_NAME, name):
        return "`name` must be made of small letters, digits and hyphens."
    if not isinstance(data.get("dark", True), bool):
        return "`dark` must be true or false."
    if not isinstance(colours, dict):
        return "there must be a table `[colours]`."
    for each in COLOURS:
        colour = colours.get(each)
        if colour is None:
            return f"the colour `{each}` is missing."
        if not isinstance(colour, str) or not re.fullmatch(_COLOUR, colour):
            return f'`colours.{each}` must be a colour such as "#e8e2d4".'
    for each in colours:
        if each not in COLOURS:
            from difflib import get_close_matches  # Loaded for those who mistype.

            near = get_close_matches(str(each), COLOURS, n=1)
            hint = f"; did you mean `{near[0]}`?" if near else "."
            return f"`colours.{str(each)[:40]}` is no colour of a theme{hint}"
    return ""


def _read_folder(folder: Path, *, own: bool) -> tuple[list[ThemeFile], list[str]]:
    try:
        paths = sorted(folder.glob("*.toml"))
    except OSError:  # This user may not look into it.
        paths = []
    themes, mistakes = [], []
    for path in paths:
        read = read_theme(path, own=own)
        if isinstance(read, str):
            mistakes.append(read)
        else:
            themes.append(read)
    return themes, mistakes
