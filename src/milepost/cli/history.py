"""`milepost history`: the versions a plan had."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.recalling import recall
from milepost.document import Document
from milepost.plan.changes import changes_between
from milepost.report.changes import render_changes
from milepost.report.finding import decodable
from milepost.report.history import (
    FIRST,
    OLDEST,
    UNKNOWN,
    HistoryLine,
    history_data,
    render_history,
)
from milepost.workspace.loading import PathState, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.cli.recalling import Recalled
    from milepost.workspace.versions import Version

_USUAL_LIMIT = 20


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = Parser("history")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--limit", type=int, default=_USUAL_LIMIT)
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["history"])
    if len(options.operands) != 1:
        raise UsageError("Name one plan: `milepost history PLAN`.")
    if options.limit < 1:
        raise UsageError("--limit takes a number from 1 on.")
    recalled = recall(options.operands[0])
    try:
        return _show(recalled, options.limit, Output.standard(), as_json=options.json)
    finally:
        recalled.history.close()


def _show(recalled: Recalled, limit: int, output: Output, *, as_json: bool) -> int:
    # One more than is shown: the last one is compared with it.
    lines = list(_lines(recalled, recalled.versions[: limit + 1]))[:limit]
    if recalled.history.remark:
        output.tell(recalled.history.remark)
    if as_json:
        # ASCII, because a control character of a plan must not reach a terminal.
        output.show(json.dumps(history_data(decodable(str(recalled.path)), lines), indent=2))
    elif lines:
        output.show(render_history(lines, output.style))
    if not lines:
        output.tell(recalled.emptiness)
        return Exit.FINDINGS
    _tell_of_file(recalled, output)
    more = len(recalled.versions) - len(lines)
    if more > 0 and not as_json:
        output.tell(f"{more} older; --limit {len(recalled.versions)} shows all.")
    return Exit.CLEAN


def _lines(recalled: Recalled, versions: Sequence[Version]) -> Iterator[HistoryLine]:
    documents = [_read(recalled, version) for version in versions]
    older = (*documents[1:], None)
    for version, after, before in zip(versions, documents, older, strict=False):
        yield HistoryLine(
            number=version.number,
            digest=version.digest,
            seen_at=version.seen_at,
            author=version.author.value,
            intents=version.intents,
            size=version.size,
            changes=changes_between(before, after) if before and after else None,
            remark=UNKNOWN if after is None else FIRST if version.number == 1 else OLDEST,
        )


def _read(recalled: Recalled, version: Version) -> Document | None:
    source = recalled.history.text(version)
    return None if source is None else Document.parse(source)


def _tell_of_file(recalled: Recalled, output: Output) -> None:
    """Says how the file differs from the newest version, if it does."""
    newest, loaded = recalled.versions[0], recalled.loaded
    if not isinstance(loaded, Snapshot):
        if loaded.state in (PathState.MISSING, PathState.NO_DIRECTORY):
            output.tell(
                f"There is no file at {recalled.path} now. "
                f"`milepost restore {recalled.path} {newest.number}` brings it back."
            )
        else:
            output.tell(loaded.reason)
        return
    if loaded.digest != newest.digest:
        before = _read(recalled, newest)
        if before is not None:
            changes = changes_between(before, Document.parse(loaded.source))
            summary = render_changes(changes, unicode=output.style.unicode)
            output.tell(f"Not recorded yet, since version {newest.number}: {summary}.")
