"""A finding as an instruction that a person hands to a coding agent."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from milepost.diagnostics import Applicability
from milepost.report.cells import cut_end, visible

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.document import Document

_LONGEST_QUOTE = 200
"""Cells of the plan's line that are quoted."""


def render_instruction(path: str, document: Document, found: Diagnostic, about: str = "") -> str:
    """Where a finding is, what is wrong, what is wanted and how to check it, in a few lines.

    `path` is as the agent is to open it; `about` is what the rule finds, as a sentence. Whatever
    comes from the plan is harmless: every hidden character is spelled out.
    """
    row = document.lines.position(found.span.start).line
    line = document.lines.content(row).cut(document.text)
    shown = visible(path)
    lines = [
        f"In {shown}:{row + 1}, {visible(found.message)} ({found.code} {found.name}).",
        "",
        f"The line reads: {cut_end(visible(line.strip()), _LONGEST_QUOTE) or '(nothing)'}",
    ]
    lines += [
        f"See also line {document.lines.position(each.span.start).line + 1}: "
        f"{visible(each.message)}."
        for each in found.related
    ]
    lines.append(f"Wanted: {_wanted(found, about)}")
    lines.append(
        "Change only what this needs and keep everything else as it is. Read the file again before "
        "you edit it: somebody else may have it open."
    )
    lines.append(
        f"Check: `milepost check {quote(shown)}` no longer tells {found.code} at this place; "
        f"`milepost rule {found.code}` says what the rule is about, with examples."
    )
    return "\n".join([*lines, ""])


def _wanted(found: Diagnostic, about: str) -> str:
    if found.fix is not None:
        sure = found.fix.applicability is Applicability.SAFE
        return f"{visible(found.fix.title)}{'' if sure else ', if that is what is meant'}."
    return f"a text of which this is not true. {about}".rstrip()
