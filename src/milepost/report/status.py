"""Where a plan stands, in one line for people and in fields for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from milepost.diagnostics import Severity
from milepost.plan.naming import number_of
from milepost.report.cells import cut_end, visible
from milepost.report.progress import NO_TEXT
from milepost.report.style import Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.plan.records import LogEntry
    from milepost.plan.status import PlanStatus
    from milepost.text import Span

_WIDEST = 60
"""Cells of a piece of the plan's text within the line."""


def render_status(
    document: Document, status: PlanStatus, found: Sequence[Diagnostic], path: str, style: Style
) -> str:
    """`path: 3/7 done, 1 in part; next 5 “…”; …`: one line, no line end, harmless."""
    parts = "; ".join(_parts(document, status, found))
    return f"{style.paint(visible(path), Tone.STRONG)}: {visible(parts)}"


def status_data(
    document: Document, status: PlanStatus, found: Sequence[Diagnostic], path: str
) -> dict[str, Any]:
    """What `status --json` prints; lines and numbers count from 1."""
    counted, plan = status.progress, document.plan
    following, decision = counted.next_item, status.last_decision
    return {
        "path": path,
        "title": plan.title,
        "done": counted.done,
        "partial": counted.partial,
        "open": counted.open,
        "total": counted.total,
        "completion_pct": counted.percent,
        "next": None
        if following is None
        else {
            "number": number_of(plan, following),
            "text": following.text,
            "line": _line(document, following.span),
        },
        "partials": [
            {
                "number": number_of(plan, item),
                "text": item.headline,
                "completed": item.partial.completed if item.partial else "",
                "remaining": item.partial.remaining if item.partial else "",
                "line": _line(document, item.span),
            }
            for item in status.partials
        ],
        "last_decision": None
        if decision is None
        else {
            "text": decision.text,
            "date": _date(document, decision) or None,
            "line": _line(document, decision.span),
        },
        "findings": {severity.label: _count(found, severity) for severity in reversed(Severity)},
        "lags": list(status.lags),
    }


def failed_status(path: str, sentence: str) -> dict[str, Any]:
    """What is printed of a plan that could not be read: `error` says why."""
    return {"path": path, "error": sentence}


def _parts(document: Document, status: PlanStatus, found: Sequence[Diagnostic]) -> Iterator[str]:
    yield from _progress_parts(document, status)
    decision = status.last_decision
    if decision is None:
        yield "no decision is recorded"
    else:
        date = _date(document, decision)
        yield f"last decision{f' ({date})' if date else ''} {_quoted(decision.text)}"
    yield _findings(found)
    yield "; ".join(status.lags) or "the records keep up with the work"


def _progress_parts(document: Document, status: PlanStatus) -> Iterator[str]:
    counted = status.progress
    if not counted.total:
        yield "nothing to count in Progress"
        return
    partials = f", {counted.partial} in part" if counted.partial else ""
    yield f"{counted.done}/{counted.total} done{partials}"
    following = counted.next_item
    if following is not None:
        yield f"next {number_of(document.plan, following)} {_quoted(following.headline)}"
    for item in status.partials:
        if item.partial is not None:
            left = _quoted(item.partial.remaining)
            yield f"left of {number_of(document.plan, item)} {left}"


def _findings(found: Sequence[Diagnostic]) -> str:
    errors, warnings = _count(found, Severity.ERROR), _count(found, Severity.WARNING)
    return (
        f"{errors} {'error' if errors == 1 else 'errors'}, "
        f"{warnings} {'warning' if warnings == 1 else 'warnings'}"
    )


def _count(found: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(each.severity is severity for each in found)


def _date(document: Document, entry: LogEntry) -> str:
    return "" if entry.stamp is None else " ".join(entry.stamp.core.cut(document.text).split())


def _line(document: Document, span: Span) -> int:
    return document.lines.position(span.start).line + 1


def _quoted(text: str) -> str:
    return f"“{cut_end(visible(text), _WIDEST) or NO_TEXT}”"
