"""Two changes of one text made into one, by lines and then by words.

The method is diff3 (Khanna, Kunal and Pierce, 2007): what only one side changed is taken from that
side, what both changed alike is taken once, and the rest is a conflict for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from milepost.text.diff import changed_runs, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from milepost.text.diff import Run

_WORDS = re.compile(r"\r\n|\w+|.", re.DOTALL)
_MOST_WORDS = 20_000
"""A longer hunk is not looked into: both sides have rewritten it."""


class Agreed(NamedTuple):
    """Text on which there is no question."""

    text: str


class Conflict(NamedTuple):
    """Whole lines that both sides changed, each in its own way."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of a merge, in the order of the text.

    Invariant: no two `Agreed` pieces stand next to each other, and none is empty.
    """

    pieces: tuple[Agreed | Conflict, ...]

    def __post_init__(self) -> None:
        kinds = [isinstance(piece, Agreed) for piece in self.pieces]
        if (True, True) in pairwise(kinds) or Agreed("") in self.pieces:
            raise ValueError("an agreed piece is empty, or next to another one")

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    def text(self, decisions: Sequence[str] = ()) -> str:
        """The whole text, with a decision for each conflict in order."""
        chosen = iter(decisions)
        return "".join(
            piece.text if isinstance(piece, Agreed) else next(chosen) for piece in self.pieces
        )


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Merges two texts that were made from `base`.

    Without conflicts the whole of it is `Merge.text()`. Changes of one line are looked at word by
    word.
    """
    if theirs in (mine, base):
        return _joined([Agreed(mine)])
    if mine == base:
        return _joined([Agreed(theirs)])
    return _joined(_by_lines(*map(split_lines, (base, mine, theirs))))


class _Chunk(NamedTuple):
    """Rows of the three texts that belong together."""

    base: range
    mine: range
    theirs: range


def _by_lines(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[Agreed | Conflict]:
    for chunk in _chunks(base, mine, theirs):
        old, ours, others = (
            _cut(base, chunk.base),
            _cut(mine, chunk.mine),
            _cut(theirs, chunk.theirs),
        )
        settled = _settle(old, ours, others)
        if settled is None:
            settled = _by_words(old, ours, others)
        if settled is not None:
            yield Agreed(settled)
            continue
        head, tail = _in_common(split_lines(ours), split_lines(others))
        yield Agreed(head)
        yield Conflict(
            old,
            ours[len(head) : len(ours) - len(tail)],
            others[len(head) : len(others) - len(tail)],
        )
        yield Agreed(tail)


def _by_words(base: str, mine: str, theirs: str) -> str | None:
    """The three texts merged word by word; None where they collide."""
    words = [_WORDS.findall(text) for text in (base, mine, theirs)]
    if max(map(len, words)) > _MOST_WORDS:
        return None
    pieces = []
    for chunk in _chunks(*words):
        rows = (chunk.base, chunk.mine, chunk.theirs)
        settled = _settle(*map(_cut, words, rows))
        if settled is None:
            return None
        pieces.append(settled)
    return "".join(pieces)


def _settle(base: str, mine: str, theirs: str) -> str | None:
    """What a chunk comes to when at most one side has changed it, or both alike."""
    if mine in (theirs, base):
        return theirs
    return mine if theirs == base else None


def _chunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Chunk]:
    """The texts from start to end: rows that nobody changed, and rows that somebody did."""
    sides = [list(changed_runs(base, mine)), list(changed_runs(base, theirs))]
    starts = [0, 0, 0]
    for rows in _joined_rows(old for runs in sides for old, _ in runs):
        if rows.start > starts[0]:
            same = rows.start - starts[0]
            ends = [start + same for start in starts]
            yield _Chunk(*map(range, starts, ends))
            starts = ends
        grown = [_growth(runs, rows) for runs in sides]
        ends = [start + len(rows) + by for start, by in zip(starts, (0, *grown), strict=True)]
        yield _Chunk(*map(range, starts, ends))
        starts = ends
    yield _Chunk(*map(range, starts, map(len, (base, mine, theirs))))


def _joined_rows(changed: Iterable[range]) -> list[range]:
    """Changed rows of the base, those joined that collide.

    Rows collide that overlap, and an insertion with what it touches: which of the two comes first
    is not for us to say.
    """
    joined: list[range] = []
    for rows in sorted(changed, key=lambda rows: (rows.start, rows.stop)):
        last = joined[-1] if joined else range(-1, -1)
        collides = rows.start <= last.stop if not (rows and last) else rows.start < last.stop
        if collides:
            joined[-1] = range(last.start, max(last.stop, rows.stop))
        else:
            joined.append(rows)
    return joined


def _growth(runs: Sequence[Run], rows: range) -> int:
    """How many rows more one side has in place of these."""
    inside = (run for run in runs if rows.start <= run[0].start and run[0].stop <= rows.stop)
    return sum(len(new) - len(old) for old, new in inside)


def _in_common(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str]:
    """The lines with which both sides begin, and those with which both end."""
    shorter = min(len(mine), len(theirs))
    head = next((at for at in range(shorter) if mine[at] != theirs[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if mine[-1 - at] != theirs[-1 - at]), rest)
    return "".join(mine[:head]), "".join(mine[len(mine) - tail :])


def _cut(pieces: Sequence[str], rows: range) -> str:
    return "".join(pieces[rows.start : rows.stop])


def _joined(pieces: Iterable[Agreed | Conflict]) -> Merge:
    joined: list[Agreed | Conflict] = []
    for piece in pieces:
        if isinstance(piece, Conflict):
            joined.append(piece)
        elif joined and isinstance(joined[-1], Agreed):
            joined[-1] = Agreed(joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return Merge(tuple(joined))
