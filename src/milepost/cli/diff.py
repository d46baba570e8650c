"""`milepost diff`: what differs between two versions of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.patches import patch_of, show_patch
from milepost.cli.recalling import recall
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.cli.recalling import Recalled
    from milepost.text import Source


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = Parser("diff").read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["diff"])
    if not 1 <= len(options.operands) <= 3:
        raise UsageError("Name one plan and up to two versions: `milepost diff PLAN [REV [REV]]`.")
    plan, *revisions = options.operands
    recalled = recall(plan)
    try:
        before, after = _ends(recalled, revisions, SystemClock().now())
        output = Output.standard()
        if recalled.history.remark:
            output.tell(recalled.history.remark)
    finally:
        recalled.history.close()
    patch = patch_of(recalled.path, before, after)
    if not patch:
        return Exit.CLEAN
    show_patch(patch, output)
    return Exit.FINDINGS


def _ends(recalled: Recalled, revisions: Sequence[str], now: datetime) -> tuple[Source, Source]:
    """The two texts to compare; what is not named is the file, and what it was before."""
    named = [recalled.read(recalled.find(each, now)).source for each in revisions]
    if len(named) == 2:
        return named[0], named[1]
    held = recalled.source
    if named:
        return named[0], held
    if not recalled.versions:
        raise UsageError(recalled.emptiness)
    texts = (recalled.history.text(version) for version in recalled.versions)
    others = (text for text in texts if text is not None and text != held)
    return next(others, held), held
