"""What keys do to the lines of a list while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Match

_ITEM = (
    r"(?P<margin>[ \t]*(?:>[ \t]?)*[ \t]*)"
    r"(?P<bullet>[-+*]|(?P<number>[0-9]{1,9})(?P<dot>[.)]))(?P<gap>[ \t]+|$)"
    r"(?P<box>\[[^\]]\](?:[ \t]+|$))?"
)
_MARGIN = r"[ \t]*(?:>[ \t]?)*[ \t]*"
_FENCE = r"[ \t>]*(?P<fence>`{3,}|~{3,})"
_TAB = 4
_DEEPEST = 3
"""Spaces more than these, in front of what is in no list, make code of it."""


class NewLine(NamedTuple):
    """What `enter` comes to on one line: what stands on it from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str
    """With `\\n` for the line's end."""


def new_line(lines: Sequence[str], row: int, column: int) -> NewLine:
    """What `enter` does at a place: a list goes on with its next bullet or box.

    An item without words ends the list instead. Further lines of an item, quotations and code
    keep their margin.
    """
    line = lines[row]
    margin = compiled(_MARGIN).match(line)
    edge = min(column, margin.end() if margin else 0)
    item = None if _is_in_fence(lines, row) else compiled(_ITEM).match(line)
    if item is None or column < item.end():
        if item is not None or not line[:edge].strip(" \t"):
            return NewLine(column, column, f"\n{line[:edge]}" if line.strip() else "\n")
        if not line[edge:].strip():  # A quotation without words ends, too.
            return NewLine(0, len(line), "")
        return NewLine(column, column, f"\n{line[:edge]}")
    if not line[item.end() :].strip():
        return NewLine(0, len(line), item["margin"].rstrip(" \t"))
    bullet = f"{int(item['number']) + 1}{item['dot']}" if item["number"] else item["bullet"]
    box = "[ ] " if item["box"] else ""
    end = column + len(line[column:]) - len(line[column:].lstrip(" \t"))
    return NewLine(column, end, f"\n{item['margin']}{bullet}{item['gap'] or ' '}{box}")


def is_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return compiled(_ITEM).match(line) is not None


def indented_rows(lines: Sequence[str], first: int, last: int) -> dict[int, str]:
    """The margins of rows once the items in `first..last` lie a level deeper, with what is in them.

    Nothing where there is no item above that they could lie in.
    """
    width = _indent(lines[first])
    above = (compiled(_ITEM).match(lines[row]) for row in range(first - 1, -1, -1))
    content = next((_content(item) for item in above if item and _width(item) <= width), 0)
    return {} if content <= width else _shifted(lines, first, last, content - width)


def outdented_rows(lines: Sequence[str], first: int, last: int) -> dict[int, str]:
    """The margins of rows once the items in `first..last` lie a level less deep."""
    width = _indent(lines[first])
    if not width:
        return {}
    above = (lines[row] for row in range(first - 1, -1, -1))
    shallower = (_indent(line) for line in above if is_item(line) and _indent(line) < width)
    return _shifted(lines, first, last, next(shallower, 0) - width)


def _shifted(lines: Sequence[str], first: int, last: int, by: int) -> dict[int, str]:
    """The new margins of rows and of what hangs on the last of them."""
    width = _indent(lines[first])
    end = last + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > width):
        end += 1
    rows = (row for row in range(first, end) if lines[row].strip())
    return {row: _margin(lines[row], by) for row in rows}


def _margin(line: str, by: int) -> str:
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    if by >= 0:
        return ("\t" if "\t" in blank and by >= 2 else " " * by) + blank
    return " " * max(0, len(blank.expandtabs(_TAB)) + by)


def _indent(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(_TAB))


def _width(item: Match[str]) -> int:
    return len(item["margin"].expandtabs(_TAB))


def _content(item: Match[str]) -> int:
    """The column at which an item's text begins, its box left out."""
    bullet = f"{item['margin']}{item['bullet']}"
    gap = len(item["gap"]) if len(item["gap"]) <= _DEEPEST else 1
    return len(bullet.expandtabs(_TAB)) + max(1, gap)


def _is_in_fence(lines: Sequence[str], row: int) -> bool:
    opened = ""
    for line in lines[:row]:
        if "```" not in line and "~~~" not in line:
            continue
        fence = compiled(_FENCE).match(line)
        if fence is None:
            continue
        if not opened:
            opened = fence["fence"]
        elif fence["fence"].startswith(opened) and not line[fence.end() :].strip():
            opened = ""
    return bool(opened)
