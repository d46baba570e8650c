"""What to open when no verb is given."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.exits import UsageError
from milepost.cli.paths import is_directory, no_plan_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.workspace.discovery import FoundPlan


def has_terminal() -> bool:
    """Whether there is a screen to draw on and a keyboard to read from."""
    streams = (sys.stdin, sys.stdout)
    return os.environ.get("TERM") != "dumb" and all(
        stream is not None and stream.isatty() for stream in streams
    )


def require_terminal() -> None:
    """Raises `UsageError` where nothing can be drawn."""
    if not has_terminal():
        raise UsageError("There is no terminal to draw on: run `milepost demo` in one.")


def read_operand(arguments: Sequence[str]) -> str | None:
    """The one path on the command line, if any; raises `UsageError` for anything else."""
    literal = arguments[:1] == ["--"]
    words = arguments[1:] if literal else arguments
    if words and not literal:
        _refuse_misspelt_verb(words[0])
    options = [] if literal else [word for word in words if word.startswith("-") and word != "-"]
    if options:
        raise UsageError(f"There is no option {options[0]}. `milepost --help` tells more.")
    if len(words) > 1:
        raise UsageError("The editor opens one plan at a time. `milepost check` takes several.")
    return words[0] if words else None


def find_target(operand: str | None) -> Path | tuple[FoundPlan, ...]:
    """The plan to open, or several to choose from.

    A file that does not exist is a target: it is waited for. Raises `UsageError` when there is no
    plan below a directory.
    """
    path = Path(operand or ".")
    if not is_directory(path):
        return path
    # Deferred, as a plan that is named needs no search.
    from milepost.workspace.search import search_plans

    plans = tuple(search_plans(path))
    if not plans:
        raise UsageError(no_plan_sentence(path))
    return plans[0].path if len(plans) == 1 else plans


def show_instead(operand: str | None) -> int:
    """Prints how far the plan is, for want of a terminal; returns the exit code."""
    from milepost.cli.output import Output
    from milepost.cli.progress import show_progress

    output = Output.standard()
    output.tell("There is no terminal here, so the progress is shown instead of the editor.")
    return show_progress(operand or ".", output)


def _refuse_misspelt_verb(word: str) -> None:
    """A bare word that is no file is rather a misspelt verb than a plan to wait for."""
    path = Path(word)
    if word.startswith("-"):
        return
    if len(path.parts) != 1 or path.suffix or os.path.lexists(path) or path == Path():
        return
    # Deferred for those who mistype.
    from difflib import get_close_matches

    from milepost.cli.help import all_pages

    near = get_close_matches(word, all_pages(), n=1)
    hint = f" Did you mean `milepost {near[0]}`?" if near else " `milepost --help` lists the verbs."
    raise UsageError(f"There is neither a verb nor a file named {word}.{hint}")
