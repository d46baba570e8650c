"""From operands to checked plans: read, then checked side by side when there are many."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from milepost.cli.reading import read_sources
from milepost.cli.verdicts import Verdict
from milepost.document import Document
from milepost.lint import lint
from milepost.report.finding import CheckedPlan, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from milepost.cli.output import Output
    from milepost.cli.reading import SourceFile
    from milepost.lint import Selection

MANY = 300_000
"""So many characters take longer to check than other processes take to start."""

_MOST_PROCESSES = 8
_CHUNK = 4


def check_operands(
    operands: Sequence[str], selection: Selection, *, now: datetime, output: Output
) -> Iterator[CheckedPlan | Unread]:
    """Checks everything that is named, in its order; remarks on odd files go to `output`."""
    read = list(read_sources(operands))
    sources = [each for each in read if not isinstance(each, Unread)]
    verdicts = iter(_verdicts(sources, selection, now))
    for each in read:
        if isinstance(each, Unread):
            yield each
            continue
        if each.remark:
            output.tell(each.remark)
        yield CheckedPlan(str(each.path), each.source.text, *next(verdicts))


def check_source(read: SourceFile, *, selection: Selection, now: datetime) -> Verdict:
    """Checks one plan."""
    document = Document.parse(read.source)
    result = lint(document, selection, now=now)
    return Verdict(document.plan.title, result.diagnostics, ())


def _verdicts(
    sources: Sequence[SourceFile], selection: Selection, now: datetime
) -> Iterator[Verdict]:
    check = partial(check_source, selection=selection, now=now)
    processes = min(len(sources), _processors(), _MOST_PROCESSES)
    if processes < 2 or sum(len(each.source.text) for each in sources) < MANY:
        yield from map(check, sources)
        return
    # Deferred, because a single plan needs none of it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A fork shares what is loaded already; elsewhere it is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(check, sources, chunksize=_CHUNK)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
