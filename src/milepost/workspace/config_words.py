"""Words for what a configuration file holds, for sentences about its mistakes."""

from __future__ import annotations

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST = 60


def quoted(part: str) -> str:
    """A part of a dotted key as TOML writes it."""
    return part if _BARE.fullmatch(part) else f'"{short(part)}"'


def short(text: str) -> str:
    """The beginning of a text that may be long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def describe(value: object) -> str:
    """What sort of value it is."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a time"
