"""The skill `exec-plan`: its files, and putting them into a folder and taking them out again.

A manifest in the folder tells which files are ours and what they held. A file that somebody else
wrote or changed is theirs and stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from milepost import __version__
from milepost.edits.skeleton import plan_template
from milepost.text import Source
from milepost.workspace.assets import PACKAGE, find_data
from milepost.workspace.digest import Digest, digest_of
from milepost.workspace.store import PathState, Refused, Snapshot, Stale, load, save

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "exec-plan"
"""Of the skill; its folder must be called so, too."""
MANIFEST = ".milepost-skill.json"
TEMPLATE = "assets/TEMPLATE.md"

_TEXTS = ("SKILL.md", "references/authoring-guide.md", "references/failure-modes.md")
_SCRIPTS = ("init_plan", "parse_progress", "validate_plan")


class Fate(Enum):
    """What becomes of a file; the value is the word for it."""

    WRITTEN = "written"
    UPDATED = "updated"
    REMOVED = "removed"
    SAME = "unchanged"
    KEPT = "kept"
    """Somebody else wrote or changed it: it stays."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one file of the folder, and why it may not be touched otherwise."""

    name: str
    """Path below the folder, with slashes."""
    fate: Fate
    data: bytes = b""
    """What is to be written."""
    found: Digest | None = None
    """Of what the file holds now; `None` when it is not there."""
    remark: str = ""
    """Why a file is kept, in words that follow its name."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What we wrote into a folder."""

    files: Mapping[str, str] = field(default_factory=dict)
    """The digest of each file's text with LF line ends, by its path below the folder."""
    parents: int = 0
    """How many of the folders above were made for it."""
    version: str = ""
    """Of the program that wrote it last."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it was not done, in a whole sentence."""

    reason: str


def skill_files() -> dict[str, bytes]:
    """Every file of the skill by its path below the folder, as this version has it.

    The scripts are the modules of `milepost.compat` as they are. Raises `FileNotFoundError` when
    the program is not installed whole.
    """
    texts = find_data("skill", PACKAGE)
    files = {name: (texts / name).read_bytes() for name in _TEXTS}
    for script in _SCRIPTS:
        files[f"scripts/{script}.py"] = (PACKAGE / "compat" / f"{script}.py").read_bytes()
    files[TEMPLATE] = plan_template().encode()
    return dict(sorted(files.items()))


def read_manifest(folder: Path) -> Manifest | None:
    """What we wrote into the folder; `None` when nothing says that we did."""
    loaded = load(folder / MANIFEST)
    if not isinstance(loaded, Snapshot):
        return None
    try:
        data = json.loads(loaded.source.text)
        files = {str(name): str(digest) for name, digest in data["files"].items()}
        # Anybody may have written it: what does not lie below the folder is not ours.
        inner = {name: digest for name, digest in files.items() if _is_inner(name)}
        return Manifest(inner, int(data["parents"]), str(data["milepost"]))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def plan_install(folder: Path, files: Mapping[str, bytes], *, force: bool) -> tuple[Step, ...]:
    """What it takes to have `files` in the folder. Writes nothing.

    A file that we did not write, or that was changed since, is kept unless `force`. Files of an
    older version that are not part of this one go.
    """
    known = (read_manifest(folder) or Manifest()).files
    steps = [
        _installing(folder, name, data, known.get(name), force=force)
        for name, data in files.items()
    ]
    gone = (name for name in known if name not in files)
    return (*steps, *_removing(folder, gone, known))


def plan_removal(folder: Path, manifest: Manifest) -> tuple[Step, ...]:
    """What it takes to have nothing of ours in the folder. Writes nothing."""
    return tuple(_removing(folder, manifest.files, manifest.files))


def install(folder: Path, steps: tuple[Step, ...]) -> Failure | None:
    """Carries out what `plan_install` found, and notes in the manifest what is ours."""
    before = read_manifest(folder) or Manifest()
    missing = sum(not each.exists() for each in folder.parents)
    failure = _carry_out(folder, steps)
    if failure is not None:
        return failure
    ours = {name: digest for name, digest in before.files.items() if _is_left(steps, name)}
    for step in steps:
        if step.fate in (Fate.WRITTEN, Fate.UPDATED, Fate.SAME):
            ours[step.name] = _digest(step.data)
    parents = before.parents or missing
    fresh = {"milepost": __version__, "parents": parents, "files": dict(sorted(ours.items()))}
    return _write(folder / MANIFEST, (json.dumps(fresh, indent=2) + "\n").encode())


