"""The difference between two texts, as edits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from milepost.text.edit import EditSet, TextEdit
from milepost.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    Run = tuple[range, range]
    """Rows of the old text, and the rows of the new one in their place."""

_K = TypeVar("_K", bound="Hashable")

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MOST_COMPARISONS = 400_000


def diff_edits(old: str, new: str) -> EditSet:
    """Edits that turn `old` into `new`, touching few characters.

    Lines are matched first, then each changed run is narrowed to the characters that differ.
    """
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    # Match whole lines only: half a line in common would pair lines that have nothing to do.
    head = max(old.rfind("\n", 0, head), old.rfind("\r", 0, head)) + 1
    tail = _whole_lines(old, tail)
    before = _LINES.findall(old[head : len(old) - tail])
    after = _LINES.findall(new[head : len(new) - tail])
    starts = _offsets(before, head)
    edits: list[TextEdit] = []
    for here, there in _changed_runs(before, after):
        removed, added = before[here.start : here.stop], after[there.start : there.stop]
        if len(removed) == len(added):
            rows = zip(starts[here.start : here.stop], removed, added, strict=True)
            edits.extend(_narrow(start, old_line, new_line) for start, old_line, new_line in rows)
        else:
            edits.append(_narrow(starts[here.start], "".join(removed), "".join(added)))
    return EditSet.of(edits)


def _changed_runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The runs of lines that differ, each with what stands in its place.

    Lines that occur once in both texts are matched first: they are what a reader would go by.
    """
    anchors = _longest_chain(_unique(before), _unique(after))
    for here, there in _gaps(anchors, len(before), len(after)):
        runs = _runs_within(before[here.start : here.stop], after[there.start : there.stop])
        for inner_here, inner_there in runs:
            yield _shifted(inner_here, here.start), _shifted(inner_there, there.start)


def _runs_within(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The same for two runs that have no line in common that is unique in both."""
    if len(before) * len(after) > _MOST_COMPARISONS:
        # The matcher would take seconds: the first of equal lines goes with the first, and so on.
        anchors = _longest_chain(_ranked(before), _ranked(after))
        yield from _gaps(anchors, len(before), len(after))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield range(i1, i2), range(j1, j2)


def _gaps(anchors: Iterable[tuple[int, int]], height: int, other_height: int) -> Iterator[Run]:
    """What lies between pairs of equal lines, where there is anything."""
    i = j = 0
    for next_i, next_j in (*anchors, (height, other_height)):
        if next_i > i or next_j > j:
            yield range(i, next_i), range(j, next_j)
        i, j = next_i + 1, next_j + 1


def _longest_chain(before: dict[_K, int], after: dict[_K, int]) -> list[tuple[int, int]]:
    """The most rows that have a counterpart and stand in the same order in both texts."""
    pairs = [(i, after[key]) for key, i in before.items() if key in after]
    # Patience sorting: the top of a pile is the least end of a chain as long as the pile's rank.
    tops: list[int] = []
    top_pairs: list[int] = []
    previous: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        previous.append(top_pairs[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        top_pairs[pile : pile + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = top_pairs[-1] if top_pairs else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def _unique(lines: Sequence[str]) -> dict[str, int]:
    """The rows of lines that occur once."""
    counts = Counter(lines)
    return {line: row for row, line in enumerate(lines) if counts[line] == 1}


def _ranked(lines: Sequence[str]) -> dict[tuple[str, int], int]:
    """The rows of all lines, equal ones told apart by their rank."""
    seen: Counter[str] = Counter()
    rows: dict[tuple[str, int], int] = {}
    for row, line in enumerate(lines):
        rows[line, seen[line]] = row
        seen[line] += 1
    return rows


def _shifted(rows: range, by: int) -> range:
    return range(rows.start + by, rows.stop + by)


def _narrow(start: int, old: str, new: str) -> TextEdit:
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    span = Span(start + head, start + len(old) - tail)
    return TextEdit(span, new[head : len(new) - tail])


def _offsets(lines: list[str], start: int) -> list[int]:
    offsets = [start]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return offsets


def _whole_lines(text: str, tail: int) -> int:
    """The longest end of `text` within `tail` characters that begins at a line's start."""
    start = len(text) - tail
    if start == 0 or text[start - 1] == "\n":
        return tail
    line_end = text.find("\n", start)
    return 0 if line_end < 0 else len(text) - line_end - 1


def _common_prefix(a: str, b: str) -> int:
    """Length of the longest common start; slices keep the comparison in C."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low
