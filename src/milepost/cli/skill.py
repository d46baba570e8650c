"""`milepost skill`: the skill that teaches coding agents to work from ExecPlans."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from milepost.cli.arguments import Parser
from milepost.cli.exits import Exit, UsageError
from milepost.cli.output import Output
from milepost.report.cells import visible
from milepost.workspace.config_files import shown_path
from milepost.workspace.repository import find_repository
from milepost.workspace.skill import (
    NAME,
    Fate,
    install,
    plan_install,
    plan_removal,
    read_manifest,
    skill_files,
    uninstall,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from milepost.workspace.skill import Failure, Step

ACTIONS = ("install", "uninstall", "show")
_HOSTS = {"codex": ".agents", "claude": ".claude"}
"""The folder in which each agent looks, in a project as well as at home."""
_PLANNED = {
    Fate.WRITTEN: "would write ",
    Fate.UPDATED: "would update",
    Fate.REMOVED: "would remove",
    Fate.SAME: "is current  ",
    Fate.KEPT: "would keep  ",
}


def main(arguments: Sequence[str]) -> int:
    """Runs the verb; raises `UsageError`."""
    options = _read(arguments)
    if options.help:
        # Deferred, because the pages are rarely asked for.
        from milepost.cli.help import main as show_help

        return show_help(["skill"])
    action, *rest = options.operands or [""]
    if action not in ACTIONS or len(rest) > (action == "show"):
        raise UsageError("Say what to do: `milepost skill install`, `uninstall` or `show [FILE]`.")
    output = Output.standard()
    if rest:
        return _show_file(rest[0], output)
    folders = tuple(_folders(options))
    if action == "show":
        return _show(folders, output)
    run = _install_in if action == "install" else _uninstall_from
    for folder in folders:
        run(folder, options, output)
    return Exit.CLEAN


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = Parser("skill")
    for name in (*_HOSTS, "all", "user", "dry-run", "force"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--dir", metavar="PATH")
    return parser.read(arguments)


def _folders(options: argparse.Namespace) -> Iterator[Path]:
    """The folders of the skill, each once, however many links lead to it."""
    named = [host for host in _HOSTS if getattr(options, host)]
    if options.dir is not None:
        if named or options.all or options.user:
            raise UsageError("--dir names the place: leave out the other ones.")
        place = Path(options.dir)
        yield place if place.name == NAME else place / NAME
        return
    seen: set[Path] = set()
    for host in _HOSTS if options.all or not named else named:
        folder = _root(options) / _HOSTS[host] / "skills" / NAME
        real = folder.resolve()
        if real not in seen:
            seen.add(real)
            yield folder


def _root(options: argparse.Namespace) -> Path:
    """The home of the user, the root of the repository, or the current folder without one."""
    if options.user:
        try:
            return Path.home()
        except RuntimeError as error:
            raise UsageError("There is no home directory: name a place with --dir.") from error
    here = Path.cwd()
    repository = find_repository(here / NAME)
    return here if repository is None else Path(repository.root)


def _install_in(folder: Path, options: argparse.Namespace, output: Output) -> None:
    steps = plan_install(folder, skill_files(), force=options.force)
    if not options.dry_run:
        _require(install(folder, steps))
    _tell(folder, steps, output, dry_run=options.dry_run)


def _uninstall_from(folder: Path, options: argparse.Namespace, output: Output) -> None:
    manifest = read_manifest(folder)
    if manifest is None:
        output.tell(f"Milepost has not written a skill to {shown_path(folder)}.")
        return
    steps = plan_removal(folder, manifest)
    if not options.dry_run:
        _require(uninstall(folder, steps, manifest))
    _tell(folder, steps, output, dry_run=options.dry_run)


def _require(failure: Failure | None) -> None:
    if failure is not None:
        raise UsageError(failure.reason)


def _tell(folder: Path, steps: Sequence[Step], output: Output, *, dry_run: bool) -> None:
    """A line for the folder; each file that is kept, and each one of a dry run, on its own."""
    if dry_run:
        for step in steps:
            output.show(visible(f"{_PLANNED[step.fate]}  {shown_path(folder / step.name)}"))
    else:
        counts = Counter(step.fate for step in steps)
        told = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
        output.show(visible(f"{shown_path(folder)}: {told or 'nothing left to remove'}"))
    for step in steps:
        if step.remark:
            output.tell(f"{shown_path(folder / step.name)} {step.remark}.")


def _show(folders: Sequence[Path], output: Output) -> int:
    """Where the skill is or would be, in which state, and what there is to read."""
    files = skill_files()
    for folder in folders:
        manifest = read_manifest(folder)
        if manifest is None:
            state = "not installed"
        else:
            fates = {step.fate for step in plan_install(folder, files, force=False)}
            kept = ", with changes of your own" if Fate.KEPT in fates else ""
            fresh = fates <= {Fate.SAME, Fate.KEPT}
            state = f"{'up to date' if fresh else f'of Milepost {manifest.version}'}{kept}"
        output.show(visible(f"{shown_path(folder)}: {state}"))
    output.show("")
    for name, data in files.items():
        output.show(f"  {name}  ({len(data)} bytes)")
    output.show("")
    output.show("`milepost skill show FILE` prints one of them.")
    return Exit.CLEAN


def _show_file(name: str, output: Output) -> int:
    files = skill_files()
    wanted = [each for each in files if name in (each, each.rpartition("/")[2])]
    if not wanted:
        raise UsageError(f"The skill has no file {name}: it has {', '.join(files)}.")
    output.show(files[wanted[0]].decode().removesuffix("\n"))
    return Exit.CLEAN
