"""The difference between two texts, as edits."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from milepost.text.edit import EditSet, TextEdit
from milepost.text.span import Span

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


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
    edits: list[TextEdit] = []
    starts = _offsets(before, head)
    matcher = SequenceMatcher(None, before, after)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1:
            rows = zip(starts[i1:i2], before[i1:i2], after[j1:j2], strict=True)
            edits.extend(_narrow(start, old_line, new_line) for start, old_line, new_line in rows)
        else:
            edits.append(_narrow(starts[i1], "".join(before[i1:i2]), "".join(after[j1:j2])))
    return EditSet.of(edits)


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
