"""The files that configuration is in: where they are, and the tables in them."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import SourceDefect
from milepost.workspace.loading import PathState, Unreadable, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from milepost.workspace.digest import Digest

FILE_NAMES = ("milepost.toml", ".milepost.toml", "pyproject.toml")
"""Where a folder may hold its configuration; the first that does counts."""

# Compiled where they are used: most people have no such file.
_TOOL_TABLE = r"""(?m)^[ \t]*\[?[ \t]*["']?tool["']?[ \t]*(?:\.[ \t]*["']?milepost\b|\])"""
"""What a `pyproject.toml` must hold to be worth parsing."""
_PLACE = r"(?s)(.*) \(at (?:line ([0-9]+), column [0-9]+|end of document)\)"


class ConfigError(NamedTuple):
    """Configuration that cannot be followed: every mistake is a sentence that names its file."""

    file: Path
    """The file of the first mistake."""
    sentences: tuple[str, ...]


class Table(NamedTuple):
    """The values of one file, and how to speak of it."""

    file: Path
    values: Mapping[str, object]
    prefix: tuple[str, ...] = ()
    """What stands before every key: `tool.milepost` in a `pyproject.toml`."""

    @property
    def shown(self) -> str:
        """The file as a person would name it."""
        return shown_path(self.file)


class Surroundings(NamedTuple):
    """What is found upwards from a folder."""

    project: Table | ConfigError | None
    """The nearest configuration."""
    root: Path | None
    """The folder that holds `.git`."""


class ConfigState(NamedTuple):
    """All that configuration is read from; equal ones give equal configuration."""

    digests: tuple[tuple[Path, Digest | None], ...]
    """Every file that may hold some, nearest first; no digest for one that cannot be read."""
    root: Path | None
    """The folder that holds `.git`."""


def read_state(folder: Path, environment: Mapping[str, str] = os.environ) -> ConfigState:
    """Looks at all files that may say something for plans in `folder`, and parses none."""
    here = folder.absolute()
    found: list[Path] = []
    root = None
    for place in (here, *here.parents):
        found += (file for name in FILE_NAMES if _may_be_config(file := place / name))
        if _is_there(place / ".git"):
            root = place
            break
    own = find_user_file(environment)
    files = found if own is None else [*found, own]
    return ConfigState(tuple((file, _digest_of(file)) for file in files), root)


def find_config(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """The files that say something for plans in `folder`: the project's first, then the person's.

    At most one of each. Never raises; a folder that cannot be looked into holds none.
    """
    project = look_around(folder).project
    found = [] if project is None else [project.file]
    own = find_user_file(environment)
    return found if own is None or own in found else [*found, own]


def user_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where a person keeps what is theirs; it need not exist, and `None` is for nowhere."""
    named = environment.get("XDG_CONFIG_HOME", "")
    if not Path(named).is_absolute():
        home = environment.get("HOME", "")
        if not Path(home).is_absolute():
            return None
        place = "Library/Application Support" if sys.platform == "darwin" else ".config"
        named = os.path.join(home, place)  # noqa: PTH118 - both are strings
    return Path(named, "milepost")


def find_user_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """A person's own configuration: `milepost/milepost.toml` where such files are kept."""
    folder = user_folder(environment)
    file = None if folder is None else folder / FILE_NAMES[0]
    return file if file is not None and _is_file(file) else None


def look_around(folder: Path) -> Surroundings:
    """Looks upwards from `folder` to the root of the repository; without one, of the disk."""
    project: Table | ConfigError | None = None
    here = folder.absolute()
    for place in (here, *here.parents):
        if project is None:
            project = _find_table(place)
        if _is_there(place / ".git"):
            return Surroundings(project, place)
    return Surroundings(project, None)


def read_table(file: Path) -> Table | ConfigError | None:
    """The configuration in `file`; `None` for a `pyproject.toml` that holds none."""
    loaded = load(file)
    if isinstance(loaded, Unreadable):
        return ConfigError(file, (_why_unread(file, loaded),))
    source = loaded.source
    if source.defect in (SourceDefect.NOT_UTF8, SourceDefect.UTF16):
        return ConfigError(file, (f"{shown_path(file)} is not read: {source.defect.value}.",))
    if file.name != "pyproject.toml":
        return _parse(file, source.text)
    if re.search(_TOOL_TABLE, source.text) is None:
        return None
    whole = _parse(file, source.text)
    if isinstance(whole, ConfigError):
        return whole
    tool = whole.values.get("tool")
    values = tool.get("milepost") if isinstance(tool, dict) else None
    return None if values is None else _tool_table(file, values)


def _why_unread(file: Path, loaded: Unreadable) -> str:
    shown = shown_path(file)
    if loaded.state in (PathState.MISSING, PathState.NO_DIRECTORY):
        if _is_there(file):
            return f"{shown} is a link to a file that is not there: mend it, or remove it."
        return f"There is no configuration at {shown}."
    if loaded.state is PathState.DIRECTORY:
        return f"{shown} is a directory, where a file with the configuration is expected."
    return loaded.reason


def shown_path(file: Path) -> str:
    """The path relative to the current folder where it is below it."""
    try:
        return str(file.relative_to(Path.cwd()))
    except (ValueError, OSError):  # It lies elsewhere, or the current folder is gone.
        return str(file)


def _digest_of(file: Path) -> Digest | None:
    loaded = load(file)
    return None if isinstance(loaded, Unreadable) else loaded.digest


def _find_table(folder: Path) -> Table | ConfigError | None:
    for name in FILE_NAMES:
        if _may_be_config(folder / name):
            table = read_table(folder / name)
            if table is not None:
                return table
    return None


def _may_be_config(file: Path) -> bool:
    """Whether there is such a file; for our own names whatever is there, which may be a mistake."""
    return _is_file(file) or (file.name != FILE_NAMES[2] and _is_there(file))


def _parse(file: Path, text: str) -> Table | ConfigError:
    import tomllib  # Loaded for those who have a file.

    try:
        return Table(file, tomllib.loads(text))
    # Numbers without end are refused by the interpreter, not by the parser.
    except ValueError as error:
        found = re.fullmatch(_PLACE, str(error))
        what, line = (found[1], found[2]) if found else ("A number is too long", None)
        at = f":{line or text.count(chr(10)) + 1}" if found else ""
        return ConfigError(file, (f"{shown_path(file)}{at}: this is not TOML: {_lowered(what)}.",))
    except RecursionError:
        return ConfigError(file, (f"{shown_path(file)} is not read: it nests too deeply.",))


def _tool_table(file: Path, values: object) -> Table | ConfigError:
    if isinstance(values, dict):
        return Table(file, values, ("tool", "milepost"))
    return ConfigError(file, (f"{shown_path(file)}: `tool.milepost` must be a table.",))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # Nothing is there, or this user may not look.
        return False


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True
