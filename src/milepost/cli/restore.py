"""`milepost restore`: a plan, or a section of it, as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.opening import has_terminal
from milepost.cli.output import Output
from milepost.cli.recalling import recall
from milepost.document import Document
from milepost.edits.restoring import find_sections_named
from milepost.plan.changes import changes_between
from milepost.report.changes import changes_data, render_changes
from milepost.report.history import stamp_of
from milepost.text import Source
from milepost.workspace.clock import SystemClock
from milepost.workspace.intent import Intent
from milepost.workspace.mailbox import post
from milepost.workspace.memory import deed_of
from milepost.workspace.recorder import HistoryRecorder
from milepost.workspace.restoring import Restoring
from milepost.workspace.store import PathState, Refused, Snapshot, Stale, save
from milepost.workspace.versions import Author

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from milepost.cli.recalling import Recalled

_RESTORABLE = frozenset({PathState.MISSING, PathState.NO_DIRECTORY})


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    parser = Parser("restore")
    parser.add_argument("--section", default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["restore"])
    if len(options.operands) != 2:
        raise UsageError("Name one plan and one version: `milepost restore PLAN REV`.")
    plan, revision = options.operands
    recalled = recall(plan)
    try:
        wanted = _find(recalled, revision, options.section)
        output = Output.standard()
        if options.dry_run:
            return _show(recalled, wanted, output, as_json=options.json)
        return _restore(recalled, wanted, output, as_json=options.json)
    finally:
        recalled.history.close()


def _find(recalled: Recalled, revision: str, name: str) -> Restoring:
    version = recalled.find(revision, SystemClock().now())
    former = recalled.read(version)
    if not name:
        return Restoring(version, former, None)
    found = find_sections_named(former.plan, name)
    if not found:
        titles = ", ".join(each.title for each in former.plan.sections) or "none"
        raise UsageError(
            f"Version {version.number} has no section {name}. Its sections are: {titles}."
        )
    if len(found) > 1:
        raise UsageError(
            f"Version {version.number} has several sections {name}. Say which: {', '.join(found)}."
        )
    return Restoring(version, former, *found.values())


def _show(recalled: Recalled, wanted: Restoring, output: Output, *, as_json: bool) -> int:
    """What would change, as `milepost diff` shows it."""
    from milepost.cli.patches import patch_of, show_patch  # Only looked at now and then.

    if wanted.section is not None:
        before = recalled.source
        after = _restored(Document.parse(before), wanted).source
    else:
        held = isinstance(recalled.loaded, Snapshot)
        before, after = recalled.source if held else Source(""), wanted.former.source
    patch = patch_of(recalled.path, before, after)
    if as_json:
        documents = Document.parse(before), Document.parse(after)
        output.show(_data(recalled, wanted, documents, dry_run=True, diff=patch))
    elif patch:
        show_patch(patch, output)
    return Exit.FINDINGS if patch else Exit.CLEAN


def _restored(document: Document, wanted: Restoring) -> Document:
    edits = wanted.edits(document)
    if edits is None:
        raise UsageError(
            "Nothing was restored: the section belongs where the plan has code or a comment that "
            "never ends. Mend that first."
        )
    return document.edited(edits)


def _restore(recalled: Recalled, wanted: Restoring, output: Output, *, as_json: bool) -> int:
    recorder = HistoryRecorder(lambda: recalled.history, recalled.path, SystemClock())
    before = _keep_present(recalled, recorder)
    if before is None or (wanted.section is None and _is_other_file(before, wanted.former)):
        after = _put_file(recalled, wanted)
    else:
        after = _restored(before, wanted)
        if after.source != before.source:
            after = _put_edits(recalled.path, before, wanted)
    if before is None or after.source != before.source:
        recorder.was_saved(after, (wanted.label,), Author.MILEPOST)
        if has_terminal():
            post(recalled.path, deed_of(wanted.label), SystemClock().now())
    if as_json:
        output.show(_data(recalled, wanted, (before, after)))
    else:
        output.tell(_sentence(recalled, wanted, before, after))
    return Exit.CLEAN


def _sentence(
    recalled: Recalled, wanted: Restoring, before: Document | None, after: Document
) -> str:
    if before is not None and after.source == before.source:
        return f"{wanted.what}{recalled.path} reads like that already; nothing was written."
    seen = f"version {wanted.version.number} of {stamp_of(wanted.version.seen_at)}"
    if before is None:
        return f"{recalled.path} is back, as in {seen}."
    changes = render_changes(changes_between(before, after))
    return f"{wanted.what}{recalled.path} reads as in {seen}: {changes}."


def _data(
    recalled: Recalled,
    wanted: Restoring,
    documents: tuple[Document | None, Document],
    **more: object,
) -> str:
    """What `restore --json` prints: what was there before may be nothing."""
    before = documents[0] or Document.parse(Source(""))
    after = documents[1]
    data = {
        "path": str(recalled.path),
        "version": wanted.version.number,
        "section": None if wanted.section is None else wanted.section.title,
        "changed": documents[0] is None or before.source != after.source,
        "changes": changes_data(changes_between(before, after)),
        **more,
    }
    # ASCII, because a control character of a plan must not reach a terminal.
    return json.dumps(data, indent=2)


def _keep_present(recalled: Recalled, recorder: HistoryRecorder) -> Document | None:
    """Makes sure that what is about to be replaced can be restored as well."""
    loaded, history = recalled.loaded, recalled.history
    if not isinstance(loaded, Snapshot):
        return None
    document = Document.parse(loaded.source)
    recorder.was_read(document)
    newest = history.versions(history.lineage(recalled.path, loaded.source), limit=1)
    if not newest or newest[0].digest != loaded.digest:
        raise UsageError(
            f"Nothing was restored, because what {recalled.path} holds now could not be kept in "
            f"the history. {history.remark}".rstrip()
        )
    return document


def _is_other_file(before: Document, former: Document) -> bool:
    """Whether edits of the text cannot turn one file into the other."""
    here, there = before.source, former.source
    return here.bom != there.bom or here.defect is not None or there.defect is not None


def _put_file(recalled: Recalled, wanted: Restoring) -> Document:
    """Puts the former file where there is none, or one that cannot be edited."""
    loaded, path = recalled.loaded, recalled.path
    if not isinstance(loaded, Snapshot) and (
        wanted.section is not None or loaded.state not in _RESTORABLE
    ):
        raise UsageError(loaded.reason)
    expected = loaded.digest if isinstance(loaded, Snapshot) else None
    result = save(path, wanted.former.source, expected)
    if isinstance(result, Stale):
        raise UsageError(_overtaken(path))
    if isinstance(result, Refused):
        raise UsageError(result.reason)
    return wanted.former


def _put_edits(path: Path, seen: Document, wanted: Restoring) -> Document:
    """Writes what differs, beside whoever else writes; what nobody has seen is kept."""
    from milepost.workspace.writing import NotWrote, Refusal, write_intent  # Only when needed.

    resolve = wanted.resolving(seen)

    def make(document: Document) -> Intent | Refusal:
        return Intent.first(wanted.label, resolve, document) or Refusal(_overtaken(path))

    result = write_intent(path, make)
    if isinstance(result, NotWrote):
        raise UsageError(result.reason)
    return result.document


def _overtaken(path: Path) -> str:
    return f"Nothing was restored: somebody else has just written {path}. Look, and try again."
