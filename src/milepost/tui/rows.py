"""Rows of styled text: what the list panes are made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from milepost.tui.cells import cell_len, sanitise, wrap

_KEPT = 4096
"""Wrapped texts that are remembered: a reload wraps only what has changed."""

_SIGNS = re.compile(r"(`++)(.+?)(?<!`)\1(?!`)|`+|\*\*|__(?=\w)|(?<=\w)__", re.DOTALL)

_CODE = re.compile(r"(`++)(.+?)(?<!`)\1(?!`)", re.DOTALL)


class Run(NamedTuple):
    """Text in one style; the role names a component class of the pane."""

    text: str
    role: str = ""


class Row(NamedTuple):
    """One line of a pane. Rows with the same `key` are one entry; without a key, none."""

    runs: tuple[Run, ...]
    key: int | None = None
    right: tuple[Run, ...] = ()
    """Drawn at the right edge."""


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """One line of plan text, made harmless and no wider than `width` cells."""
    # Beyond what could be shown nothing needs to be measured: an item may hold megabytes.
    return _fit(text[: max(width, 0) + 1], width, ellipsis)


@lru_cache(maxsize=_KEPT)
def _fit(text: str, width: int, ellipsis: str) -> str:
    if width <= 0:
        return ""
    clean = sanitise(text)
    if len(text) <= width and cell_len(clean) <= width:
        return clean
    while clean and cell_len(clean) > width - 1:
        clean = clean[:-1]
    return clean.rstrip() + ellipsis


def paragraph(text: str, width: int, limit: int, ellipsis: str = "…") -> tuple[str, ...]:
    """Plan text wrapped to at most `limit` lines of `width` cells; a cut shows an ellipsis."""
    width = max(width, 1)
    shown = text[: (limit + 1) * width]
    return _paragraph(shown, width, limit, ellipsis, cut=len(shown) < len(text))


@lru_cache(maxsize=_KEPT)
def _paragraph(shown: str, width: int, limit: int, ellipsis: str, *, cut: bool) -> tuple[str, ...]:
    clean = sanitise(shown)
    ranges = wrap(clean, width)
    lines = [clean[start:end].rstrip() for start, end in ranges[:limit]]
    if len(ranges) > limit or cut:
        rest = clean[ranges[len(lines) - 1][0] :]
        lines[-1] = fit(f"{rest}{' ' * width}.", width, ellipsis)
    return tuple(lines) or ("",)


def plain(text: str) -> str:
    """Wording without the signs of code and emphasis, for lists that show no styles."""
    return _SIGNS.sub(lambda signs: signs[2] or "", text)


def quoted(message: str) -> str:
    """The message of a finding, with quotation marks where it has signs of code.

    What it quotes would otherwise run into its own words.
    """
    return _CODE.sub(r"“\2”", message)
