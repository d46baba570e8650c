"""Checking one plan that was read. Who knows every verdict already loads none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.task import Outcome, Verdict
from milepost.document import Document
from milepost.lint.engine import lint

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.cli.task import Task
    from milepost.repository import Repository


def check_task(task: Task, *, now: datetime, keeps: bool) -> Outcome:
    """Checks one plan; `keeps` says whether the verdict is wanted as text too."""
    document = Document.parse(task.read.source, aliases=task.terms.aliases)
    remark = task.terms.remark_on(str(task.read.path), document)
    if not keeps or remark:
        return Outcome(_judge(document, task, task.repository, now), remark)
    # Deferred, because a single plan needs none of it.
    from milepost.cli.verdicts import Listener, pack

    listener = None if task.repository is None else Listener(task.repository)
    verdict = _judge(document, task, listener, now)
    return Outcome(verdict, packed=pack(verdict, {} if listener is None else listener.asked))


def _judge(document: Document, task: Task, repository: Repository | None, now: datetime) -> Verdict:
    before = None
    if task.before is not None:
        before = Document.parse(task.before, aliases=task.terms.aliases)
    selection = task.terms.selection_for(document)
    result = lint(document, selection, now=now, repository=repository, before=before)
    return Verdict(document.plan.title, result.diagnostics, result.suppressed)
