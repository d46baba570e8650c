"""Ten thousand events a second at an open plan: `python -m tests.torture.storm [--seconds 5]`.

The real program in a terminal; measured from outside. What counts is the share of a core that it
uses, how often it repaints, and that it shows the last text at the end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.journey import Journey
from support.terminal import environment

from .texts import first_text

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = 10_000
_FRAME = b"\x1b[?2026h"
"""What a program writes at the start of every frame."""

# Written in place, one byte at a time; renamed over; or other files of the folder.
_STORMS = {
    "writes": (1, "os.pwrite(fd, b'%07d' % k, place)"),
    "opened, written, closed": (
        4,
        "os.close(fd); fd = os.open(plan, os.O_RDWR); os.pwrite(fd, b'%07d' % k, place)",
    ),
    "renames": (
        5,
        "open(beside, 'wb').write(text[:place] + b'%07d' % k + text[place + 7:]);"
        " os.replace(beside, plan)",
    ),
    "other files": (5, "open(beside, 'wb').write(b'%07d' % k); os.replace(beside, other)"),
}
_STORM = """
import os, sys, time
plan, seconds, each = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
text = open(plan, 'rb').read()
place, k = text.index(b'nothing yet'), 0
fd = os.open(plan, os.O_RDWR)
beside, other = plan + '.tmp', plan + '.other'
began = time.monotonic()
while (now := time.monotonic() - began) < seconds:
    if k * each < now * {rate}:
        k += 1
        {act}
print(k * each / seconds)
"""


class Storm(NamedTuple):
    """What a storm cost."""

    kind: str
    events: float
    """A second, by what the writer did."""
    share: float
    """Of one core."""
    frames: float
    """A second."""
    caught_up: float
    """Seconds from the last write to its text on the screen."""


def run(kind: str, seconds: float) -> Storm:
    """Opens a plan, lets the storm rage, and waits for a last write to be shown."""
    with tempfile.TemporaryDirectory(prefix="milepost-storm-") as place:
        plan = Path(place) / "place" / "plan.md"
        plan.parent.mkdir()
        plan.write_text(first_text("A storm"), encoding="utf-8")
        with Journey(plan) as journey:
            journey.wait_for_start()
            frames, used = len(journey.raw), processor_seconds(journey.pid)
            events = _rage(kind, plan, seconds)
            used = processor_seconds(journey.pid) - used
            count = bytes(journey.raw[frames:]).count(_FRAME)
            began = time.monotonic()
            text = plan.read_text(encoding="utf-8", errors="replace")
            plan.write_text(text.replace("# A storm", "# The calm"), encoding="utf-8")
            journey.wait_for_text("The calm")
            return Storm(kind, events, used / seconds, count / seconds, time.monotonic() - began)


def _rage(kind: str, plan: Path, seconds: float) -> float:
    each, act = _STORMS[kind]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _STORM.format(rate=RATE, act=act),
            str(plan),
            str(seconds),
            str(each),
        ],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    return float(done.stdout)


def processor_seconds(pid: int) -> float:
    """Processor time of all threads of a process so far; counted by Linux in nanoseconds."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e9


def main(arguments: Sequence[str]) -> int:
    """Runs every kind of storm."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.storm", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args(arguments)
    for kind in _STORMS:
        storm = run(kind, options.seconds)
        sys.stdout.write(
            f"{storm.kind}: {storm.events:.0f} events/s, {100 * storm.share:.0f} % of a core, "
            f"{storm.frames:.1f} frames/s, the last text shown after {storm.caught_up:.2f} s\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
