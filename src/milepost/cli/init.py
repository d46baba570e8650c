"""`milepost init`: a new plan to fill in."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.compat import asks_for_compat, compat_main
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.paths import is_directory
from milepost.cli.selecting import Chooser
from milepost.edits.skeleton import new_plan
from milepost.lint.selection import Selection
from milepost.report.cells import visible
from milepost.text import Source
from milepost.workspace.clock import SystemClock
from milepost.workspace.store import Refused, Stale, Unreadable, save

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.plan.profiles import Profile

_NEXT_STEPS = """\
Wrote {path}

Next:
  1. Replace the guidance in each section, Purpose first.
  2. See what is left to write:  milepost check {quoted}
  3. Watch the work go on:       milepost {quoted}"""


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    if asks_for_compat(arguments):
        return compat_main("init", arguments)
    parser = Parser("init")
    parser.add_argument("--purpose", default="", metavar="TEXT")
    parser.add_argument("--profile")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["init"])
    output = Output.standard()
    if len(options.operands) != 2:
        raise UsageError(
            "Name the new file and its title, in quotes: "
            '`milepost init plans/importer.md "Teach the importer to resume"`.'
        )
    name, title = options.operands
    _write(name, _compose(title, options.purpose, _find_profile(name, options.profile)))
    output.show(_NEXT_STEPS.format(path=visible(name), quoted=visible(quote(name))))
    return Exit.CLEAN


def _find_profile(name: str, profile: str | None) -> Profile:
    """The one that is named, or that `check` will hold the new plan to; raises `UsageError`."""
    return Chooser(Selection(), profile=profile).terms_for(Path(name)).selection.profile


def _compose(title: str, purpose: str, profile: Profile) -> str:
    if not "".join(filter(str.isprintable, title)).strip():
        raise UsageError("The title is empty: say in a few words what the plan is to achieve.")
    text = new_plan(title, purpose, SystemClock().now(), profile)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError("Title and purpose must be valid UTF-8.") from error
    return text


def _write(name: str, text: str) -> None:
    path = Path(name)
    if is_directory(path) or name.endswith("/"):
        raise UsageError(f"{name} is a directory: name a file in it, such as {path / 'plan.md'}.")
    if os.path.lexists(path):
        raise UsageError(
            f"{path} is there already and was not touched. Choose another name, or remove it first."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{path.parent} could not be made ({error.strerror}): choose another place."
        raise UsageError(reason) from error
    match save(path, Source(text), None):
        case Refused(reason):
            raise UsageError(reason)
        case Stale(Unreadable(reason=reason)):
            raise UsageError(reason)
        case Stale():
            raise UsageError(f"Somebody else wrote {path} just now; it was not touched.")
        case _:
            pass
