"""Applies fixes until nothing is left to fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.diagnostics import Applicability
from milepost.lint.engine import run_rules
from milepost.lint.selection import DEFAULT
from milepost.text import EditSet, TextEdit
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from milepost.diagnostics import Diagnostic, Fix
    from milepost.document import Document
    from milepost.lint.engine import Findings, LintResult
    from milepost.lint.selection import Selection
    from milepost.repository import Repository

PASS_LIMIT = 10
"""After so many passes something undoes what something else does."""


class FixReport(NamedTuple):
    """What fixing came to."""

    document: Document
    """The mended document; the one given when nothing could be fixed."""
    edits: EditSet
    """What turns the given text into the mended one."""
    applied: tuple[Diagnostic, ...]
    """The findings that were fixed, each with its place in the text of its own pass."""
    result: LintResult
    """What is still found in the mended document."""
    converged: bool
    """False when some fixes came to no end and were left out: a bug in a rule."""
    unsettled: tuple[str, ...] = ()
    """The codes of the rules whose fixes were left out for that."""


def fix(
    document: Document,
    selection: Selection = DEFAULT,
    applicability: Applicability = Applicability.SAFE,
    *,
    now: datetime,
    repository: Repository | None = None,
) -> FixReport:
    """Applies every fix that is at most as daring as `applicability`, pass by pass.

    Fixes that collide wait for the next pass. `MANUAL` fixes are never applied, nor are those of
    suppressed findings. Rules whose fixes are still to be had after the last pass undo each other
    or themselves: everything is done over without them.
    """

    def examine(each: Document) -> Findings:
        return run_rules(each, selection, now=now, repository=repository)

    unsettled: frozenset[str] = frozenset()
    while True:
        run = _run(document, examine, applicability, unsettled)
        if not run.pending:
            break
        unsettled |= {each.code for each in run.pending}
    return FixReport(
        document=run.document,
        edits=diff_edits(document.text, run.document.text),
        applied=run.applied,
        result=run.findings.result(run.document.revision),
        converged=not unsettled,
        unsettled=tuple(sorted(unsettled)),
    )


class _Run(NamedTuple):
    """Where some passes led to."""

    document: Document
    findings: Findings
    applied: tuple[Diagnostic, ...]
    pending: tuple[Diagnostic, ...]
    """What the next pass would fix."""


def _run(
    document: Document,
    examine: Callable[[Document], Findings],
    applicability: Applicability,
    without: frozenset[str],
) -> _Run:
    mended, findings = document, examine(document)
    applied: list[Diagnostic] = []
    for _ in range(PASS_LIMIT):
        chosen, edits = _choose(findings.diagnostics, applicability, without)
        if not chosen:
            return _Run(mended, findings, tuple(applied), ())
        mended = mended.edited(edits)
        findings = examine(mended)
        applied += chosen
    chosen, _ = _choose(findings.diagnostics, applicability, without)
    return _Run(mended, findings, tuple(applied), tuple(chosen))


def _choose(
    diagnostics: Iterable[Diagnostic], applicability: Applicability, without: frozenset[str]
) -> tuple[list[Diagnostic], EditSet]:
    """The findings that can be fixed together, and the edits that do it."""
    fixable = [
        (each, each.fix.edits.edits)
        for each in diagnostics
        if each.fix is not None and _may_apply(each.fix, applicability) and each.code not in without
    ]
    chosen: list[Diagnostic] = []
    accepted: list[tuple[TextEdit, str]] = []
    reach = -1
    for diagnostic, edits in sorted(fixable, key=lambda pair: pair[1][0].span.start):
        code = diagnostic.code
        if edits[0].span.start <= reach and any(
            _collide(edit, code, other) for edit in edits for other in accepted
        ):
            continue
        accepted += ((edit, code) for edit in edits)
        reach = max(reach, edits[-1].span.end)
        chosen.append(diagnostic)
    return chosen, EditSet.of(_joined(edit for edit, _ in accepted))


def _may_apply(remedy: Fix, applicability: Applicability) -> bool:
    if not remedy.edits or remedy.applicability is Applicability.MANUAL:
        return False
    return remedy.applicability <= applicability


def _collide(edit: TextEdit, code: str, other: tuple[TextEdit, str]) -> bool:
    """Whether two edits touch the same place.

    Insertions by one rule at one place do not: they are joined in the order of its findings.
    """
    taken, by = other
    if edit.span == taken.span and not len(edit.span):
        return code != by
    return edit.span.start <= taken.span.end and taken.span.start <= edit.span.end


def _joined(edits: Iterable[TextEdit]) -> list[TextEdit]:
    joined: list[TextEdit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if joined and joined[-1].span == edit.span:
            joined[-1] = TextEdit(edit.span, joined[-1].text + edit.text)
        else:
            joined.append(edit)
    return joined
