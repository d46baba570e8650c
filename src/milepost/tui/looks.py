"""What a theme makes of each kind of text.

A table rather than component classes in style sheets: Textual resolves those anew for every widget
whenever a class or a pseudo class changes anywhere above it, which took half of the time to the
first frame. The colours are the theme's variables here as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping


class Look(NamedTuple):
    """Theme variables for text and ground (empty for what is there already), and weight."""

    colour: str = ""
    ground: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


LOOKS: dict[str, Look] = {
    # Words
    "title": Look("quiet", bold=True),
    "title-active": Look("accent", bold=True),
    "plan-title": Look("ink", bold=True),
    "station": Look("ink", bold=True),
    "quiet": Look("quiet"),
    "accent": Look("accent"),
    "accent-strong": Look("accent", bold=True),
    "key": Look("ink", bold=True),
    "key-cap": Look("ink", "raised", bold=True),
    "tab-active": Look("accent", bold=True, underline=True),
    # Items
    "done": Look("quiet"),
    "done-mark": Look("done"),
    "open": Look("ink"),
    "open-mark": Look("ink"),
    "next": Look("accent", bold=True),
    "next-mark": Look("accent", bold=True),
    "cancelled": Look("quiet", strike=True),
    "cancelled-mark": Look("quiet"),
    # States
    "error": Look("err", bold=True),
    "warning": Look("warn"),
    "warning-strong": Look("warn", bold=True),
    "info": Look("quiet"),
    "fine": Look("done"),
    "added": Look("done"),
    "removed": Look("err"),
    "same": Look("quiet"),
    "place": Look("quiet", bold=True),
    "lively": Look("done", bold=True),
    "changed-fresh": Look("changed", bold=True),
    "changed-recent": Look("changed"),
    "changed-older": Look("quiet"),
    "own-fresh": Look("ink", bold=True),
    "own-recent": Look("ink"),
    "own-older": Look("quiet"),
    # Grounds
    "cursor": Look(ground="raised"),
}
"""Every role that a pane other than the reader draws."""

READER_LOOKS: dict[str, Look] = {
    # Structure
    "heading1": Look("ink", bold=True),
    "heading2": Look("ink", bold=True),
    "heading3": Look("ink", bold=True),
    "heading4": Look("quiet", bold=True),
    "quiet": Look("quiet"),
    "bullet": Look("quiet"),
    "quote": Look("quiet", italic=True),
    "code": Look(ground="raised"),
    "code-block": Look("ink", "raised"),
    "code-edge": Look("quiet", "raised"),
    "added": Look("done", "raised"),
    "removed": Look("err", "raised"),
    "table-head": Look("ink", bold=True),
    # Words
    "strong": Look(bold=True),
    "emphasis": Look(italic=True),
    "strike": Look(strike=True),
    "link": Look("changed", underline=True),
    "label": Look(bold=True),
    "stamp": Look("quiet"),
    # Items
    "done": Look("quiet"),
    "done-sign": Look("done"),
    "open-sign": Look("ink", bold=True),
    "partial-sign": Look("ink", bold=True),
    "next": Look("accent", bold=True),
    "next-text": Look("ink", bold=True),
    # What lies over the text
    "error": Look("err", bold=True),
    "warning": Look("warn"),
    "info": Look("quiet"),
    "finding-error": Look(bold=True, underline=True),
    "finding-warning": Look(underline=True),
    "finding-info": Look(underline=True),
    "changed-fresh": Look("changed", bold=True),
    "changed-recent": Look("changed"),
    "changed-older": Look("quiet"),
    "own-fresh": Look("ink", bold=True),
    "own-recent": Look("ink"),
    "own-older": Look("quiet"),
    "changed": Look("changed"),
    "match": Look("ground", "changed"),
    "current-match": Look("ground", "accent", bold=True),
    "selection": Look("ground", "ink"),
    "cursor": Look(ground="raised"),
    "cursor-sign": Look("accent"),
    "message": Look("quiet"),
    "title": Look("ink", bold=True),
}
"""Every component that the reader draws."""


class Palette:
    """The styles of one theme, each made when it is first asked for."""

    def __init__(self, variables: Mapping[str, str], looks: Mapping[str, Look] = LOOKS) -> None:
        self._variables = variables
        self._looks = looks
        self._styles: dict[str, Style] = {"": Style()}

    def __getitem__(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            style = self._styles[role] = self._make(self._looks[role])
        return style

    def _make(self, look: Look) -> Style:
        return Style(
            color=self._variables[look.colour] if look.colour else None,
            bgcolor=self._variables[look.ground] if look.ground else None,
            bold=look.bold or None,
            italic=look.italic or None,
            underline=look.underline or None,
            strike=look.strike or None,
        )
