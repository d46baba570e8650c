"""Findings for programs. The shape is published: a change of it changes `SCHEMA_VERSION`.

This module alone imports pydantic, which is slow to load; import it where JSON is asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from milepost.report.finding import CheckedPlan, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.diagnostics import Diagnostic, Fix
    from milepost.document import Document
    from milepost.text import Span

SCHEMA_VERSION = 1


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Model):
    """One end of a range. `offset` counts characters from zero, line and column from one."""

    offset: int
    line: int
    column: int


class Range(_Model):
    """Characters from `start` up to, not including, `end`."""

    start: Place
    end: Place


class EditModel(_Model):
    """Put `text` in place of `range`; all edits of a fix speak of the text before any of them."""

    range: Range
    text: str


class FixModel(_Model):
    """Edits that make the finding go away."""

    title: str
    applicability: Literal["safe", "unsafe", "manual"]
    edits: list[EditModel]


class RelatedModel(_Model):
    """A second place that a finding speaks of."""

    range: Range
    message: str


class DiagnosticModel(_Model):
    """One finding."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    range: Range
    related: list[RelatedModel]
    fix: FixModel | None


class PlanModel(_Model):
    """One plan that was checked."""

    path: str
    title: str
    diagnostics: list[DiagnosticModel]


class UnreadableModel(_Model):
    """One path that could not be checked, and why."""

    path: str
    message: str


class SummaryModel(_Model):
    """How many findings and plans there are in the whole report."""

    errors: int
    warnings: int
    infos: int
    plans: int


class ReportModel(_Model):
    """The whole answer of `milepost check --output-format json`."""

    schema_version: int
    milepost_version: str
    plans: list[PlanModel]
    unreadable: list[UnreadableModel]
    summary: SummaryModel


def render_json(
    plans: Sequence[CheckedPlan], unreadable: Sequence[tuple[str, str]], *, version: str
) -> str:
    """The report as JSON: ASCII only, two spaces of indentation, no line end after the last line.

    `unreadable` holds a path and a sentence each; `version` is the program's own.
    """
    tally = Tally.of(plans)
    report = ReportModel(
        schema_version=SCHEMA_VERSION,
        milepost_version=version,
        plans=[_plan(plan) for plan in plans],
        unreadable=[
            UnreadableModel(path=_decodable(path), message=_decodable(message))
            for path, message in unreadable
        ],
        summary=SummaryModel(
            errors=tally.errors, warnings=tally.warnings, infos=tally.infos, plans=tally.plans
        ),
    )
    # ASCII, because a control or direction character of a plan must not reach a terminal.
    return json.dumps(report.model_dump(mode="json"), indent=2)


def _plan(plan: CheckedPlan) -> PlanModel:
    return PlanModel(
        path=_decodable(plan.path),
        title=plan.document.plan.title,
        diagnostics=[_diagnostic(found, plan.document) for found in plan.diagnostics],
    )


def _diagnostic(found: Diagnostic, document: Document) -> DiagnosticModel:
    return DiagnosticModel.model_validate(
        {
            "code": found.code,
            "name": found.name,
            "severity": found.severity.label,
            "message": found.message,
            "range": _range(found.span, document),
            "related": [
                RelatedModel(range=_range(related.span, document), message=related.message)
                for related in found.related
            ],
            "fix": None if found.fix is None else _fix(found.fix, document),
        }
    )


def _fix(fix: Fix, document: Document) -> FixModel:
    return FixModel.model_validate(
        {
            "title": fix.title,
            "applicability": fix.applicability.name.lower(),
            "edits": [
                EditModel(range=_range(edit.span, document), text=edit.text)
                for edit in fix.edits.edits
            ],
        }
    )


def _range(span: Span, document: Document) -> Range:
    return Range(start=_place(span.start, document), end=_place(span.end, document))


def _place(offset: int, document: Document) -> Place:
    line, column = document.lines.position(offset)
    return Place(offset=offset, line=line + 1, column=column + 1)


def _decodable(text: str) -> str:
    """A file name that is not UTF-8 holds lone surrogates, which pydantic refuses."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
