"""The two sides of a conflict, as rows in which what differs stands out."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from milepost.text.diff import changed_runs, split_lines
from milepost.tui.cells import sanitise, wrap
from milepost.tui.rows import Row, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.text.merge import Conflict as Hunk

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 2_000
"""The words of longer sides are not compared: they differ as a whole."""
_BESIDE = 48
"""Characters that are kept before and behind what differs within a line."""

LABEL_WIDTH = 9


def side_rows(hunk: Hunk, *, mine: bool, width: int, ellipsis: str = "…") -> Iterator[Row]:
    """One side of a hunk: a label, then its lines, in rows of `width` cells altogether."""
    text, other = (hunk.mine, hunk.theirs) if mine else (hunk.theirs, hunk.mine)
    label = f"{'yours' if mine else 'theirs':<{LABEL_WIDTH}}"
    if not text.strip():
        said = "nothing: the lines are gone" if hunk.base.strip() else "nothing"
        yield Row((Run(label, "station"), Run(said, "quiet")))
        return
    room = max(8, width - LABEL_WIDTH)
    for line, differs in _lines(text, _differing(text, other), ellipsis):
        for start, end in wrap(line, room):
            yield Row((Run(label, "station"), *_runs(line, differs, start, end)))
            label = " " * LABEL_WIDTH


def _differing(text: str, other: str) -> list[bool]:
    """For each character whether the other side has another word there."""
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    if max(len(words), len(others)) > _MOST_WORDS:
        return [True] * len(text)
    marks = [False] * len(words)
    for rows, _ in changed_runs(words, others):
        marks[rows.start : rows.stop] = [True] * len(rows)
    return [mark for word, mark in zip(words, marks, strict=True) for _ in word]


def _lines(
    text: str, differs: Sequence[bool], ellipsis: str
) -> Iterator[tuple[str, Sequence[bool]]]:
    """The lines, made harmless, each with what of it differs."""
    at = 0
    for line in split_lines(text):
        words = line.rstrip("\r\n")
        yield _cut(sanitise(words), differs[at : at + len(words)], ellipsis)
        at += len(line)


def _cut(line: str, differs: Sequence[bool], ellipsis: str) -> tuple[str, Sequence[bool]]:
    """The line without most of what stands far from a difference at its beginning and end."""
    first = next((at for at, each in enumerate(differs) if each), None)
    if first is None:
        return line, differs
    last = len(line) - next(at for at, each in enumerate(reversed(differs)) if each)
    start = line.find(" ", max(0, first - _BESIDE), first) + 1 if first > _BESIDE else 0
    end = line.rfind(" ", last, last + _BESIDE) if len(line) > last + _BESIDE else len(line)
    end = end if end > last else len(line)
    head, tail = ellipsis if start else "", ellipsis if end < len(line) else ""
    marks = [*[False] * len(head), *differs[start:end], *[False] * len(tail)]
    return f"{head}{line[start:end]}{tail}", marks


def _runs(line: str, differs: Sequence[bool], start: int, end: int) -> Iterator[Run]:
    for mark, group in groupby(range(start, end), key=lambda at: differs[at]):
        places = list(group)
        yield Run(line[places[0] : places[-1] + 1], "plan-title" if mark else "quiet")
