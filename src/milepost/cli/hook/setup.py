"""Putting the hook into the configuration of a host, and taking it out again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.hook.entries import (
    ForeignShapeError,
    has_entry,
    is_bare,
    new_text,
    with_entry,
    without_entry,
)
from milepost.cli.hook.hosts import HOSTS, Host
from milepost.cli.hook.record import Installed, Records
from milepost.cli.output import Output
from milepost.cli.patches import patch_of, show_patch
from milepost.text import Source
from milepost.workspace.state import state_dir
from milepost.workspace.store import (
    PathState,
    Refused,
    Snapshot,
    Stale,
    digest_of,
    load,
    save,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_ABSENT = frozenset({PathState.MISSING, PathState.NO_DIRECTORY})
_NOTHING = Source("")


def run(task: str, arguments: Sequence[str]) -> int:
    """Runs `install`, `uninstall` or `show`; raises `UsageError`."""
    options = _read(task, arguments)
    host = HOSTS.get(options.operands[0]) if len(options.operands) == 1 else None
    if host is None:
        named = f"There is no host {options.operands[0]}. " if options.operands else ""
        raise UsageError(f"{named}Name one: {', '.join(HOSTS)}.")
    place = host.place(None if options.user else _project())
    output = Output.standard()
    held = _load(place)
    if task == "show":
        return _show(host, place, held, output)
    change = _install if task == "install" else _uninstall
    return change(host, place, held, output, writes=not options.dry_run)


def _read(task: str, arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("hook")
    parser.add_argument("--user", action="store_true")
    if task != "show":
        parser.add_argument("--dry-run", action="store_true")
    return parser.read(arguments)


def _project() -> Path:
    """The root of the repository around the current folder; without one, that folder."""
    here = Path.cwd()
    return next(filter(_is_root, (here, *here.parents)), here)


def _is_root(folder: Path) -> bool:
    return (folder / ".git").exists()


def _load(place: Path) -> Snapshot | None:
    """What the configuration holds; `None` when there is none. Raises `UsageError`."""
    loaded = load(place)
    if isinstance(loaded, Snapshot):
        return loaded
    if loaded.state in _ABSENT:
        return None
    raise UsageError(loaded.reason)


def _show(host: Host, place: Path, held: Snapshot | None, output: Output) -> int:
    """Prints what belongs into the file, and says whether it is there."""
    output.show(new_text(host).rstrip("\n"))
    is_there = held is not None and _has_entry(host, held)
    output.tell(f"The hook is {'in' if is_there else 'not in'} {place}.")
    return Exit.CLEAN if is_there else Exit.FINDINGS


def _has_entry(host: Host, held: Snapshot) -> bool:
    try:
        return has_entry(held.source.text, host)
    except ForeignShapeError:  # A file with comments may well have it: its command tells.
        return host.command in held.source.text


def _install(
    host: Host, place: Path, held: Snapshot | None, output: Output, *, writes: bool
) -> int:
    before = _NOTHING if held is None else held.source
    after = _joined(host, place, before)
    if after.text == before.text:
        output.tell(f"The hook is in {place} already.")
        return Exit.CLEAN
    show_patch(patch_of(place, before, after), output)
    if not writes:
        return Exit.CLEAN
    made = _make_folders(place.parent)
    try:
        _save(place, after, held)
    except UsageError:
        _remove_folders(made)
        raise
    whole = None if held is None else before.encode()
    record = Installed(whole, digest_of(after.encode()), tuple(map(str, made)))
    Records(state_dir()).keep(place, record)
    output.tell(f"{host.title} will check plans after each edit: the hook is in {place}.")
    if host.advice:
        output.tell(host.advice)
    if shutil.which("milepost") is None:
        output.tell("There is no `milepost` on the PATH yet: without it the hook does nothing.")
    return Exit.CLEAN


def _joined(host: Host, place: Path, before: Source) -> Source:
    """The configuration with the hook; raises `UsageError` where that could destroy something."""
    if before.defect is not None:
        raise UsageError(f"{place} is left alone: {before.defect.value}.", *_by_hand(host))
    if not before.text.strip():
        return before.with_text(new_text(host))
    try:
        return before.with_text(with_entry(before.text, host))
    except ForeignShapeError as error:
        raise UsageError(f"{place} is left alone: {error}.", *_by_hand(host)) from None


def _by_hand(host: Host) -> list[str]:
    lines = json.dumps({"hooks": {host.event: [host.entry]}}, indent=2).split("\n")
    return ["Add this to it yourself:", *lines]


def _uninstall(
    host: Host, place: Path, held: Snapshot | None, output: Output, *, writes: bool
) -> int:
    records = Records(state_dir())
    record = records.find(place)
    after = None if held is None else _parted(host, place, held, record)
    if held is None or (after is not None and after.text == held.source.text):
        output.tell(f"There is no hook of Milepost in {place}.")
        return Exit.CLEAN
    show_patch(patch_of(place, held.source, after or _NOTHING), output)
    if not writes:
        return Exit.CLEAN
    if after is not None:
        _save(place, after, held)
    else:
        _delete(place, held)
        _remove_folders([Path(each) for each in record.made] if record else [])
    records.drop(place)
    output.tell(f"The hook is out of {place}.")
    return Exit.CLEAN


def _parted(host: Host, place: Path, held: Snapshot, record: Installed | None) -> Source | None:
    """The configuration without the hook; `None` for a file that came with it.

    As it was before, byte for byte, unless somebody has changed it since. Raises `UsageError`.
    """
    if record is not None and record.after == held.digest:
        return None if record.before is None else Source.decode(record.before)
    before = None if record is None else (record.before or b"").decode("utf-8", "replace")
    try:
        text = without_entry(held.source.text, host, before)
    except ForeignShapeError as error:
        raise UsageError(
            f"{place} is left alone: {error}.",
            f"Take out the hook that runs `{host.command}` yourself.",
        ) from None
    came_with_it = record is not None and record.before is None
    return None if came_with_it and is_bare(text, host) else held.source.with_text(text)


def _save(place: Path, after: Source, held: Snapshot | None) -> None:
    match save(place, after, None if held is None else held.digest):
        case Refused(reason):
            raise UsageError(reason)
        case Stale():
            raise UsageError(f"{place} was changed at this moment: nothing was done. Try again.")
        case _:
            return


def _delete(place: Path, held: Snapshot) -> None:
    now = load(place)
    if not isinstance(now, Snapshot) or now.digest != held.digest:
        raise UsageError(f"{place} was changed at this moment: nothing was done. Try again.")
    try:
        place.unlink()
    except OSError as error:
        raise UsageError(f"{place} could not be removed: {error.strerror}.") from None


def _make_folders(folder: Path) -> list[Path]:
    """Makes what is missing and says what it made, innermost first; raises `UsageError`."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} could not be made: {error.strerror}.") from None
    return missing


def _remove_folders(innermost_first: Sequence[Path]) -> None:
    """Removes folders that are empty."""
    for folder in innermost_first:
        try:
            folder.rmdir()
        except OSError:  # Something else is in it now.
            return
