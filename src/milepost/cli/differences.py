"""Showing what differs between two texts of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from milepost.report.diff import render_diff, unified_diff

if TYPE_CHECKING:
    from milepost.cli.output import Output
    from milepost.text import Source


def show_difference(path: Path, before: Source, after: Source, output: Output) -> bool:
    """Shows the difference, as a patch for programs and in colour for people; false for none."""
    diff = unified_diff(name_from_here(path), before, after)
    if not diff:
        return False
    if output.style.wraps:
        output.show(render_diff(diff, output.style))
        return True
    # What a program reads is the very bytes: a line end that was changed would not apply.
    output.results.flush()
    output.results.buffer.write(diff.encode("utf-8", "surrogateescape"))
    output.results.buffer.flush()
    return True


def name_from_here(path: Path) -> str:
    """The path from the current directory, where it lies below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
