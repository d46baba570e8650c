"""What stands around a plan: front matter, and a fence around the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.plan.canon import classify_title
from milepost.plan.model import FrontMatter
from milepost.text import Span

if TYPE_CHECKING:
    from milepost.text import LineIndex

_OPENING = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(?:md|markdown)[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\r\n]*)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")
_KEY_VALUE = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class OuterFence:
    """Line numbers of a fence around the plan; `closing` is `None` when it never closes."""

    opening: int
    closing: int | None


def read_front_matter(text: str, lines: LineIndex) -> FrontMatter | None:
    """The YAML block that begins on the first line; only simple `key: value` lines are read."""
    if not text.startswith("---") or lines.content(0).cut(text).rstrip() != "---":
        return None
    values: dict[str, str] = {}
    for row in range(1, len(lines)):
        line = lines.content(row).cut(text).rstrip()
        if line in ("---", "..."):
            return FrontMatter(Span(0, lines.content(row).end), values)
        pair = _KEY_VALUE.fullmatch(line)
        if pair is not None:
            values[pair[1].lower()] = pair[2].strip("\"'")
    return None


def find_outer_fence(text: str, lines: LineIndex, first_row: int) -> OuterFence | None:
    """A `md` fence that begins the file (after front matter) and holds standard headings."""
    opening = next(
        (row for row in range(first_row, len(lines)) if lines.content(row).cut(text).strip()), None
    )
    if opening is None:
        return None
    match = _OPENING.fullmatch(lines.content(opening).cut(text))
    if match is None:
        return None
    closing = _find_closing(text, lines, opening, match[1])
    last = len(lines) if closing is None else closing
    return OuterFence(opening, closing) if _has_section(text, lines, opening + 1, last) else None


def _find_closing(text: str, lines: LineIndex, opening: int, marker: str) -> int | None:
    """The line that closes the fence; fences inside it open with an info string and pair up."""
    inner = False
    last_bare: int | None = None
    for row in range(opening + 1, len(lines)):
        fence = _FENCE.fullmatch(lines.content(row).cut(text))
        if fence is None or fence[1][0] != marker[0]:
            continue
        if fence[2].strip():
            inner = True
            continue
        if len(fence[1]) >= len(marker):
            last_bare = row
            if not inner and not _has_section(text, lines, row + 1, len(lines)):
                return row
        inner = False
    return last_bare


def _has_section(text: str, lines: LineIndex, first: int, last: int) -> bool:
    for row in range(first, last):
        span = lines.content(row)
        if text.startswith("#", span.start):
            heading = _HEADING.fullmatch(span.cut(text))
            if heading is not None and classify_title(heading[1]) is not None:
                return True
    return False
