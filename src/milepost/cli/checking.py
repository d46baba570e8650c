"""From operands to checked plans: read, then checked side by side when there are many."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from milepost.cli.task import Outcome, Task
from milepost.report.finding import CheckedPlan, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.cli.output import Output
    from milepost.cli.reading import SourceFile
    from milepost.cli.selecting import Chooser
    from milepost.text import Source

MANY = 300_000
"""So many characters take longer to check than other processes take to start."""

PATIENCE = 0.5
"""Seconds after which a person is told how far a check is."""

_MOST_PROCESSES = 8
_CHUNK = 4


def check_sources(
    read: Sequence[SourceFile | Unread],
    chooser: Chooser,
    *,
    now: datetime,
    output: Output,
    keeps: bool = False,
    since: Callable[[Path], Source | None] = lambda _: None,
) -> Iterator[CheckedPlan | Unread]:
    """Checks everything that was read, in its order; remarks on odd files go to `output`.

    `since` gives the earlier version of a plan to compare it with. With `keeps`, verdicts are kept
    between runs where there are several, which is to be without earlier versions.
    """
    tasks = [
        Task(
            each,
            chooser.terms_for(each.path),
            chooser.repository_for(each.path),
            since(each.path),
        )
        for each in read
        if not isinstance(each, Unread)
    ]
    outcomes = _kept_outcomes(tasks, now) if keeps and len(tasks) > 1 else _checked(tasks, now)
    began = time.monotonic()
    for number, each in enumerate(read):
        if isinstance(each, Unread):
            yield each
            continue
        told = time.monotonic() - began > PATIENCE
        if told:
            output.progress(f"{number} of {len(read)} plans checked")
        outcome = next(outcomes)
        if told:
            output.progress("")  # What comes of the plan may be written at the same place.
        remarks = [remark for remark in (each.remark, outcome.remark) if remark]
        if remarks:
            output.tell(*remarks)
        yield CheckedPlan(str(each.path), each.source.text, *outcome.verdict)


def _kept_outcomes(tasks: Sequence[Task], now: datetime) -> Iterator[Outcome]:
    """The outcome of each task in order, kept ones first looked for."""
    # Deferred, because a single plan needs none of it.
    from milepost.cli.verdicts import KeptVerdicts

    kept = KeptVerdicts()
    known = [kept.find(task) for task in tasks]
    todo = [task for task, verdict in zip(tasks, known, strict=True) if verdict is None]
    fresh = _checked(todo, now, keeps=True)
    for task, verdict in zip(tasks, known, strict=True):
        if verdict is not None:
            yield Outcome(verdict)
            continue
        outcome = next(fresh)
        kept.keep(task, outcome)
        yield outcome


def _checked(tasks: Sequence[Task], now: datetime, *, keeps: bool = False) -> Iterator[Outcome]:
    if not tasks:
        return
    # Deferred, because a verdict that is known needs neither parser nor rules.
    from milepost.cli.examining import check_task
    from milepost.lint.selection import all_rules

    all_rules()  # Loaded here, once for all processes.
    check = partial(check_task, now=now, keeps=keeps)
    processes = min(len(tasks), _processors(), _MOST_PROCESSES)
    if processes < 2 or sum(len(task.read.source.text) for task in tasks) < MANY:
        yield from map(check, tasks)
        return
    # Deferred, because a single plan needs none of it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A fork shares what is loaded already; elsewhere it is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(check, tasks, chunksize=_CHUNK)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
