"""What stands around a plan: front matter, and a fence around the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.canon import classify_title
from milepost.plan.kinds import NO_ALIASES
from milepost.plan.model import FrontMatter
from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.plan.kinds import SectionKind
    from milepost.text import LineIndex

_OPENING = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(?:md|markdown)[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\r\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+([^\r\n]*)")
_KEY = re.compile(r"[^\W\d_][\w ./-]*|\"[^\"]+\"|'[^']+'")
# Blank lines, comments, list entries, and the indented rest of a value.
_OTHER_YAML = re.compile(r"(?:[#\]}]|-(?:[ \t]|$)|[ \t]).*|")


class OuterFence(NamedTuple):
    """Line numbers of a fence around the plan; `closing` is `None` when it never closes."""

    opening: int
    closing: int | None


def read_front_matter(text: str, lines: LineIndex) -> FrontMatter | None:
    """The YAML block that begins on the first line; only simple `key: value` lines are read.

    A first line `---` that is followed by something else than YAML is a rule like any other.
    """
    if not text.startswith("---") or lines.content(0).cut(text).rstrip() != "---":
        return None
    values: dict[str, str] = {}
    for row in range(1, len(lines)):
        line = lines.content(row).cut(text).rstrip()
        if line in ("---", "...") and (values or row == 1):
            return FrontMatter(Span(0, lines.content(row).end), values)
        key, colon, value = line.partition(":")
        if colon and _KEY.fullmatch(key):
            values[key.strip("\"' \t").lower()] = value.strip("\"' \t")
        elif _OTHER_YAML.fullmatch(line) is None or (row == 1 and not line):
            return None
    return None


def find_outer_fence(
    text: str,
    lines: LineIndex,
    first_row: int,
    aliases: Mapping[str, SectionKind] = NO_ALIASES,
) -> OuterFence | None:
    """A `md` fence that begins the file (after front matter) and holds standard headings."""
    opening = next(
        (row for row in range(first_row, len(lines)) if lines.content(row).cut(text).strip()), None
    )
    if opening is None:
        return None
    match = _OPENING.fullmatch(lines.content(opening).cut(text))
    if match is None:
        return None
    headings = [
        row for row in range(opening + 1, len(lines)) if _is_standard(text, lines, row, aliases)
    ]
    if not headings:
        return None
    return _closed(text, lines, OuterFence(opening, None), match[1], headings)


def _closed(
    text: str, lines: LineIndex, fence: OuterFence, marker: str, headings: list[int]
) -> OuterFence | None:
    """The fence with its closing line, unless it closes before the first standard heading.

    Fences inside it open with an info string and pair up. One without does not close the plan
    while standard headings follow.
    """
    inner = False
    closing: int | None = None
    for row in range(fence.opening + 1, len(lines)):
        found = _FENCE.fullmatch(lines.content(row).cut(text))
        if found is None or found[1][0] != marker[0]:
            continue
        if found[2].strip():
            inner = True
            continue
        if len(found[1]) >= len(marker):
            if not inner and row < headings[0]:
                return None
            closing = row
            if not inner and headings[-1] < row:
                break
        inner = False
    return OuterFence(fence.opening, closing)


def _is_standard(text: str, lines: LineIndex, row: int, aliases: Mapping[str, SectionKind]) -> bool:
    """Whether a line is a standard section's heading, wherever it may stand."""
    span = lines.content(row)
    if text.find("#", span.start, span.start + 4) < 0:
        return False
    heading = _HEADING.fullmatch(text, span.start, span.end)
    if heading is None:
        return False
    return classify_title(heading[1].rstrip("# \t"), aliases) is not None
