"""The difference between two texts, as edits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from milepost.text.edit import EditSet, TextEdit
from milepost.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    Run = tuple[range, range]
    """Rows of the old text, and the rows of the new one in their place."""

_K = TypeVar("_K", bound="Hashable")

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TERMINATOR = re.compile(r"\r\n|\r|\n")
_MOST_COMPARISONS = 400_000
_MOST_PAIRS = 400
_LONGEST_RUN = 100_000


def diff_edits(old: str, new: str) -> EditSet:
    """Edits that turn `old` into `new`, touching few characters.

    Lines are matched first, then each changed line is narrowed to the characters that differ.
    """
    head = _common_prefix(old, new)
    tail = _common_suffix(old[head:], new[head:])
    # Match whole lines only: half a line in common would pair lines that have nothing to do.
    head = max(old.rfind("\n", 0, head), old.rfind("\r", 0, head)) + 1
    tail = _whole_lines(old, tail)
    before = split_lines(old[head : len(old) - tail])
    after = split_lines(new[head : len(new) - tail])
    starts = _offsets(before, head)
    edits: list[TextEdit] = []
    for here, there in changed_runs(before, after):
        for rows, others in _paired(_cut(before, here), _cut(after, there)):
            removed = _cut(before, _shifted(rows, here.start))
            added = _cut(after, _shifted(others, there.start))
            start = starts[here.start + rows.start]
            edit = _narrow(start, "".join(removed), "".join(added))
            if edits and edits[-1].span == edit.span:  # Two insertions are one.
                edit = TextEdit(edit.span, edits.pop().text + edit.text)
            edits.append(edit)
    return EditSet.of(edits)


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """Splits a changed run at lines that changed only a little, the most alike ones first."""
    height, other_height = len(before), len(after)
    pair = _most_alike(before, after)
    if pair is not None:
        i, j = pair
        yield from _paired(before[:i], after[:j])
        yield range(i, i + 1), range(j, j + 1)
        for rows, others in _paired(before[i + 1 :], after[j + 1 :]):
            yield _shifted(rows, i + 1), _shifted(others, j + 1)
    elif height == other_height:
        for row in range(height):
            yield range(row, row + 1), range(row, row + 1)
    else:
        yield range(height), range(other_height)


def _most_alike(before: Sequence[str], after: Sequence[str]) -> tuple[int, int] | None:
    """The rows of the two lines that share most, if that is more than half of them."""
    if len(before) * len(after) > _MOST_PAIRS or len(before) == len(after) == 1:
        return None
    if sum(map(len, before)) + sum(map(len, after)) > _LONGEST_RUN:
        return None
    alike = [
        (_likeness(line, other), -i, -j)
        for i, line in enumerate(before)
        for j, other in enumerate(after)
    ]
    best, i, j = max(alike, default=(0.0, 0, 0))
    return (-i, -j) if best > 0.5 else None


def _likeness(line: str, other: str) -> float:
    """How much of the longer line is a common beginning or end."""
    head = _common_prefix(line, other)
    tail = _common_suffix(line[head:], other[head:])
    return (head + tail) / max(len(line), len(other))


def split_lines(text: str) -> list[str]:
    """The lines with their terminators; nothing for an empty text."""
    return _LINES.findall(text)


def changed_runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The runs of lines (or of any pieces) that differ, each with what stands in its place.

    Lines that occur once in both texts are matched first: they are what a reader would go by.
    """
    anchors = _longest_chain(_unique(before), _unique(after))
    for here, there in _gaps(anchors, len(before), len(after)):
        for rows, others in _runs_within(_cut(before, here), _cut(after, there)):
            yield _shifted(rows, here.start), _shifted(others, there.start)


def _runs_within(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """The same for two runs that have no line in common that is unique in both."""
    if len(before) * len(after) > _MOST_COMPARISONS:
        # The matcher would take seconds: the first of equal lines goes with the first, and so on.
        anchors = _longest_chain(_ranked(before), _ranked(after))
        yield from _gaps(anchors, len(before), len(after))
        return
    # Loaded with the first difference: most texts are only read.
    from difflib import SequenceMatcher

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


def _cut(lines: Sequence[str], rows: range) -> Sequence[str]:
    return lines[rows.start : rows.stop]


def _shifted(rows: range, by: int) -> range:
    return range(rows.start + by, rows.stop + by)


def _narrow(start: int, old: str, new: str) -> TextEdit:
    head = _common_prefix(old, new)
    tail = _common_suffix(old[head:], new[head:])
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
    terminator = _TERMINATOR.search(text, max(0, start - 1))
    if start == 0 or (terminator is not None and terminator.end() == start):
        return tail
    return 0 if terminator is None else len(text) - terminator.end()


def _common_suffix(a: str, b: str) -> int:
    return _common_prefix(a[::-1], b[::-1])


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
