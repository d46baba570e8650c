"""Workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.report.finding import decodable, findings_of

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(report: Report) -> str:
    """A command per finding, each on its line; what could not be read is an error of its path."""
    commands = [_finding(plan, found) for plan, found in findings_of(report.plans)]
    commands += (
        f"::error file={_property(each.path)}::{_data(each.sentence)}" for each in report.unread
    )
    return "\n".join(commands)


def _finding(plan: CheckedPlan, found: Diagnostic) -> str:
    lines = plan.lines
    row, column = lines.position(found.span.start)
    last_row, last_column = lines.position(found.span.end)
    properties = {
        "file": plan.path,
        "line": str(row + 1),
        "endLine": str(last_row + 1),
        "title": f"{found.code} {found.name}",
    }
    if row == last_row:  # GitHub takes columns only within one line.
        properties |= {"col": str(column + 1), "endColumn": str(last_column + 1)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {told}::{_data(found.message)}"


def _data(text: str) -> str:
    escaped = decodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(character for character in escaped if character.isprintable())


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
