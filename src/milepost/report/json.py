"""Findings for programs. The shape is published: a change of it changes `SCHEMA_VERSION`.

This module alone imports pydantic, which is slow to load; import it where JSON is asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from milepost.report.finding import Tally, decodable, findings_of

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic, Fix
    from milepost.report.finding import CheckedPlan, Report
    from milepost.text import LineIndex, Span

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


def render_json(report: Report) -> str:
    """The report as JSON: ASCII only, indented, without a line end after the last line."""
    tally = Tally.of(report.plans)
    model = ReportModel(
        schema_version=SCHEMA_VERSION,
        milepost_version=report.version,
        plans=[_plan(plan) for plan in report.plans],
        unreadable=[
            UnreadableModel(path=decodable(each.path), message=decodable(each.sentence))
            for each in report.unread
        ],
        summary=SummaryModel(
            errors=tally.errors, warnings=tally.warnings, infos=tally.infos, plans=tally.plans
        ),
    )
    # ASCII, because a control or direction character of a plan must not reach a terminal.
    return json.dumps(model.model_dump(mode="json"), indent=2)


def render_json_lines(report: Report) -> str:
    """An object per finding, as in the whole report but with the plan's path, each on its line."""
    return "\n".join(
        json.dumps({"path": decodable(plan.path), **_diagnostic(found, plan.lines).model_dump()})
        for plan, found in findings_of(report.plans)
    )


def render_schema() -> str:
    """The JSON Schema of the whole report."""
    schema = ReportModel.model_json_schema(mode="serialization")
    return json.dumps(schema, indent=2) + "\n"


def _plan(plan: CheckedPlan) -> PlanModel:
    return PlanModel(
        path=decodable(plan.path),
        title=plan.title,
        diagnostics=[_diagnostic(found, plan.lines) for found in plan.diagnostics],
    )


def _diagnostic(found: Diagnostic, lines: LineIndex) -> DiagnosticModel:
    return DiagnosticModel.model_validate(
        {
            "code": found.code,
            "name": found.name,
            "severity": found.severity.label,
            "message": found.message,
            "range": _range(found.span, lines),
            "related": [
                RelatedModel(range=_range(related.span, lines), message=related.message)
                for related in found.related
            ],
            "fix": None if found.fix is None else _fix(found.fix, lines),
        }
    )


def _fix(fix: Fix, lines: LineIndex) -> FixModel:
    return FixModel.model_validate(
        {
            "title": fix.title,
            "applicability": fix.applicability.name.lower(),
            "edits": [
                EditModel(range=_range(edit.span, lines), text=edit.text)
                for edit in fix.edits.edits
            ],
        }
    )


def _range(span: Span, lines: LineIndex) -> Range:
    return Range(start=_place(span.start, lines), end=_place(span.end, lines))


def _place(offset: int, lines: LineIndex) -> Place:
    line, column = lines.position(offset)
    return Place(offset=offset, line=line + 1, column=column + 1)
