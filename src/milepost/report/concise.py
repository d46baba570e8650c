"""One line for each finding: `path:line:column: severity CODE message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.report.cells import visible
from milepost.report.finding import findings_of
from milepost.report.style import SEVERITY_TONES, Style, Tone

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report


def render_concise(report: Report, style: Style) -> str:
    """All findings, one on each line, without a line end after the last; empty without findings.

    Editors and problem matchers read this form, so it does not change.
    """
    return "\n".join(
        f"{render_place(plan, found, style)} {render_severity(found, style)} {found.code} "
        f"{visible(found.message)}"
        for plan, found in findings_of(report.plans)
    )


def render_place(plan: CheckedPlan, found: Diagnostic, style: Style) -> str:
    """`path:line:column:`."""
    return style.paint(f"{visible(plan.path)}:{plan.place(found.span)}:", Tone.STRONG)


def render_severity(found: Diagnostic, style: Style) -> str:
    """The word for how bad it is."""
    return style.paint(found.severity.label, SEVERITY_TONES[found.severity])
