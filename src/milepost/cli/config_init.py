"""`milepost config init`: a configuration to begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.cli.exits import Exit, UsageError
from milepost.cli.paths import is_directory
from milepost.report.cells import visible, wrap
from milepost.text import Source
from milepost.workspace.config_files import FILE_NAMES, look_around, shown_path
from milepost.workspace.config_keys import KEYS
from milepost.workspace.store import Refused, Stale, Unreadable, save

if TYPE_CHECKING:
    from pathlib import Path

    from milepost.cli.output import Output
    from milepost.workspace.config_keys import Key

_WIDTH = 96
_LEAD = (
    "# Configuration of Milepost. Every key is here with an example; take the sign before those\n"
    "# that you want. What is left out keeps its default: `milepost config show` says which.\n"
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")


def init_config(place: Path, output: Output, *, writes: bool) -> int:
    """Writes it to the root of the repository around `place`, or shows it; raises `UsageError`."""
    folder = (place if is_directory(place) else place.parent).absolute()
    around = look_around(folder)
    if around.project is not None:
        raise UsageError(
            f"{shown_path(around.project.file)} is there already and was not touched: "
            "`milepost config show` says what it comes to."
        )
    text = new_config()
    if not writes:
        output.show(text.rstrip("\n"))
        return Exit.CLEAN
    path = (around.root or folder) / FILE_NAMES[0]
    match save(path, Source(text), None):
        case Refused(reason) | Stale(Unreadable(reason=reason)):
            raise UsageError(reason)
        case Stale():
            raise UsageError(f"Somebody else wrote {path} just now; it was not touched.")
        case _:
            output.show(visible(f"Wrote {shown_path(path)}: every key, with an example."))
    return Exit.CLEAN


def new_config() -> str:
    """Every key with what it means and an example, all in comments; tables come last.

    A key that follows a table would belong to it.
    """
    tables = [key for key in KEYS if re.search(r"(?m)^\[", key.example)]
    return "\n".join([_LEAD, *map(_part, [key for key in KEYS if key not in tables] + tables)])


def _part(key: Key) -> str:
    help_text = _LINK.sub(r"docs/\1", key.help)
    lines = [*wrap(f"{key.name}: {help_text}", _WIDTH), *key.example.split("\n")]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)
