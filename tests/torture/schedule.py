"""Who does what in a round, and when: all of it follows from the seed.

What happens between the authors depends on the machine as well. So a round that fails is written
down with the times at which things really happened, and can be played again from that.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from .texts import SESSION_ITEMS, VERB_ITEMS

if TYPE_CHECKING:
    from pathlib import Path

WAYS = ("rename", "in place", "two steps", "recreate")
"""How a whole text gets into the file."""
_EDITS = (
    *("field",) * 5,
    *("entry",) * 3,
    *("append",) * 4,
    *("reword", "tick", "insert", "insert", "crlf", "delete"),
    *("stale",) * 3,
    *("checkout",) * 2,
)
_PAUSES = (0.0, 0.001, 0.01, 0.03, 0.04)
_LONGER_PAUSES = (0.0, 0.0, 0.001, 0.01, 0.05, 0.15)


@dataclass(frozen=True, slots=True)
class AgentStep:
    """One write of an agent; times are seconds from the start of the round."""

    number: int
    at: float
    edit: str
    way: str
    target: int
    emptied: float
    """Seconds between truncating and writing, where the way has two steps."""
    halved: float
    """Seconds between the first part and the rest."""
    cut: float
    """Where the first part ends, as a share of the text."""


@dataclass(frozen=True, slots=True)
class PersonStep:
    """One thing a person does: at the screen, or by a verb."""

    number: int
    at: float
    act: str
    item: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A whole round."""

    name: str
    is_linked: bool
    """Whether the plan is opened by a link to it."""
    is_hasty: bool
    """Whether the session writes at once, also into the midst of a burst."""
    agent: tuple[AgentStep, ...]
    screen: tuple[PersonStep, ...]
    verbs: tuple[PersonStep, ...]

    def dump(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, data: str) -> Schedule:
        """From JSON."""
        fields: dict[str, Any] = json.loads(data)
        return cls(
            fields["name"],
            fields["is_linked"],
            fields["is_hasty"],
            tuple(AgentStep(**each) for each in fields["agent"]),
            tuple(PersonStep(**each) for each in fields["screen"]),
            tuple(PersonStep(**each) for each in fields["verbs"]),
        )

    @classmethod
    def read(cls, path: Path) -> Schedule:
        """From a file."""
        return cls.load(path.read_text(encoding="utf-8"))


def make_schedule(seed: int, number: int, writes: int = 150, intents: int = 150) -> Schedule:
    """The round of this number; one of five intents is a verb."""
    name = f"Seed {seed}, round {number}"
    random = Random(name)
    verbs = intents // 5
    agent = tuple(_agent_step(random, *each) for each in enumerate(_moments(random, writes)))
    length = agent[-1].at if agent else 1.0
    screen = _person_steps(random, intents - verbs, length, SESSION_ITEMS, screen=True)
    others = _person_steps(random, verbs, length, VERB_ITEMS, screen=False)
    is_linked, is_hasty = random.random() < 0.2, random.random() < 0.5
    return Schedule(name, is_linked, is_hasty, agent, screen, others)


def _moments(random: Random, count: int) -> list[float]:
    """Bursts, a steady hand, and pauses."""
    at, moments = 0.05, []
    for _ in range(count):
        at += random.uniform(0, random.choice((0.003, 0.003, 0.06, 0.06, 0.06, 0.3)))
        moments.append(round(at, 5))
    return moments


def _agent_step(random: Random, number: int, at: float) -> AgentStep:
    return AgentStep(
        number=number,
        at=at,
        edit=random.choice(_EDITS),
        way=random.choice(WAYS),
        target=random.randrange(1000),
        emptied=random.choice(_PAUSES),
        halved=random.choice(_LONGER_PAUSES),
        cut=random.uniform(0.05, 0.95),
    )


def _person_steps(
    random: Random, count: int, length: float, items: tuple[str, ...], *, screen: bool
) -> tuple[PersonStep, ...]:
    moments = sorted(random.uniform(0, length) for _ in range(count))
    acts = ("toggle",) * 12 + ("undo", "undo", "redo") if screen else ("tick", "tick", "untick")
    return tuple(
        PersonStep(number, round(at, 5), random.choice(acts), random.choice(items))
        for number, at in enumerate(moments)
    )
