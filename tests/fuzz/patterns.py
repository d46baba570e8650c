"""Texts that regular expressions match, more or less."""

from __future__ import annotations

import gc
import importlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from random import Random


class Parsed(NamedTuple):
    """A pattern, and how the library parses it."""

    pattern: re.Pattern[str]
    tree: Any


def parsed_patterns() -> list[Parsed]:
    """Every pattern that has been compiled so far."""
    parser: Any = importlib.import_module("re._parser")
    compiled = [each for each in gc.get_objects() if isinstance(each, re.Pattern)]
    return [
        Parsed(each, parser.parse(each.pattern, each.flags & ~re.DEBUG))
        for each in compiled
        if isinstance(each.pattern, str)
    ]


def sample(parsed: Any, choose: Random, most: int = 3) -> str:
    """A text that the parsed pattern matches, more or less."""
    said = []
    for kind, value in parsed:
        match kind.name:
            case "LITERAL":
                said.append(chr(value))
            case "NOT_LITERAL" | "ANY":
                said.append(choose.choice("a .-"))
            case "IN":
                said.append(_member(value, choose))
            case "BRANCH":
                said.append(sample(choose.choice(value[1]), choose))
            case "SUBPATTERN":
                said.append(sample(value[-1], choose))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                times = choose.randint(value[0], min(int(value[1]), int(value[0]) + most))
                said += [sample(value[2], choose) for _ in range(times)]
            case "ASSERT" if value[0] > 0:
                said.append(sample(value[1], choose))
    return "".join(said)


def _member(members: Any, choose: Random) -> str:
    kind, value = choose.choice(members)
    match kind.name:
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(choose.randint(*value))
        case "CATEGORY":
            return {"SPACE": " ", "DIGIT": "1", "WORD": "a"}.get(value.name.split("_")[-1], ".")
    return choose.choice("a1 .x-")
