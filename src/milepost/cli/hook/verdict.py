"""What an agent is to be told about the plans that it has just edited."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.hook.former import RecordedPast, former_text
from milepost.cli.hook.telling import News, compose
from milepost.cli.reading import read_source
from milepost.diagnostics import INTERNAL_ERROR, Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.report.finding import CheckedPlan, Unread
from milepost.report.fingerprint import fingerprints_of
from milepost.text import Source
from milepost.workspace.clock import SystemClock
from milepost.workspace.mailbox import take
from milepost.workspace.recognition import read_title
from milepost.workspace.state import state_dir
from milepost.workspace.terms import LiveTerms
from milepost.workspace.told import Told

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.cli.hook.former import Past
    from milepost.cli.hook.payload import Call, Edit
    from milepost.workspace.terms import Standing


class Memory(NamedTuple):
    """What outlives one call of the hook."""

    past: Past
    told: Told
    folder: Path


def tell(call: Call, host: str, *, remembers: bool) -> str:
    """What the agent is to be told; empty when there is nothing.

    What is told counts as told, and what the person did is taken out of the mailbox, unless
    `remembers` is false.
    """
    folder = state_dir()
    session = f"{host}\n{call.session}" if call.session and remembers else ""
    memory = Memory(RecordedPast(folder), Told(folder, session), folder)
    now = SystemClock().now()
    found = [_judge(edit, call.folder, memory, now) for edit in call.edits]
    letters = [take(news.path, folder) if news and remembers else [] for news in found]
    pairs = zip(found, letters, strict=True)
    return compose([news._replace(letters=posted) for news, posted in pairs if news], now)


def _judge(edit: Edit, folder: str, memory: Memory, now: datetime) -> News | None:
    """The errors that an edit brought into a plan; `None` for what is no plan."""
    path = Path(edit.path)
    read = read_source(path)
    if isinstance(read, Unread):
        return None
    standing = LiveTerms(path).look()
    if read_title(read.source.text, standing.terms.aliases) is None:
        return None
    plan = _errors_in(read.source, standing, now)
    names = fingerprints_of(plan, plan.diagnostics)
    former = former_text(edit, path, read.source, memory.past) if names else None
    known: set[str] = set()
    if former:
        before = _errors_in(Source(former), standing, now)
        known.update(fingerprints_of(before, before.diagnostics))
    fresh = [each for each in names if each not in known]
    unheard = set(memory.told.sift(path, names, fresh))
    pairs = zip(names, plan.diagnostics, strict=True)
    errors = tuple(found for each, found in pairs if each in unheard)
    shown = replace(plan, path=_shown(edit.path, folder))
    return News(path, shown, errors, is_compared=former is not None)


def _errors_in(source: Source, standing: Standing, now: datetime) -> CheckedPlan:
    """A plan with its errors alone, those of Milepost itself left out.

    Without a path, so that findings keep their names wherever the agent is when it edits.
    """
    document = Document.parse(source, aliases=standing.terms.aliases)
    selection = standing.terms.selection_for(document)
    result = lint(document, selection, now=now, repository=standing.repository)
    errors = tuple(
        each
        for each in result.diagnostics
        if each.severity is Severity.ERROR and each.code != INTERNAL_ERROR
    )
    return CheckedPlan("", source.text, document.plan.title, errors)


def _shown(path: str, folder: str) -> str:
    """The path as the agent would write it: relative to where it works, if it lies below."""
    inner = os.path.relpath(path, folder)
    return path if inner.startswith(os.pardir) else inner
