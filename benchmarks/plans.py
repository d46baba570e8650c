"""Made-up plans of any size, the same on every machine.

They have the proportions of plans as people write them: twelve sections, paragraphs of several
hundred characters on one line beside wrapped ones, indented commands, an item per kilobyte or two.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import cycle
from string import ascii_lowercase
from textwrap import fill

SIZES = {"10 KB": 10_000, "30 KB": 30_000, "232 KB": 232_000, "1 MB": 1_000_000}

TITLE = "Move the ferry timetable to the new feed"
NEXT_ITEM = "Row to the pier"

_THINGS = (
    "the pier table",
    "the tide reader",
    "the departure board",
    "the fare cache",
    "the berth map",
    "the season calendar",
    "the delay notice",
    "the crew roster",
    "the booking queue",
    "the ramp",
)
_FILES = (
    "src/ferry/piers.py",
    "src/ferry/tides.py",
    "src/ferry/board.py",
    "src/ferry/fares.py",
    "src/ferry/berths.py",
    "src/ferry/calendar.py",
    "src/ferry/notices.py",
    "tests/test_board.py",
)
_VERBS = ("reads", "keeps", "rebuilds", "compares", "publishes", "replays", "orders", "counts")
_ENDINGS = (
    "so that a late boat moves every later one on the same berth by as many minutes",
    "and writes one line for each sailing, the earliest first, with the pier in front",
    "before the first passenger asks, and again whenever the harbour office calls",
    "without touching sailings that have left, because those are history and stay as they were",
    "which the evening run proves by printing the same forty rows as the morning run",
    "and refuses a date outside the season with the sentence that the clerk already knows",
)
_TASKS = ("Teach", "Rename", "Replay", "Measure", "Split", "Draw", "Check", "Describe")


class _Writer:
    """Writes prose until a number of characters is reached."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sentence(self) -> str:
        pick = self.random.choice
        where, thing, other = pick(_FILES), pick(_THINGS), pick(_THINGS)
        return f"In `{where}` {thing} {pick(_VERBS)} {other} {pick(_ENDINGS)}."

    def paragraph(self, length: int) -> str:
        sentences: list[str] = []
        while sum(map(len, sentences)) < length:
            sentences.append(self.sentence())
        return " ".join(sentences)

    def wrapped(self, length: int) -> str:
        return fill(self.paragraph(length), width=88, break_long_words=False)

    def prose(self, length: int) -> str:
        blocks: list[str] = []
        kinds = cycle(("paragraph", "commands", "wrapped", "commands", "heading"))
        while (rest := length - sum(map(len, blocks))) > 0:
            blocks.append(getattr(self, next(kinds))(min(rest, self.random.randint(300, 1_400))))
        return "\n\n".join(blocks)

    def heading(self, length: int) -> str:
        subject = self.random.choice(_THINGS).removeprefix("the ").capitalize()
        return f"### {subject}, step {length % 90}"

    def commands(self, length: int) -> str:
        rows = ["    $ python -m ferry board --date 2031-05-04"]
        while sum(map(len, rows)) < length // 2:
            number = len(rows)
            rows.append(f"    {6 + number % 16:02d}:{length % 60:02d}  pier {number}  on time")
        return "\n".join(rows)

    def items(self, length: int) -> str:
        lines: list[str] = []
        while (written := sum(map(len, lines))) < length:
            number = len(lines)
            done = written < 0.6 * length
            what = f"{self.random.choice(_TASKS)} {self.random.choice(_THINGS)}, part {number}"
            first_open = not done and lines[-1].startswith("- [x]")
            lines.append(self._item(number, NEXT_ITEM if first_open else what, done=done))
        return "\n".join(lines)

    def _item(self, number: int, what: str, *, done: bool) -> str:
        more = f"\n  {self.sentence()}" if number % 4 == 0 else ""
        if not done:
            return f"- [ ] {what}.{more}"
        minutes = 480 + 17 * number
        day, hour = 1 + minutes // 1440, minutes % 1440 // 60
        month = 5 + (day - 1) // 28
        stamp = f"2031-{month:02d}-{1 + (day - 1) % 28:02d} {hour:02d}:{minutes % 60:02d}Z"
        return f"- [x] ({stamp}) {what}.{more}"

    def decisions(self, length: int) -> str:
        entries: list[str] = []
        while sum(map(len, entries)) < length:
            entries.append(
                f"- Decision: {self.sentence()}\n  Rationale: {self.sentence()}\n"
                f"  Date/Author: 2031-05-{1 + len(entries) % 28:02d} / harbour office"
            )
        return "\n".join(entries)

    def surprises(self, length: int) -> str:
        entries: list[str] = []
        while sum(map(len, entries)) < length:
            entries.append(f"- Observation: {self.sentence()}\n  Evidence: {self.sentence()}")
        return "\n".join(entries)


# Each section's share of the whole, and what fills it.
_SECTIONS = (
    ("Purpose / Big Picture", 0.05, "prose"),
    ("Progress", 0.06, "items"),
    ("Surprises & Discoveries", 0.06, "surprises"),
    ("Decision Log", 0.10, "decisions"),
    ("Outcomes & Retrospective", 0.04, "prose"),
    ("Context and Orientation", 0.16, "prose"),
    ("Plan of Work", 0.23, "prose"),
    ("Concrete Steps", 0.09, "prose"),
    ("Validation and Acceptance", 0.08, "prose"),
    ("Idempotence and Recovery", 0.03, "prose"),
    ("Artifacts and Notes", 0.06, "prose"),
    ("Interfaces and Dependencies", 0.04, "prose"),
)


def marker(number: int) -> str:
    """A word of six letters that stands nowhere else, different for every number."""
    letters: list[str] = []
    for _ in range(4):
        number, place = divmod(number, 26)
        letters.append(ascii_lowercase[place])
    return "zq" + "".join(reversed(letters))


@cache
def plan(size: int) -> str:
    """A plan of about `size` bytes. Its first paragraph holds `marker(0)`, once."""
    writer = _Writer(size)
    parts = [
        f"# {TITLE}",
        "This plan is a living document. The sections Progress, Surprises & Discoveries, Decision "
        "Log, and Outcomes & Retrospective must be kept up to date as work proceeds.",
    ]
    for title, share, kind in _SECTIONS:
        body = getattr(writer, kind)(int(share * size * 0.94))
        opening = f"State {marker(0)} of the feed.\n\n" if title.startswith("Purpose") else ""
        parts.append(f"## {title}\n\n{opening}{body}")
    return "\n\n".join(parts) + "\n"


def with_marker(text: str, number: int) -> str:
    """The plan as an agent leaves it after its change `number`: another word, nothing else."""
    return text.replace(marker(0), marker(number), 1)
