"""`milepost diff`: what differs between two versions of a plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.patches import patch_of, show_patch
from milepost.cli.recalling import recall
from milepost.document import Document
from milepost.plan.changes import changes_between
from milepost.report.changes import changes_data
from milepost.workspace.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from milepost.cli.recalling import Recalled
    from milepost.text import Source
    from milepost.workspace.versions import Version


class End(NamedTuple):
    """One of the two texts that are compared."""

    source: Source
    version: Version | None = None
    """Which one it is in the history; `None` for what the file holds."""


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = Parser("diff")
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
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
    patch = patch_of(recalled.path, before.source, after.source)
    if options.json:
        # ASCII, because a control character of a plan must not reach a terminal.
        output.show(json.dumps(_data(recalled, before, after, patch), indent=2))
    elif patch:
        show_patch(patch, output)
    return Exit.FINDINGS if patch else Exit.CLEAN


def _data(recalled: Recalled, before: End, after: End, patch: str) -> dict[str, object]:
    """What `diff --json` prints: `before` and `after` are versions, `null` for the file."""
    changes = changes_between(Document.parse(before.source), Document.parse(after.source))
    return {
        "path": str(recalled.path),
        "before": before.version and before.version.number,
        "after": after.version and after.version.number,
        "changed": bool(patch),
        "changes": changes_data(changes),
        "diff": patch,
    }


def _ends(recalled: Recalled, revisions: Sequence[str], now: datetime) -> tuple[End, End]:
    """The two texts to compare; what is not named is the file, and what it was before."""
    found = (recalled.find(each, now) for each in revisions)
    named = [End(recalled.read(version).source, version) for version in found]
    if len(named) == 2:
        return named[0], named[1]
    held = End(recalled.source)
    if named:
        return named[0], held
    if not recalled.versions:
        raise UsageError(recalled.emptiness)
    texts = ((recalled.history.text(version), version) for version in recalled.versions)
    others = (
        End(text, version) for text, version in texts if text is not None and text != held.source
    )
    return next(others, held), held
