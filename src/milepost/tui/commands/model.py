"""What a command is, and how its keys are written."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import NamedTuple


class Group(Enum):
    """How the help screen sorts commands; the value is its heading."""

    MOVE = "Move"
    PROGRESS = "Progress"
    RECORDS = "Records"
    FINDINGS = "Findings"
    TIME = "Time"
    VIEW = "View"
    FILES = "Files"
    PROGRAM = "Program"


class Command(NamedTuple):
    """Something the person can do.

    `keys` are Textual key names; a name of two parts separated by a space is typed one after the
    other. `action` is a method `action_<name>` of what has the keys: the plan's screen, for those
    of `COMMANDS`. A command with `show` set has its place in the footer when it is available.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    action: str
    group: Group
    show: bool = False
    label: str = ""
    """One word for the footer; the title where empty."""
    is_way_out: bool = False
    """Whether nobody could leave a place if it had no key."""


_KEY_SIGNS = {
    "escape": "esc",
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "pagedown": "pgdn",
    "pageup": "pgup",
}
"""Where Textual's name is neither what people write nor a sign's name in Unicode."""
_NO_SIGNS = frozenset({"space", "delete"})


def is_plain(keys: str) -> bool:
    """Whether a key, or the first of two, writes a character where text is typed."""
    first = keys.partition(" ")[0]
    return first == "space" or len(key_sign(first)) == 1


def is_everywhere(keys: str) -> bool:
    """Whether a key of a command that is for every place works while text is typed, too."""
    return " " not in keys and not is_plain(keys)


def key_sign(keys: str) -> str:
    """How a key is written for people: `right_square_bracket d` is `]d`."""
    signs = [_part_sign(part) for part in keys.split()]
    # Of words the parts would run together.
    return ("" if all(len(sign) == 1 for sign in signs) else " ").join(signs)


def _part_sign(part: str) -> str:
    modifiers, plus, name = part.rpartition("+")
    return f"{modifiers}{plus}{_KEY_SIGNS.get(name) or _unicode_sign(name)}"


@cache
def _unicode_sign(name: str) -> str:
    """The sign that Textual calls by its name in Unicode, else the name itself."""
    if len(name) > 1 and name not in _NO_SIGNS:
        with suppress(KeyError):
            sign = unicodedata.lookup(name.replace("_", " "))
            return sign if sign.isprintable() else name
    return name
