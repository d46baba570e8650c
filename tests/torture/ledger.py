"""What everybody writes down of a round, for the verdict at its end.

Every author is a process of its own and has a file of its own, one line of JSON for each thing.
Times are monotonic seconds, the same in all processes of a machine.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Half:
    """What a writer left in the file for a while that it never meant to stay."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class AgentWrite:
    """A text that an agent meant to be in the file."""

    number: int
    edit: str
    way: str
    is_blind: bool
    """Whether it was made without a look at what the file holds."""
    base: str
    """The text it was made from."""
    text: str
    read_at: float
    began: float
    ended: float
    halves: tuple[Half, ...] = ()


@dataclass(frozen=True, slots=True)
class Takeover:
    """A text that Milepost made of a late writer's and of what the file held by then."""

    late: str
    current: str
    result: str


@dataclass(frozen=True, slots=True)
class VerbRun:
    """A verb, from start to end."""

    number: int
    item: str
    done: bool
    """What it was to make of the item."""
    stamp: str
    began: float
    ended: float
    refusal: str
    """Empty when the file holds the change."""
    text: str
    """What the file held with it."""
    is_changed: bool = True
    """Whether it was this verb that changed the file."""
    takeovers: tuple[Takeover, ...] = ()
    crash: str = ""


def note(path: Path, entry: AgentWrite | VerbRun) -> None:
    """Adds a line, in one piece."""
    line = json.dumps(asdict(entry)).encode() + b"\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        written = os.write(descriptor, line)
    finally:
        os.close(descriptor)
    if written != len(line):
        raise OSError(f"{path} took only a part of a line")


def read_writes(path: Path) -> tuple[AgentWrite, ...]:
    """What the agent noted."""
    return tuple(
        AgentWrite(**{**each, "halves": tuple(Half(**half) for half in each["halves"])})
        for each in _lines(path)
    )


def read_runs(path: Path) -> tuple[VerbRun, ...]:
    """What the verbs noted."""
    return tuple(
        VerbRun(**{**each, "takeovers": tuple(Takeover(**one) for one in each["takeovers"])})
        for each in _lines(path)
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
