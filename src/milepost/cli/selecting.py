"""Which rules the options of a command line choose."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError
from milepost.lint import Selection, find_unknown
from milepost.rules import ALL_RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from milepost.cli.arguments import Parser

_SEPARATORS = re.compile(r"[\s,]+")


def add_selection_options(parser: Parser) -> None:
    """Gives a verb the options that `selection_from_options` reads."""
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--select", action="append", default=[])
    parser.add_argument("--ignore", action="append", default=[])


def selection_from_options(options: argparse.Namespace) -> Selection:
    """The selection; raises `UsageError` for a rule that does not exist."""
    select, ignore = _patterns(options.select), _patterns(options.ignore)
    unknown = find_unknown((*select, *ignore))
    if unknown:
        raise UsageError(unknown_rule_sentence(unknown[0]))
    return Selection(select=select, ignore=ignore, strict=options.strict)


def unknown_rule_sentence(word: str) -> str:
    """What to say of a rule that does not exist, with the nearest one that does."""
    known = {name.lower(): name for rule in ALL_RULES for name in (rule.code, rule.name)}
    near = get_close_matches(word.lower(), known, n=1)
    hint = f"Did you mean {known[near[0]]}?" if near else "`milepost rule` lists all."
    return f"There is no rule {word}. {hint}"


def _patterns(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in _SEPARATORS.split(value) if word)
