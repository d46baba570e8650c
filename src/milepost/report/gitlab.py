"""A Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from milepost.diagnostics import Severity
from milepost.report.finding import decodable
from milepost.report.fingerprint import fingerprints_of

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report, Unread

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render_gitlab(report: Report) -> str:
    """A JSON array with an object per finding; a path that was not read is a blocker at line 1."""
    entries = [
        _finding(plan, found, name)
        for plan in report.plans
        for found, name in zip(
            plan.diagnostics, fingerprints_of(plan, plan.diagnostics), strict=True
        )
    ]
    entries += map(_unread, report.unread)
    return json.dumps(entries, indent=2)


def _finding(plan: CheckedPlan, found: Diagnostic, fingerprint: str) -> dict[str, Any]:
    rows = plan.lines.lines_of(found.span)
    return {
        "description": f"{found.code} {found.message}",
        "check_name": found.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": decodable(plan.path),
            "lines": {"begin": rows[0] + 1, "end": rows[-1] + 1},
        },
    }


def _unread(each: Unread) -> dict[str, Any]:
    return {
        "description": decodable(each.sentence),
        "check_name": "unreadable",
        "fingerprint": f"unreadable:{decodable(each.path)}",
        "severity": "blocker",
        "location": {"path": decodable(each.path), "lines": {"begin": 1}},
    }
