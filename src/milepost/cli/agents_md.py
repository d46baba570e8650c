"""`milepost agents-md`: the part of AGENTS.md that makes coding agents use ExecPlans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.cli.patches import patch_of, show_patch
from milepost.document import Document
from milepost.edits.agents_part import (
    AGENTS_PART,
    Tangle,
    find_part,
    insert_part,
    is_only_part,
    new_file,
    remove_part,
    update_part,
)
from milepost.report.cells import visible
from milepost.text import EditSet, Source, Span
from milepost.workspace.config_files import shown_path
from milepost.workspace.repository import find_repository
from milepost.workspace.store import PathState, Refused, Snapshot, Stale, load, save

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

ACTIONS = ("insert", "update", "remove")
_USUAL = "AGENTS.md"
_DONE = {"insert": "Inserted into", "update": "Updated in", "remove": "Removed from"}


class Change(NamedTuple):
    """What a file holds and what it is to hold; `None` for no file."""

    before: Snapshot | None
    after: Source | None


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["agents-md"])
    if options.operands:
        raise UsageError(
            "Name the file with --file: `milepost agents-md --insert --file CLAUDE.md`."
        )
    actions = [action for action in ACTIONS if getattr(options, action)]
    if len(actions) > 1:
        raise UsageError("Choose one of --insert, --update and --remove.")
    output = Output.standard()
    if not actions:
        output.show(AGENTS_PART)
        return Exit.CLEAN
    path = _usual_place() if options.file is None else Path(options.file)
    change = _change(path, actions[0])
    if change.after == (change.before and change.before.source):
        output.tell(f"There is nothing to {actions[0]} in {shown_path(path)}.")
    elif options.dry_run:
        before = Source("") if change.before is None else change.before.source
        show_patch(patch_of(path.absolute(), before, change.after or Source("")), output)
    else:
        _write(path, change)
        output.show(visible(f"{_DONE[actions[0]]} {shown_path(path)}."))
    return Exit.CLEAN


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("agents-md")
    for action in ACTIONS:
        parser.add_argument(f"--{action}", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--file")
    return parser.read(arguments)


def _usual_place() -> Path:
    """In the root of the repository, or here without one."""
    here = Path.cwd()
    repository = find_repository(here / _USUAL)
    return (here if repository is None else Path(repository.root)) / _USUAL


def _change(path: Path, action: str) -> Change:
    loaded = load(path)
    if not isinstance(loaded, Snapshot):
        if loaded.state is not PathState.MISSING:
            raise UsageError(loaded.reason)
        if action == "update":
            raise UsageError(f"{_no_part(path)} --insert puts it there.")
        return Change(None, Source(new_file()) if action == "insert" else None)
    if loaded.read_only:
        raise UsageError(loaded.read_only.replace("is shown read-only", "cannot be changed"))
    document = Document.parse(loaded.source)
    part = find_part(document)
    if isinstance(part, Tangle):
        raise UsageError(f"{shown_path(path)} {part.value}: mend that by hand first.")
    if action == "remove" and part is not None and is_only_part(document, part):
        return Change(loaded, None)
    after = document.edited(_edits(document, part, path, action))
    if action == "insert" and not isinstance(find_part(after), Span):
        raise UsageError(
            f"{shown_path(path)} ends within a code block or a comment that is never closed: "
            "close it first."
        )
    return Change(loaded, after.source)


def _edits(document: Document, part: Span | None, path: Path, action: str) -> EditSet:
    if part is None:
        if action == "update":
            raise UsageError(f"{_no_part(path)} --insert puts it there.")
        return insert_part(document) if action == "insert" else EditSet.of([])
    return remove_part(document, part) if action == "remove" else update_part(document, part)


def _no_part(path: Path) -> str:
    return f"{shown_path(path)} has no part of Milepost's that could be updated."


def _write(path: Path, change: Change) -> None:
    stale = f"Somebody else wrote {path} just now; it was not touched. Try again."
    if change.after is None:
        if load(path) != change.before:
            raise UsageError(stale)
        try:
            path.unlink()
        except OSError as error:
            reason = f"{path} could not be removed ({error.strerror}): change its permissions."
            raise UsageError(reason) from error
        return
    match save(path, change.after, None if change.before is None else change.before.digest):
        case Refused(reason):
            raise UsageError(reason)
        case Stale():
            raise UsageError(stale)
        case _:
            pass
