"""From operands to checked plans: read, then checked side by side when there are many."""

from __future__ import annotations

import os
import sys
import time
from functools import cached_property, partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from milepost import __version__
from milepost.cli.verdicts import Listener, Verdict, pack, unpack
from milepost.document import Document
from milepost.lint import lint
from milepost.report.finding import CheckedPlan, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from milepost.cli.output import Output
    from milepost.cli.reading import SourceFile
    from milepost.cli.selecting import Chooser
    from milepost.repository import Repository
    from milepost.text import Source
    from milepost.workspace.cache import Cache
    from milepost.workspace.terms import PlanTerms

MANY = 300_000
"""So many characters take longer to check than other processes take to start."""

PATIENCE = 0.5
"""Seconds after which a person is told how far a check is."""

_MOST_PROCESSES = 8
_CHUNK = 4


class Task(NamedTuple):
    """One plan to check, with all that the check depends on but the time."""

    read: SourceFile
    terms: PlanTerms
    repository: Repository | None
    before: Source | None = None
    """An earlier version to compare it with."""


class Outcome(NamedTuple):
    """What a check came to, and the same as text to be kept; None for what will not hold."""

    verdict: Verdict
    packed: str | None
    remark: str


class KeptVerdicts:
    """Verdicts of earlier runs, by all that a check depends on.

    Their fixes are without edits. Where they are kept is found out with the first question.
    """

    @cached_property
    def _cache(self) -> Cache:
        from milepost.workspace.cache import Cache, cache_folder

        return Cache(cache_folder() / "verdicts")

    @cached_property
    def _stamp(self) -> str:
        from milepost.workspace.cache import program_stamp

        return f"{__version__}\n{program_stamp()}"

    def find(self, task: Task) -> Verdict | None:
        """The verdict on a plan that was checked before, if it still holds."""
        key = self._key(task)
        begin, _, text = (self._cache.read(key) or "").partition("\n")
        # A file may have been moved or copied here: it is about what it says it is about.
        return unpack(text, task.repository) if begin == key else None

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Keeps what will hold."""
        if outcome.packed is not None:
            key = self._key(task)
            self._cache.write(key, f"{key}\n{outcome.packed}")

    def _key(self, task: Task) -> str:
        terms, files = task.terms, task.repository
        facts = (
            self._stamp,
            terms.selection,
            *sorted(terms.profiles.items()),
            *sorted(terms.aliases.items(), key=str),
            *(() if files is None else (files.root, files.folder)),
        )
        digest = blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=20)
        digest.update(task.read.source.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def check_sources(
    read: Sequence[SourceFile | Unread],
    chooser: Chooser,
    *,
    now: datetime,
    output: Output,
    kept: KeptVerdicts | None = None,
    since: Callable[[Path], Source | None] = lambda _: None,
) -> Iterator[CheckedPlan | Unread]:
    """Checks everything that was read, in its order; remarks on odd files go to `output`.

    `since` gives the earlier version of a plan to compare it with; verdicts are kept without one.
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
    outcomes = _outcomes(tasks, now, kept if len(tasks) > 1 else None)
    began = time.monotonic()
    for number, each in enumerate(read):
        if isinstance(each, Unread):
            yield each
            continue
        if time.monotonic() - began > PATIENCE:
            output.progress(f"{number} of {len(read)} plans checked")
        outcome = next(outcomes)
        remarks = [remark for remark in (each.remark, outcome.remark) if remark]
        if remarks:
            output.tell(*remarks)
        yield CheckedPlan(str(each.path), each.source.text, *outcome.verdict)
    output.progress("")


def check_task(task: Task, *, now: datetime) -> Outcome:
    """Checks one plan."""
    document = Document.parse(task.read.source, aliases=task.terms.aliases)
    listener = None if task.repository is None else Listener(task.repository)
    selection = task.terms.selection_for(document)
    before = None
    if task.before is not None:
        before = Document.parse(task.before, aliases=task.terms.aliases)
    result = lint(document, selection, now=now, repository=listener, before=before)
    verdict = Verdict(document.plan.title, result.diagnostics, result.suppressed)
    remark = task.terms.remark_on(str(task.read.path), document)
    packed = None if remark else pack(verdict, {} if listener is None else listener.asked)
    return Outcome(verdict, packed, remark)


def _outcomes(tasks: Sequence[Task], now: datetime, kept: KeptVerdicts | None) -> Iterator[Outcome]:
    """The outcome of each task in order, kept ones first looked for."""
    known = [None if kept is None else kept.find(task) for task in tasks]
    todo = [task for task, verdict in zip(tasks, known, strict=True) if verdict is None]
    fresh = _checked(todo, now)
    for task, verdict in zip(tasks, known, strict=True):
        if verdict is not None:
            yield Outcome(verdict, None, "")
            continue
        outcome = next(fresh)
        if kept is not None:
            kept.keep(task, outcome)
        yield outcome


def _checked(tasks: Sequence[Task], now: datetime) -> Iterator[Outcome]:
    check = partial(check_task, now=now)
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
