"""The little of inline Markdown that reading needs: what in a paragraph is code or an address."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_TICKS = re.compile("`+")
_MAX_ADDRESS = 200


def find_code_spans(text: str, span: Span) -> tuple[Span, ...]:
    """Inline code within `span`, backticks included; a run of them closes at its next equal."""
    runs = [Span(*match.span()) for match in _TICKS.finditer(text, span.start, span.end)]
    closes = _closing_runs(runs)
    spans: list[Span] = []
    at = 0
    while at < len(runs):
        close = closes[at]
        if close is not None:
            spans.append(Span(runs[at].start, runs[close].end))
            at = close
        at += 1
    return tuple(spans)


def is_in_address(text: str, span: Span, offset: int) -> bool:
    """Whether the unbroken run of characters before `offset` makes it part of a URL."""
    start = max(span.start, offset - _MAX_ADDRESS)
    scheme = text.rfind("://", start, offset)
    return scheme >= 0 and not any(char.isspace() for char in text[scheme:offset])


def is_within(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds `offset`."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset in spans[index]


def _closing_runs(runs: Sequence[Span]) -> list[int | None]:
    """For each run, the next one of its length."""
    closes: list[int | None] = [None] * len(runs)
    latest: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        closes[at] = latest.get(len(runs[at]))
        latest[len(runs[at])] = at
    return closes
