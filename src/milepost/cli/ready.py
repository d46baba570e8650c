"""`milepost ready`: whether a plan is fit to be started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.exits import Exit
from milepost.cli.judging import Judged, judge
from milepost.lint.readiness import lacks_to_start
from milepost.report.readiness import lacks_data, render_lacks

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERDICT = ("is fit to be started", "is not fit to be started yet")


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    judged = judge("ready", arguments)
    if not isinstance(judged, Judged):
        return judged
    document = judged.document
    lacks = lacks_to_start(judged.diagnostics)
    judged.show(
        render_lacks(document, lacks, judged.path, _VERDICT, judged.output.style),
        lacks_data(document, lacks, judged.path, "ready"),
    )
    return Exit.FINDINGS if lacks else Exit.CLEAN
