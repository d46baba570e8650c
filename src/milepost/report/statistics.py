"""How often each rule found something."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from milepost.report.finding import findings_of
from milepost.report.style import SEVERITY_TONES, Style

if TYPE_CHECKING:
    from milepost.diagnostics import Severity
    from milepost.report.finding import Report


class _Kind(NamedTuple):
    code: str
    name: str
    severity: Severity


def render_statistics(report: Report, style: Style) -> str:
    """A line per rule and severity, the most frequent first; empty without findings."""
    counts = _count(report)
    widest = len(str(counts[0][1])) if counts else 0
    return "\n".join(
        f"{count:>{widest}}  {kind.code}  "
        f"{style.paint(f'{kind.severity.label:<7}', SEVERITY_TONES[kind.severity])}  {kind.name}"
        for kind, count in counts
    )


def render_statistics_json(report: Report) -> str:
    """The same as a JSON array of objects."""
    rows = [
        {
            "code": kind.code,
            "name": kind.name,
            "severity": kind.severity.label,
            "count": count,
        }
        for kind, count in _count(report)
    ]
    return json.dumps(rows, indent=2)


def _count(report: Report) -> list[tuple[_Kind, int]]:
    counts = Counter(
        _Kind(found.code, found.name, found.severity) for _, found in findings_of(report.plans)
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].code))
