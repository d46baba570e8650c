"""Findings for people: where, what, the line itself, and how it may be mended."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from milepost.report.cells import visible
from milepost.report.concise import render_place, render_severity
from milepost.report.excerpt import cut_excerpt
from milepost.report.finding import FIX_LABELS
from milepost.report.style import SEVERITY_TONES, Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan, Report

_GUTTER = " | "
_NARROWEST = 20


def render_full(report: Report, style: Style) -> str:
    """All findings with their source lines; empty without findings.

    Findings of one place stand together above its line. An empty line stands between places.
    """
    return "\n\n".join(
        "\n".join(_place_lines(plan, list(found), style))
        for plan in report.plans
        for _, found in groupby(plan.diagnostics, key=attrgetter("span"))
    )


def _place_lines(plan: CheckedPlan, found: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    for each in found:
        yield (
            f"{render_place(plan, each, style)} {render_severity(each, style)} {each.code} "
            f"{visible(each.message)} {style.paint(f'[{each.name}]', Tone.QUIET)}"
        )
    lines = plan.lines
    digits = len(str(len(lines)))
    margin = " " * digits
    columns = max(_NARROWEST, style.width - digits - len(_GUTTER))
    excerpt = cut_excerpt(plan.text, lines, found[0].span, columns)
    yield style.paint(f"{excerpt.row:>{digits}}{_GUTTER}", Tone.QUIET) + excerpt.source
    tone = SEVERITY_TONES[max(each.severity for each in found)]
    yield style.paint(margin + _GUTTER, Tone.QUIET) + style.paint(excerpt.mark, tone)
    for each in found:
        for related in each.related:
            yield f"{margin} = see {plan.place(related.span)}: {visible(related.message)}"
        if each.fix is not None:
            yield f"{margin} = {FIX_LABELS[each.fix.applicability]}: {visible(each.fix.title)}"
