"""Finding the plans below a directory, by what is in the files."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from milepost.plan.kinds import NO_ALIASES
from milepost.workspace.loading import Snapshot, load
from milepost.workspace.recognition import SUFFIXES, read_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from milepost.plan.kinds import SectionKind
    from milepost.text import Source

KNOWN_FOLDERS = (
    ".plans",
    "plans",
    ".agent",
    ".agents",
    "execplans/active",
    "execplans",
    "docs/exec-plans/active",
    "docs/exec-plans",
    "docs/execplans",
    "docs/plans",
)
"""Where plans are usually kept, relative to the root; looked at first, with all that is below."""

SKIPPED_FOLDERS = frozenset(
    {
        *("node_modules", "bower_components", "site-packages", "vendor", "Pods"),
        *("venv", "virtualenv", "target", "dist", "build", "_build", "DerivedData", "__pycache__"),
    }
)
"""Names of folders that hold the work of others: never entered."""

HIDDEN_FOLDERS = frozenset({".plans", ".agent", ".agents", ".claude"})
"""The hidden folders where plans lie; no other one is entered."""

SKILL_FILE = "SKILL.md"
"""What it lies in is a skill for coding agents: its templates and examples are nobody's plans."""

SHELVES = frozenset({"completed", "complete", "done", "archive", "archived"})
"""Names of folders for finished plans, in lower case."""

_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A file that reads like a plan.

    `title` is the text of its first top heading, as it stands in the file: clean it before it
    reaches a terminal. `shelved` plans lie in a folder for finished ones.
    """

    path: Path
    title: str
    shelved: bool
    source: Source = field(compare=False, repr=False)
    """What was read to know it."""


def find_plans(
    root: Path,
    *,
    patterns: Sequence[str] = (),
    aliases: Mapping[str, SectionKind] = NO_ALIASES,
    is_excluded: Callable[[Path], bool] = lambda _: False,
    max_bytes: int = 4_000_000,
    max_directories: int = 20_000,
) -> Iterator[FoundPlan]:
    """Finds the plans below `root`: known folders first, near ones before deep ones.

    The folders that `patterns`, relative to `root`, begin with come before all others, even where
    the work of others lies. `aliases` are the project's names of standard sections. Files and
    folders for which `is_excluded` says so are passed over.

    Lazy: take as many as you need. Directories that cannot be read are passed over, links to
    directories are not followed, files larger than `max_bytes` are not read, and the search ends
    after `max_directories` directories.
    """
    seen: set[tuple[int, int]] = set()
    folders = (*map(_fixed_part, patterns), *KNOWN_FOLDERS)
    for start in (*(root / folder for folder in folders), root):
        if start != root and (_is_link(start) or is_excluded(start)):
            continue
        for path in _markdown_files(start, seen, is_excluded):
            if len(seen) > max_directories:
                return
            plan = _read_plan(path, root, max_bytes, aliases)
            if plan is not None:
                yield plan


def _fixed_part(pattern: str) -> str:
    """The folder that a pattern of paths begins with, up to its first wildcard."""
    parts = pattern.split("/")
    wild = next((at for at, part in enumerate(parts) if set(part) & _WILD), len(parts) - 1)
    return "/".join(parts[:wild]) or "."


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # A directory on the way is closed to this user.
        return False


def _markdown_files(
    start: Path, seen: set[tuple[int, int]], is_excluded: Callable[[Path], bool]
) -> Iterator[Path]:
    """The Markdown files from `start` down, near ones first, each directory once."""
    waiting = deque([start])
    while waiting:
        directory = waiting.popleft()
        try:
            status = directory.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                continue
            seen.add(identity)
            files, folders = _list(directory)
        except OSError:
            continue  # Not a directory, gone, or closed to this user: nothing to be found here.
        if directory != start and directory / SKILL_FILE in files:
            continue
        yield from (file for file in files if not is_excluded(file))
        waiting.extend(folder for folder in folders if not is_excluded(folder))


def _list(directory: Path) -> tuple[list[Path], list[Path]]:
    """The Markdown files and the folders worth entering, by name, finished work last."""
    files: list[Path] = []
    folders: list[Path] = []
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.lower().endswith(SUFFIXES):
                files.append(directory / entry.name)
            elif _may_hold_plans(entry.name) and entry.is_dir(follow_symlinks=False):
                folders.append(directory / entry.name)
    folders.sort(key=lambda folder: (folder.name.lower() in SHELVES, folder.name))
    return sorted(files), folders


def _may_hold_plans(folder: str) -> bool:
    if folder.startswith("."):
        return folder in HIDDEN_FOLDERS
    return folder not in SKIPPED_FOLDERS


def _read_plan(
    path: Path, root: Path, max_bytes: int, aliases: Mapping[str, SectionKind]
) -> FoundPlan | None:
    try:
        if path.stat().st_size > max_bytes:
            return None
    except OSError:
        return None
    loaded = load(path)
    if not isinstance(loaded, Snapshot):
        return None
    title = read_title(loaded.source.text, aliases)
    if title is None:
        return None
    shelved = any(part.lower() in SHELVES for part in path.relative_to(root).parts[:-1])
    return FoundPlan(path, title, shelved, loaded.source)
