"""What keeps a plan from being started, and what keeps it from being called finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.closing import Closing, closing_of
from milepost.plan.kinds import SectionKind
from milepost.plan.living import find_waiting, has_outcome
from milepost.plan.model import ItemState
from milepost.plan.naming import number_of
from milepost.plan.query import progress_of
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.model import ChecklistItem

START_CODES = frozenset(
    {
        "MP104",  # empty-section
        "MP113",  # skeleton-left
        "MP501",  # unresolved-placeholder
        "MP503",  # outsourced-decision
        "MP601",  # validation-without-command
        "MP602",  # validation-without-expectation
        "MP604",  # milestone-without-proof
    }
)
"""Findings that keep a plan from being started even where they are no errors."""

_RECORDS = (SectionKind.SURPRISES, SectionKind.DECISIONS, SectionKind.OUTCOMES)
_WORDING = 60


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, and where."""

    message: str
    """What is so: no full stop, no remedy. It may hold text of the plan."""
    span: Span
    code: str = ""
    """The rule that found it, if one did."""


def lacks_to_start(diagnostics: Iterable[Diagnostic]) -> tuple[Lack, ...]:
    """What of a check's findings keeps a plan from being started, in their order.

    That is every error, and each finding of `START_CODES`.
    """
    return tuple(
        Lack(found.message, found.span, found.code)
        for found in diagnostics
        if found.severity is Severity.ERROR or found.code in START_CODES
    )


def lacks_to_finish(document: Document) -> tuple[Lack, ...]:
    """What keeps a plan from being called finished, in file order; never raises."""
    return tuple(sorted(_lacks_to_finish(document), key=lambda lack: lack.span))


def _lacks_to_finish(document: Document) -> Iterator[Lack]:
    plan = document.plan
    progress = plan.section(SectionKind.PROGRESS)
    if not progress_of(plan).total:
        where = Span(0, 0) if progress is None else progress.heading
        yield Lack("there is no item in Progress that could be done", where)
    for item in plan.items:
        closing = closing_of(item)
        if item.in_progress and closing in (Closing.OPEN, Closing.UNEXPLAINED):
            yield Lack(f"item {number_of(plan, item)} {_state(item, closing)}", item.span)
    yield from _lacking_records(document)


def _lacking_records(document: Document) -> Iterator[Lack]:
    plan, text = document.plan, document.text
    outcomes = plan.section(SectionKind.OUTCOMES)
    told = has_outcome(plan, text)
    if not told:
        where = Span(len(text), len(text)) if outcomes is None else outcomes.heading
        yield Lack("no outcome is recorded", where)
    for kind in _RECORDS:
        section = plan.section(kind)
        if section is None or (section is outcomes and not told):
            continue
        for span in find_waiting(plan, text, section):
            yield Lack(f"{section.title} still says that something is to come", span)


def _state(item: ChecklistItem, closing: Closing) -> str:
    state = "is done in part" if item.state is ItemState.PARTIAL else "is open"
    if closing is Closing.UNEXPLAINED:
        state = "is blocked or put off and does not say why"
    shown = item.text if len(item.text) <= _WORDING else f"{item.text[: _WORDING - 1].rstrip()}…"
    return f"{state}: {shown}" if shown else state
