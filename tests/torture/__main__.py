"""`python -m tests.torture --seed 1 --intents 10000 --writes 10000 [--minutes M] [--round K]`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .rounds import describe, round_folder, run_round
from .schedule import Schedule, make_schedule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .verdict import Verdict


_NOTICE = 10
"""Rounds between two lines that say how far it is."""


def main(arguments: Sequence[str]) -> int:
    """Runs rounds until there were enough intents and writes; 1 when anything was wrong."""
    options = _read(arguments)
    findings = Path(options.findings).resolve()
    began = time.monotonic()
    verdicts: list[Verdict] = []
    for schedule in _schedules(options):
        with round_folder(findings) as folder:
            verdict = run_round(schedule, folder)
        verdicts.append(verdict)
        for wrong in verdict.wrong:
            _say(f"{schedule.name}: {wrong}")
        if len(verdicts) % _NOTICE == 0:
            _say(f"{len(verdicts)} rounds after {time.monotonic() - began:.0f} s")
        if _is_enough(verdicts, options, began):
            break
    _say(f"seed {options.seed}: {len(verdicts)} rounds in {time.monotonic() - began:.0f} s")
    _say(describe(verdicts))
    count = sum(len(verdict.wrong) for verdict in verdicts)
    _say(f"wrong: {count}" + (f", kept in {findings}" if count else ""))
    return 1 if count else 0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--intents", type=int, default=10_000)
    parser.add_argument("--writes", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=0.0, help="end after that long")
    parser.add_argument("--round", type=int, help="only this one")
    parser.add_argument("--replay", type=Path, help="a schedule that was kept with a finding")
    parser.add_argument("--findings", default="torture-findings", help="where to keep them")
    return parser.parse_args(arguments)


def _schedules(options: argparse.Namespace) -> Iterator[Schedule]:
    if options.replay is not None:
        yield Schedule.read(options.replay)
        return
    if options.round is not None:
        yield make_schedule(options.seed, options.round)
        return
    number = 0
    while True:
        yield make_schedule(options.seed, number)
        number += 1


def _is_enough(verdicts: Sequence[Verdict], options: argparse.Namespace, began: float) -> bool:
    if options.round is not None or options.replay is not None:
        return True
    if options.minutes and time.monotonic() - began > options.minutes * 60:
        return True
    intents = sum(
        verdict.figures["deeds at the screen"] + verdict.figures["verbs"] for verdict in verdicts
    )
    writes = sum(verdict.figures["writes of the agent"] for verdict in verdicts)
    return bool(intents >= options.intents and writes >= options.writes)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
