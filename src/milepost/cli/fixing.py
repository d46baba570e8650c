"""Mending the file of a plan, beside whoever else writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.fixer import FixReport, fix
from milepost.text import EditSet, Source
from milepost.workspace.descriptors import Displaced
from milepost.workspace.reading import looks_cut
from milepost.workspace.store import (
    Refused,
    Saved,
    Snapshot,
    Stale,
    Unreadable,
    digest_of,
    save,
)
from milepost.workspace.versions import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.lint.engine import LintResult
    from milepost.lint.selection import Selection
    from milepost.repository import Repository
    from milepost.workspace.deeds import Deeds
    from milepost.workspace.store import Digest

_TRIES = 8
"""How often a plan is fixed anew because somebody else wrote it meanwhile."""
_MOST_NAMED = 5
"""The summary names so many plans; more are counted."""


@dataclass(frozen=True, slots=True)
class Fixing:
    """What is to be fixed, and whether it is to be written."""

    selection: Selection
    applicability: Applicability
    now: datetime
    repository: Repository | None = None
    writes: bool = True
    deeds: Deeds | None = None
    """Hears of what is written; the caller closes it."""


@dataclass(frozen=True, slots=True)
class FixedPlan:
    """What fixing came to for one file."""

    path: Path
    before: Document
    """What the file held when the fixes were made."""
    report: FixReport
    """Without any fix when nothing could be written."""
    failure: str = ""
    """The sentence that says why nothing was written, if so."""

    @property
    def result(self) -> LintResult:
        """What is found in the plan now."""
        return self.report.result

    @property
    def fixed(self) -> int:
        """How many findings were fixed, or would be."""
        return len(self.report.applied)


def fix_plan(path: Path, document: Document, wanted: Fixing) -> FixedPlan:
    """Applies fixes to the plan at `path`, which held `document` when it was read.

    The file is written only if it still holds that. When somebody else has written it meanwhile,
    their text is fixed instead, a bounded number of times. Never raises.
    """
    defect = document.source.defect
    if defect is not None:
        return _unfixed(path, document, wanted, f"{path} was not fixed: {defect.value}.")
    held = digest_of(document.source.encode())
    for _ in range(_TRIES):
        report = fix(
            document,
            wanted.selection,
            wanted.applicability,
            now=wanted.now,
            repository=wanted.repository,
        )
        mended = report.document.source
        if not wanted.writes or digest_of(mended.encode()) == held:
            return FixedPlan(path, document, report)
        began = datetime.now(UTC)
        answer = _write(path, document, mended, held)
        if answer is None:
            if wanted.deeds is not None:
                label = f"Fix {_counted(len(report.applied), 'finding')}"
                wanted.deeds.read(document, When(began, began))
                wanted.deeds.wrote(report.document, (label,), When(began, datetime.now(UTC)))
            return FixedPlan(path, document, report)
        if isinstance(answer, str):
            return _unfixed(path, document, wanted, answer)
        held = answer.held
        document = Document.parse(answer.source, aliases=document.aliases)
    sentence = f"{path} was not fixed: it keeps changing. Try again when its writer pauses."
    return _unfixed(path, document, wanted, sentence)


def summary_of(plans: Sequence[FixedPlan], applicability: Applicability, *, done: bool) -> str:
    """`Fixed 3 findings (2 in a.md, 1 in b.md); 4 left.`, with a hint at what else can be fixed.

    `done` is false when nothing was to be written. Not yet made harmless.
    """
    fixed = sum(plan.fixed for plan in plans)
    left = [found for plan in plans for found in plan.result.diagnostics]
    head = "Nothing to fix"
    if fixed:
        what = _counted(fixed, "finding")
        head = f"{'Fixed' if done else 'Would fix'} {what} ({_places(plans)})"
    rest = f"; {len(left)} left." if left else "."
    fixes = [found.fix.applicability for found in left if found.fix is not None]
    more = sum(applicability < each < Applicability.MANUAL for each in fixes)
    if not more:
        return head + rest
    return f"{head}{rest} --unsafe-fixes would fix {more} more."


def _places(plans: Sequence[FixedPlan]) -> str:
    touched = [plan for plan in plans if plan.fixed]
    if len(touched) > _MOST_NAMED:
        return f"in {len(touched)} plans"
    return ", ".join(f"{plan.fixed} in {plan.path}" for plan in touched)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Theirs(NamedTuple):
    """What somebody else wrote meanwhile, and what the file holds."""

    source: Source
    held: Digest


def _write(path: Path, before: Document, mended: Source, held: Digest) -> str | _Theirs | None:
    """Writes the mended text; else the sentence that says why not, or what to mend instead."""
    match save(path, mended, held):
        case Refused(reason) | Stale(Unreadable(reason=reason)):
            return reason
        case Stale(Snapshot(source=theirs, digest=now, read_only=bar)):
            return bar or _Theirs(theirs, now)
        case Saved(displaced=Displaced() as displaced, digest=now):
            late = displaced.read()
            return None if digest_of(late) == held else _late(path, before, late, now)
        case _:
            return None


def _late(path: Path, before: Document, late: bytes, held: Digest) -> str | _Theirs:
    """What to do about a writer that had the file open while it was replaced."""
    source = Source.decode(late)
    if source.defect is not None or looks_cut(source.text, before.text):
        return f"Somebody else wrote {path} while it was fixed: look whether all is there."
    return _Theirs(source, held)


def _unfixed(path: Path, document: Document, wanted: Fixing, sentence: str) -> FixedPlan:
    result = lint(document, wanted.selection, now=wanted.now, repository=wanted.repository)
    report = FixReport(document, EditSet(), (), result, converged=True)
    return FixedPlan(path, document, report, sentence)
