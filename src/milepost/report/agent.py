"""Findings for a coding agent: few words, the worst first, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability
from milepost.report.cells import visible
from milepost.report.finding import FIX_LABELS, Tally, findings_of

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report

MOST = 20
"""So many findings are told; a context window has other things to hold."""


def render_agent(report: Report) -> str:
    """At most `MOST` lines of findings, then always one line that says how things stand."""
    found = sorted(findings_of(report.plans), key=lambda pair: -pair[1].severity)
    lines = [render_finding(plan, diagnostic) for plan, diagnostic in found[:MOST]]
    lines += [f"{visible(each.path)}: not read: {visible(each.sentence)}" for each in report.unread]
    status = f"milepost: {Tally.of(report.plans).sentence()}"
    if len(found) > MOST:
        status += f"; the worst {MOST} are shown"
    safe = sum(
        diagnostic.fix is not None and diagnostic.fix.applicability is Applicability.SAFE
        for _, diagnostic in found
    )
    if safe:
        status += f"; `milepost fix` mends {safe}"
    return "\n".join([*lines, status + "."])


def render_finding(plan: CheckedPlan, found: Diagnostic) -> str:
    """One finding on one line, harmless: where it is, what it is, and how it is mended."""
    place = f"{visible(plan.path)}:{plan.place(found.span)}:"
    told = f"{place} {found.severity.label} {found.code} {visible(found.message)}"
    if found.fix is None:
        return told
    return f"{told}; {FIX_LABELS[found.fix.applicability]}: {visible(found.fix.title)}"