def uninstall(folder: Path, steps: tuple[Step, ...], manifest: Manifest) -> Failure | None:
    """Carries out what `plan_removal` found; folders that are empty then and were ours go, too."""
    failure = _carry_out(folder, steps)
    if failure is not None:
        return failure
    (folder / MANIFEST).unlink(missing_ok=True)
    inner = {folder / parent for name in manifest.files for parent in PurePosixPath(name).parents}
    deepest_first = sorted(inner, key=lambda each: -len(each.parts))
    for empty in (*deepest_first, *folder.parents[: manifest.parents]):
        try:
            empty.rmdir()
        except OSError:  # Something of somebody else is in it, or it is gone.
            continue
    return None


def _installing(folder: Path, name: str, data: bytes, ours: str | None, *, force: bool) -> Step:
    path = folder / name
    link = _link_on_the_way(folder, name)
    if link:
        return Step(name, Fate.KEPT, remark=f"is not touched, because {link} is a link")
    loaded = load(path)
    if not isinstance(loaded, Snapshot):
        if loaded.state in (PathState.MISSING, PathState.NO_DIRECTORY):
            return Step(name, Fate.WRITTEN, data)
        return Step(name, Fate.KEPT, remark="cannot be read and was left as it is")
    found = _digest(loaded.source.encode())
    if found == _digest(data):
        return Step(name, Fate.SAME, data, loaded.digest)
    if force or found == ours:
        return Step(name, Fate.UPDATED, data, loaded.digest)
    whose = "was changed" if ours else "was not written by Milepost"
    return Step(name, Fate.KEPT, remark=f"{whose} and is kept; --force writes over it")


def _removing(
    folder: Path, names: Iterator[str] | Mapping[str, str], known: Mapping[str, str]
) -> Iterator[Step]:
    for name in names:
        loaded = load(folder / name)
        if not isinstance(loaded, Snapshot):
            continue
        is_ours = _digest(loaded.source.encode()) == known[name]
        if is_ours and not _link_on_the_way(folder, name):
            yield Step(name, Fate.REMOVED, found=loaded.digest)
        else:
            yield Step(name, Fate.KEPT, remark="was changed and is kept")


def _carry_out(folder: Path, steps: tuple[Step, ...]) -> Failure | None:
    for step in steps:
        path = folder / step.name
        if step.fate is Fate.REMOVED:
            failure = _remove(path)
        elif step.fate in (Fate.WRITTEN, Fate.UPDATED):
            failure = _write(path, step.data, step.found)
        else:
            failure = None
        if failure is not None:
            return failure
    return None


def _write(path: Path, data: bytes, expected: Digest | None = None) -> Failure | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Failure(f"{path.parent} could not be made ({error.strerror}): choose another place.")
    if path.name == MANIFEST:
        loaded = load(path)
        expected = loaded.digest if isinstance(loaded, Snapshot) else None
    match save(path, Source.decode(data), expected):
        case Refused(reason):
            return Failure(reason)
        case Stale():
            return Failure(f"Somebody else wrote {path} just now; it was not touched. Try again.")
        case _:
            return None


def _remove(path: Path) -> Failure | None:
    try:
        path.unlink()
    except OSError as error:
        return Failure(f"{path} could not be removed ({error.strerror}): change its permissions.")
    return None


def _is_left(steps: tuple[Step, ...], name: str) -> bool:
    """Whether the file of an earlier install is still to be known: it may become ours again."""
    return any(step.name == name and step.fate is Fate.KEPT for step in steps)


def _is_inner(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\0" not in name


def _link_on_the_way(folder: Path, name: str) -> str:
    """The first part of the way from the folder to the file that is a link; empty for none."""
    path = PurePosixPath(name)
    for part in (*reversed(path.parents[:-1]), path):
        if (folder / part).is_symlink():
            return str(part)
    return ""


def _digest(data: bytes) -> Digest:
    # Checking out may change the line ends, which nobody would call a change of the file.
    return digest_of(data.replace(b"\r\n", b"\n"))
