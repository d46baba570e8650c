r"""What changes in a file, as `patch` and `git apply` read it.

They know one line end, `\n`: a carriage return before it is part of its line, and one without it
does not end any.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from milepost.report.cells import visible
from milepost.report.style import Tone
from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.report.style import Style
    from milepost.text import EditSet, Source

_CONTEXT = 3
_ROW = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"
_NEEDS_QUOTES = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TONES = {"+": Tone.DONE, "-": Tone.ERROR, "@": Tone.INFO}


class _Run(NamedTuple):
    """Rows of the old text, and what stands in their place."""

    rows: range
    added: Sequence[str]


def unified_diff(name: str, old: Source, new: Source) -> str:
    """The difference between two texts of one file, empty when there is none.

    `name` is the path from where the patch is to be applied, with `/` between its parts. The text
    holds what the files hold, byte for byte once it is encoded with `surrogateescape`: on a
    terminal, show it with `render_diff`.
    """
    before, after = _decoded(old), _decoded(new)
    rows = _ROW.findall(before)
    runs = list(_runs(before, rows, diff_edits(before, after)))
    if not runs:
        return ""
    pieces = [f"--- {_quoted('a', name)}\n+++ {_quoted('b', name)}\n"]
    growth = 0
    for hunk in _hunks(runs):
        first = max(0, hunk[0].rows.start - _CONTEXT)
        last = min(len(rows), hunk[-1].rows.stop + _CONTEXT)
        grown = sum(len(run.added) - len(run.rows) for run in hunk)
        here = _range(first, last - first)
        there = _range(first + growth, last - first + grown)
        pieces.append(f"@@ -{here} +{there} @@\n")
        pieces += _hunk_lines(rows, hunk, range(first, last))
        growth += grown
    return "".join(pieces)


def render_diff(diff: str, style: Style) -> str:
    """A difference for people: harmless and in colour, no line end after the last line."""
    return "\n".join(_painted(line, style) for line in diff.removesuffix("\n").split("\n"))


def _painted(line: str, style: Style) -> str:
    if line.startswith(("--- ", "+++ ")):
        return style.paint(visible(line), Tone.STRONG)
    tone = _TONES.get(line[:1])
    shown = visible(line.removesuffix("\r"))
    return shown if tone is None else style.paint(shown, tone)


def _decoded(source: Source) -> str:
    """The text with its byte order mark, which is part of the first line here."""
    return ("\ufeff" if source.bom else "") + source.text


def _runs(text: str, rows: Sequence[str], edits: EditSet) -> Iterator[_Run]:
    """The changed rows with the new ones, in order and apart."""
    starts = [0, *accumulate(map(len, rows))]
    waiting = deque(edits.edits)
    while waiting:
        first = _row_of(starts, rows, waiting[0].span.start)
        last = first
        pieces: list[str] = []
        at = starts[first]
        while waiting and _row_of(starts, rows, waiting[0].span.start) <= last:
            edit = waiting.popleft()
            pieces += (text[at : edit.span.start], edit.text)
            at = edit.span.end
            last = max(last, _row_of(starts, rows, at))
        end = min(last + 1, len(rows))
        pieces.append(text[at : starts[end]])
        yield _trimmed(rows, range(first, end), _ROW.findall("".join(pieces)))


def _row_of(starts: Sequence[int], rows: Sequence[str], offset: int) -> int:
    """The row that holds an offset: one past the last for the end of a text that ends a line."""
    row = bisect_right(starts, offset) - 1
    ends_open = row == len(rows) > 0 and not rows[-1].endswith("\n")
    return row - ends_open


def _trimmed(rows: Sequence[str], span: range, added: list[str]) -> _Run:
    """A run without the rows at its ends that stay as they are."""
    removed = rows[span.start : span.stop]
    head = _common(removed, added)
    tail = _common(removed[head:][::-1], added[head:][::-1])
    return _Run(range(span.start + head, span.stop - tail), added[head : len(added) - tail])


def _common(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _hunks(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Runs whose contexts touch, together."""
    hunk: list[_Run] = []
    for run in runs:
        if hunk and run.rows.start - hunk[-1].rows.stop > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(run)
    yield hunk


def _hunk_lines(rows: Sequence[str], hunk: Sequence[_Run], span: range) -> Iterator[str]:
    at = span.start
    for run in hunk:
        yield from _marked(" ", rows[at : run.rows.start])
        yield from _marked("-", rows[run.rows.start : run.rows.stop])
        yield from _marked("+", run.added)
        at = run.rows.stop
    yield from _marked(" ", rows[at : span.stop])


def _marked(mark: str, rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        yield mark + row if row.endswith("\n") else mark + row + _NO_END


def _range(first: int, count: int) -> str:
    """Where a hunk begins, from one, and how many rows it has; before the first one is zero."""
    start = first + 1 if count else first
    return str(start) if count == 1 else f"{start},{count}"


def _quoted(side: str, name: str) -> str:
    """A file name as git writes it: in quotes, with escapes, where it could be misread."""
    path = f"{side}/{name.removeprefix('/')}"
    if not _NEEDS_QUOTES.search(path):
        # What follows a tab is a date, so with one a space is known to belong to the name.
        return f"{path}\t" if " " in path else path
    return '"' + "".join(_escaped(character) for character in path) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _NEEDS_QUOTES.match(character):
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
