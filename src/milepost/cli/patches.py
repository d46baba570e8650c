"""Showing what would change in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from milepost.report.diff import render_diff, unified_diff

if TYPE_CHECKING:
    from milepost.cli.output import Output
    from milepost.text import Source


def patch_of(path: Path, before: Source, after: Source) -> str:
    """The difference as `git apply` reads it here; encode it with `surrogateescape`."""
    here = Path.cwd()
    name = path.relative_to(here) if path.is_relative_to(here) else path
    return unified_diff(name.as_posix(), before, after)


def show_patch(patch: str, output: Output) -> None:
    """Shows a difference: to a person harmless and in colour, to a program the very bytes."""
    if output.style.wraps:
        output.show(render_diff(patch, output.style))
        return
    # A line end that was changed would not apply.
    output.pass_on(patch.encode("utf-8", "surrogateescape"))
