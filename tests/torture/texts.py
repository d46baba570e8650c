"""The plan that is tortured: every line of it can be told from every other, and who meant it.

What agents write bears a token (`t17`), an item bears a name (`S03`), a stamp of a person is given
once. So each can be looked for in any version.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

SESSION_ITEMS = tuple(f"S{number:02}" for number in range(30))
"""Ticked by the person at the screen."""
VERB_ITEMS = tuple(f"V{number:02}" for number in range(20))
"""Ticked by verbs of the command line."""
AGENT_ITEMS = tuple(f"A{number:02}" for number in range(8))
"""Ticked by agents."""
FIELDS = 10

_SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in "aeiou")
_ITEM = re.compile(r"^- \[([ x])\] (?:(\(\d{4}-\d\d-\d\d \d\d:\d\dZ\)) )?(?=Item )", re.MULTILINE)
_NAMED = re.compile(
    r"^- \[([ x])\] (?:(\(\d{4}-\d\d-\d\d \d\d:\d\dZ\)) )?Item ([A-Z]\d+)", re.MULTILINE
)
_TOKEN = re.compile(r"\bt(\d+)\b")


def wording(name: str) -> str:
    """What an item says: words of its own, so that it can be known again by them."""
    random = Random(name)
    words = ["".join(random.choice(_SYLLABLES) for _ in range(3)) for _ in range(4)]
    return f"Item {name} {' '.join(words)}"


class State(NamedTuple):
    """The mark of an item, and its stamp."""

    done: bool
    stamp: str = ""


def first_text(title: str) -> str:
    """The plan at the start of a round."""
    items = [*SESSION_ITEMS, *VERB_ITEMS, *AGENT_ITEMS]
    progress = "".join(f"- [ ] {wording(name)}.\n" for name in items)
    fields = "".join(f"Field {number}: nothing yet.\n" for number in range(FIELDS))
    return (
        f"# {title}\n\n## Purpose / Big Picture\n\nNothing is lost.\n\n"
        f"## Progress\n\n{progress}\n"
        "## Surprises & Discoveries\n\n- Observation: none to begin with.\n  Evidence: none.\n\n"
        "## Decision Log\n\n- Decision: begin.\n  Rationale: it has to be begun.\n\n"
        f"## Context and Orientation\n\n{fields}\n"
        "## Outcomes & Retrospective\n\nThe last line of the plan.\n"
    )


def agent_part(text: str) -> str:
    """The text without any tick: what only agents write."""
    return _ITEM.sub("- [ ] ", text)


def states_of(text: str) -> dict[str, State]:
    """The items by name."""
    return {name: State(mark == "x", stamp) for mark, stamp, name in _NAMED.findall(text)}


def tokens_of(text: str) -> set[int]:
    """The tokens of agents."""
    return {int(number) for number in _TOKEN.findall(text)}


def lines_of(text: str) -> set[str]:
    """The lines, less their ends and ticks."""
    return {line.rstrip("\r") for line in agent_part(text).split("\n")}


def moment(year: int, number: int) -> datetime:
    """A time that nobody else stamps with: a year is an author's own."""
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=number)


def stamp(year: int, number: int) -> str:
    """The stamp of a moment."""
    return f"({moment(year, number):%Y-%m-%d %H:%MZ})"
