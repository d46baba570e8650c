"""Findings under the name of their plan, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.report.cells import visible
from milepost.report.style import SEVERITY_TONES, Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.report.finding import CheckedPlan, Report


def render_grouped(report: Report, style: Style) -> str:
    """All findings, an empty line between plans; empty without findings."""
    return "\n\n".join(
        "\n".join(_plan_lines(plan, style)) for plan in report.plans if plan.diagnostics
    )


def _plan_lines(plan: CheckedPlan, style: Style) -> Iterator[str]:
    yield style.paint(visible(plan.path), Tone.STRONG)
    places = [plan.place(found.span) for found in plan.diagnostics]
    widest = max(map(len, places))
    for place, found in zip(places, plan.diagnostics, strict=True):
        severity = style.paint(f"{found.severity.label:<7}", SEVERITY_TONES[found.severity])
        yield f"  {place:>{widest}}  {severity}  {found.code}  {visible(found.message)}"
