"""What a command is, and how its keys are written."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Group(Enum):
    """How the help screen sorts commands; the value is its heading."""

    MOVE = "Move"
    PROGRESS = "Progress"
    FINDINGS = "Findings"
    TIME = "Time"
    VIEW = "View"
    PROGRAM = "Program"


class Command(NamedTuple):
    """Something the person can do.

    `keys` are Textual key names; a name of two parts separated by a space is typed one after the
    other. `action` is a method `action_<name>` of the plan screen. A command with `show` set has
    its place in the footer when it is available.
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


_KEY_SIGNS = {
    "escape": "esc",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def key_sign(keys: str) -> str:
    """How a key is written for people: `right_square_bracket d` is `]d`."""
    return "".join(_KEY_SIGNS.get(part, part) for part in keys.split())
