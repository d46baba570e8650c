"""The output formats by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.report.finding import Report
    from milepost.report.style import Style

STREAMED = frozenset({"full", "concise"})
"""Formats whose parts need not wait for the last plan."""

WITH_EDITS = frozenset({"json", "json-lines", "sarif"})
"""Formats that tell what a fix would write."""

# The module and the function, which are loaded when the format is asked for.
_STYLED = {
    "full": ("text", "render_full"),
    "concise": ("concise", "render_concise"),
    "grouped": ("grouped", "render_grouped"),
}
_PLAIN = {
    "json": ("json", "render_json"),
    "json-lines": ("json", "render_json_lines"),
    "github": ("github", "render_github"),
    "gitlab": ("gitlab", "render_gitlab"),
    "sarif": ("sarif", "render_sarif"),
    "junit": ("junit", "render_junit"),
    "agent": ("agent", "render_agent"),
}

FOR_PEOPLE = frozenset(_STYLED)
"""Formats that no program reads."""

FORMATS = (*_STYLED, *_PLAIN)
"""Every format's name, those for people first."""


def render(report: Report, output_format: str, style: Style) -> str:
    """The report in a format, without a line end after the last line; `style` is for people."""
    if output_format in _STYLED:
        styled: Callable[[Report, Style], str] = _load(_STYLED[output_format])
        return styled(report, style)
    plain: Callable[[Report], str] = _load(_PLAIN[output_format])
    return plain(report)


def render_statistics(report: Report, output_format: str, style: Style) -> str:
    """How often each rule found something: a table, or JSON where that is the format."""
    from milepost.report import statistics

    if output_format == "json":
        return statistics.render_statistics_json(report)
    return statistics.render_statistics(report, style)


def _load(place: tuple[str, str]) -> Callable[..., str]:
    module, name = place
    loaded: Callable[..., str] = getattr(import_module(f"milepost.report.{module}"), name)
    return loaded
