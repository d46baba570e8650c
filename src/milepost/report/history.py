"""The versions of a plan, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from milepost.report.cells import cut_end
from milepost.report.changes import changes_data, render_changes
from milepost.report.style import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.plan.changes import Changes
    from milepost.report.style import Style

OLDEST = "the oldest version that is kept"
FIRST = "first seen"
UNKNOWN = "its text is not kept any more"

_AUTHORS = {"person": "you", "milepost": "milepost", "outside": "others"}
_AUTHOR_WIDTH = max(map(len, _AUTHORS.values()))
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version; `changes` is `None` where there is none to compare it with."""

    number: int
    digest: str
    seen_at: datetime
    """Aware."""
    author: str
    """`person`, `milepost` or `outside`."""
    intents: tuple[str, ...]
    size: int
    changes: Changes | None
    remark: str = ""
    """What to say where there are no changes to tell."""


def render_history(lines: Sequence[HistoryLine], style: Style) -> str:
    """One line for each version: number, time, author, digest, what changed."""
    width = max((len(str(line.number)) for line in lines), default=0)
    return "\n".join(_line(line, width, style) for line in lines)


def history_data(path: str, lines: Sequence[HistoryLine]) -> dict[str, Any]:
    """What `history --json` prints."""
    return {
        "schema_version": 1,
        "path": path,
        "versions": [
            {
                "number": line.number,
                "digest": line.digest,
                "seen_at": line.seen_at.astimezone(UTC).isoformat(timespec="seconds"),
                "author": line.author,
                "intents": list(line.intents),
                "size": line.size,
                "changes": None if line.changes is None else changes_data(line.changes),
            }
            for line in lines
        ],
    }


def _line(line: HistoryLine, width: int, style: Style) -> str:
    number = f"{line.number:>{width}}"
    author = f"{_AUTHORS[line.author]:<{_AUTHOR_WIDTH}}"
    lead = f"{number}  {stamp_of(line.seen_at)}  {author}  {line.digest[:_DIGITS]}  "
    what = line.remark
    if line.changes is not None:
        what = render_changes(line.changes, unicode=style.unicode)
    if style.wraps:
        what = cut_end(what, max(20, style.width - len(lead)))
    painted = style.paint(number, Tone.STRONG) + style.paint(lead[len(number) :], Tone.QUIET)
    return painted + what


def stamp_of(time: datetime) -> str:
    """A time as plans write it: to the minute, in UTC."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%MZ}"
