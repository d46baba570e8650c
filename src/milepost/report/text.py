"""Findings for people: where, what, the line itself, and how it may be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability
from milepost.report.cells import visible
from milepost.report.concise import render_place, render_severity
from milepost.report.excerpt import cut_excerpt
from milepost.report.finding import findings_of
from milepost.report.style import SEVERITY_TONES, Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan

_GUTTER = " | "

_FIX_LABELS = {
    Applicability.SAFE: "fix",
    Applicability.UNSAFE: "likely fix",
    Applicability.MANUAL: "by hand",
}


def render_full(plans: Sequence[CheckedPlan], style: Style) -> str:
    """All findings with their source lines, an empty line between them; empty without findings."""
    return "\n\n".join(
        "\n".join(_finding_lines(plan, found, style)) for plan, found in findings_of(plans)
    )


def _finding_lines(plan: CheckedPlan, found: Diagnostic, style: Style) -> Iterator[str]:
    yield (
        f"{render_place(plan, found, style)} {render_severity(found, style)} {found.code} "
        f"{visible(found.message)} {style.paint(f'[{found.name}]', Tone.QUIET)}"
    )
    digits = len(str(len(plan.document.lines)))
    columns = max(20, style.width - digits - len(_GUTTER))
    excerpt = cut_excerpt(plan.document.text, plan.document.lines, found.span, columns)
    margin = " " * digits
    yield style.paint(f"{excerpt.row:>{digits}}{_GUTTER}", Tone.QUIET) + excerpt.source
    yield (
        style.paint(margin + _GUTTER, Tone.QUIET)
        + style.paint(excerpt.mark, SEVERITY_TONES[found.severity])
    )
    for related in found.related:
        yield f"{margin} = see {plan.place(related.span)}: {visible(related.message)}"
    if found.fix is not None:
        label = _FIX_LABELS[found.fix.applicability]
        yield f"{margin} = {label}: {visible(found.fix.title)}"
