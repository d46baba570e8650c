"""What a plan lacks before it can be started or called finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from milepost.report.cells import visible
from milepost.report.style import Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.document import Document
    from milepost.lint.readiness import Lack


def render_lacks(
    document: Document, lacks: Sequence[Lack], path: str, verdict: tuple[str, str], style: Style
) -> str:
    """A line for each, then the verdict: the first wording without lacks, the second with some."""
    return "\n".join(_lines(document, lacks, path, verdict, style))


def lacks_data(document: Document, lacks: Sequence[Lack], path: str, verb: str) -> dict[str, Any]:
    """What `ready --json` and `finish --json` print: `verb` is true when nothing is missing."""
    return {
        "path": path,
        verb: not lacks,
        "missing": [
            {
                "line": line + 1,
                "column": column + 1,
                "code": lack.code or None,
                "message": lack.message,
            }
            for lack in lacks
            for line, column in [document.lines.position(lack.span.start)]
        ],
    }


def _lines(
    document: Document, lacks: Sequence[Lack], path: str, verdict: tuple[str, str], style: Style
) -> Iterator[str]:
    shown = visible(path)
    for lack in lacks:
        line, column = document.lines.position(lack.span.start)
        code = f"{lack.code} " if lack.code else ""
        yield f"{shown}:{line + 1}:{column + 1}: {code}{visible(lack.message)}"
    fit, unfit = verdict
    if lacks:
        count = "1 thing is" if len(lacks) == 1 else f"{len(lacks)} things are"
        yield style.paint(f"{shown} {unfit}: {count} in the way.", Tone.WARNING)
    else:
        yield style.paint(f"{shown} {fit}.", Tone.DONE)
