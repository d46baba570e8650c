"""`milepost finish`: whether a plan can be called finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.exits import Exit
from milepost.cli.judging import Judged, judge
from milepost.lint.readiness import lacks_to_finish
from milepost.report.readiness import lacks_data, render_lacks

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERDICT = ("is finished", "is not finished yet")


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    judged = judge("finish", arguments, checks=False)
    if not isinstance(judged, Judged):
        return judged
    document = judged.document
    lacks = lacks_to_finish(document)
    judged.show(
        render_lacks(document, lacks, judged.path, _VERDICT, judged.output.style),
        lacks_data(document, lacks, judged.path, "finished"),
    )
    return Exit.FINDINGS if lacks else Exit.CLEAN
