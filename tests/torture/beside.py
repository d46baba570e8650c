"""An agent rewrites the plan twice a second: `python -m tests.torture.beside [--seconds 300]`.

The real program in a terminal, seen from outside. For a third of the time each, the cursor stands
on a step, the reader shows and has selected a passage, and the person types. The agent adds and
takes away text and steps above and below all the while. Nothing that is looked at may move, and no
character that is typed may be lost or stand anywhere else.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from support.agents import by_rename, in_place
from support.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EVERY = 0.5
"""Seconds between two rewrites."""
COLUMNS = 120
_STEP = "Solder the second relay"
_TYPED = "the quick brown fox "
_READER = slice(33, 80)
"""The columns of the reader, without its borders, in a terminal of `COLUMNS`."""

_STEPS = (
    *(f"Sweep {number} landings" for number in range(1, 31)),
    _STEP,
    *(f"Paint {number} landings" for number in range(1, 21)),
)
"""More than the rail has room for: a list that is shown whole has to give way."""
_PASSAGE = "\n\n".join(
    f"Paragraph {number} says what happens on landing {number} of the stair, and nothing else."
    for number in range(1, 25)
)


def plan_text(number: int, passage: str = _PASSAGE, step: str = _STEP) -> str:
    """The plan as the agent writes it for the `number`th time."""
    above = "\n".join(f"Night {night} was clear." for night in range(number % 4))
    done = "".join(
        f"- [x] (2031-03-01 06:{minute:02}Z) Rehearsal {minute}\n" for minute in range(number % 5)
    )
    steps = "".join(f"- [ ] {step if each == _STEP else each}\n" for each in _STEPS)
    below = "\n".join(f"- Observation: gull {gull} sat on the lamp." for gull in range(number % 3))
    return (
        f"# Give the lighthouse a second lamp\n\n## Purpose / Big Picture\n\nShips see it.\n{above}"
        f"\n\n## Progress\n\n{done}{steps}\n## Plan of Work\n\n{passage}\n\n"
        f"## Surprises & Discoveries\n\nVersion {number}.\n\n{below}\n"
    )


class Beside:
    """A plan that is open in a terminal while an agent writes it."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.writes = 0
        self._numbers = count(1)
        self._never = threading.Event()

    def rewrite(self) -> int:
        """Writes the next version over what stands there, and waits until its steps are counted."""
        number = next(self._numbers)
        write = by_rename if number % 2 else in_place
        write(self.journey.path, plan_text(number).encode())
        self.writes += 1
        self.journey.wait_for_figure(number % 5, number % 5 + len(_STEPS))
        return number

    def meanwhile(self, seconds: float, act: Callable[[], None]) -> None:
        """Rewrites the plan every `EVERY` seconds; after each rewrite, `act` looks or types."""
        end = time.monotonic() + seconds
        due = time.monotonic()
        while time.monotonic() < end:
            self.rewrite()
            act()
            due += EVERY
            self._never.wait(max(0.0, due - time.monotonic()))


def stay(beside: Beside, seconds: float) -> None:
    """The cursor stays with its step, on its line of the screen."""
    journey = beside.journey
    beside.rewrite()
    journey.select(_STEP)
    low = _line_of(journey, "▌")
    # Not at the end of the pane: what there is to say may take some lines of it.
    journey.press(*"jjjjjjjj", *"kkkkkkkk")
    journey.wait_until(lambda: _line_of(journey, "▌") < low - 6, "the cursor further up")
    journey.wait_for_selected(_STEP)
    line = _line_of(journey, "▌")

    def look() -> None:
        journey.wait_until(lambda: _STEP in journey.selected, "the cursor on its step")
        now = _line_of(journey, "▌")
        if now != line:
            raise AssertionError(f"the cursor was on line {line} of the screen and is on {now}")

    beside.meanwhile(seconds, look)


def read(beside: Beside, seconds: float) -> None:
    """What the reader shows stays as it is, a selection in it included."""
    journey = beside.journey
    journey.press("2", "/")
    journey.wait_for_text("words in the plan")
    journey.press(*"graph 12", "enter", "escape")
    journey.wait_for_text("Paragraph 12")
    journey.wait_until(lambda: "found" not in journey.screen[-2], "the end of the search")
    x, y = journey.find("Paragraph 12") or (0, 0)

    def grounds() -> list[str]:
        return [journey.cell(column, y).background for column in range(COLUMNS)]

    plain = grounds()
    journey.drag((x, y), (x + 10, y + 1))
    journey.wait_until(lambda: grounds()[x] != plain[x], "the selection")
    shown, selected = _pane(journey), grounds()

    def look() -> None:
        now = _pane(journey)
        if now != shown:
            raise AssertionError("the passage moved:\n" + "\n".join(now))
        if grounds() != selected:
            raise AssertionError("the selection changed")

    beside.meanwhile(seconds, look)
    journey.press("1")


def write(beside: Beside, seconds: float) -> None:
    """Every character that is typed is in the file at the end, in its order, and so is the rest."""
    journey = beside.journey
    right = _READER.stop
    journey.wait_until(lambda: any("▌" in line[right:] for line in journey.screen), "the rail")
    journey.select(_STEP)
    journey.press("e")
    journey.wait_for_text("Editing")
    journey.press("end", "space")
    typed: list[str] = []

    def go_on() -> None:
        for _ in range(3):
            character = _TYPED[len(typed) % len(_TYPED)]
            typed.append(character)
            journey.press("space" if character == " " else character)

    beside.meanwhile(seconds, go_on)
    journey.press(".", "ctrl+s")
    step = f"{_STEP} {''.join(typed)}."
    number = beside.writes
    journey.wait_for_content(plan_text(number, step=step).encode())


def _line_of(journey: Journey, sign: str) -> int:
    found = (number for number, line in enumerate(journey.screen) if sign in line)
    return next(found, len(journey.screen))


def _pane(journey: Journey) -> list[str]:
    # Below that, what there is to say may take some lines.
    return [line[_READER] for line in journey.screen[2:-8]]


def run(seconds: float) -> int:
    """All of it within about `seconds`; returns how often the agent has written."""
    with tempfile.TemporaryDirectory(prefix="milepost-beside-") as place:
        plan = Path(place) / "place" / "plan.md"
        plan.parent.mkdir()
        plan.write_text(plan_text(0), encoding="utf-8", newline="")
        with Journey(plan, columns=COLUMNS) as journey:
            journey.wait_for_start()
            beside = Beside(journey)
            for part in (stay, read, write):
                part(beside, seconds / 3)
            return beside.writes


def main(arguments: Sequence[str]) -> int:
    """Says what was done, where nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.beside", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    options = parser.parse_args(arguments)
    writes = run(options.seconds)
    sys.stdout.write(f"{writes} rewrites in {options.seconds:.0f} s: nothing moved or was lost\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
