"""`milepost status`: what somebody must know who goes on with a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.exits import Exit
from milepost.cli.judging import Judged, judge
from milepost.plan.status import status_of
from milepost.report.status import render_status, status_data

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    judged = judge("status", arguments)
    if not isinstance(judged, Judged):
        return judged
    document, found = judged.document, judged.diagnostics
    status = status_of(document.plan, document.text)
    judged.show(
        render_status(document, status, found, judged.path, judged.output.style),
        status_data(document, status, found, judged.path),
    )
    return Exit.CLEAN
