"""`milepost check` over many real plans, beside two Markdown linters where they are installed.

`markdownlint-cli2` (from npm) and `rumdl` (from PyPI) are looked for on the PATH. Without the
corpus of real plans beside the checkout there is nothing to measure.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.figures import Budget, Measurement
from benchmarks.programs import MILEPOST, Sandbox
from support.corpus import corpus_plans
from support.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 9


class Contest(NamedTuple):
    """How Milepost is run, the other program, and how its time bounds ours."""

    name: str
    options: tuple[str, ...]
    peer: tuple[str, ...]
    ratio: float


CONTESTS = (
    Contest("cold", ("--no-cache",), ("markdownlint-cli2",), 0.3),
    Contest("warm", (), ("rumdl", "check", "--no-cache"), 1.2),
)


def measure(effort: float) -> list[Measurement]:
    """Every contest; the ratio is left out where the other program is not installed."""
    plans = corpus_plans()
    if not plans:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "plans"
        folder.mkdir()
        for path in plans:
            shutil.copyfile(path, folder / path.name)
        place = Sandbox(Path(name), folder / "none.md", "")
        return [_run(contest, place, max(3, round(RUNS * effort))) for contest in CONTESTS]


def _run(contest: Contest, place: Sandbox, runs: int) -> Measurement:
    names = sorted(path.name for path in place.path.parent.iterdir())
    check = (*MILEPOST.command, "check", "--output-format=concise", *contest.options, *names)
    peer = (*contest.peer, *names) if shutil.which(contest.peer[0]) else ()
    commands = [command for command in (check, peer) if command]
    for command in commands:
        _timed(command, place)
    times = [[_timed(command, place) for command in commands] for _ in range(runs)]
    values, *floors = (tuple(series) for series in zip(*times, strict=True))
    return Measurement(
        f"`milepost check`, {len(names)} real plans, {contest.name}",
        values,
        floor=floors[0] if floors else (),
        budgets=(Budget("ratio", contest.ratio),) if floors else (),
        note=f"the floor is `{' '.join(contest.peer)}`",
    )


def _timed(command: Sequence[str], place: Sandbox) -> float:
    began = time.perf_counter()
    subprocess.run(
        command,
        env=environment(place.env),
        cwd=place.path.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return 1000 * (time.perf_counter() - began)
