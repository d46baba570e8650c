"""Whether a file may be a plan, found out in a millisecond or two.

Loaded for every edit of an agent, whatever it edits: the reader of plans, the rules and the
configuration are left out, and files are read with as little as will do.
"""

from __future__ import annotations

import os
import stat
import sys

_SUFFIXES = (".md", ".markdown")
_LARGEST = 4_000_000
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_CONFIGURATION = ("milepost.toml", ".milepost.toml", "pyproject.toml")


def may_be_plan(path: str) -> bool:
    """False for what is certainly none: not Markdown, too large, not there, without the sections.

    `path` is absolute and untrusted. Never raises, and never waits for a pipe.
    """
    if not path.lower().endswith(_SUFFIXES):
        return False
    data = _read(path)
    if data is None:
        return False
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    from milepost.workspace.recognition import read_title  # Costs more than all the rest.

    return read_title(text) is not None or _has_own_titles(path)


def _has_own_titles(path: str) -> bool:
    """Whether the configuration around a file may give the standard sections other titles."""
    folder = path
    while folder != (folder := os.path.dirname(folder)):  # noqa: PTH120 - see above
        if any(_names_sections(f"{folder}/{name}") for name in _CONFIGURATION):
            return True
        if os.path.lexists(f"{folder}/.git"):
            break
    return _names_sections(_own_configuration())


def _own_configuration() -> str:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    if not named.startswith("/"):
        place = "Library/Application Support" if sys.platform == "darwin" else ".config"
        named = f"{os.environ.get('HOME', '')}/{place}"
    return f"{named}/milepost/milepost.toml"


def _names_sections(file: str) -> bool:
    return b"sections" in (_read(file) or b"")


def _read(path: str) -> bytes | None:
    """All bytes of a regular file of the right size; `None` for anything else."""
    try:
        if not _fits(os.stat(path)):  # noqa: PTH116 - see above
            return None
        descriptor = os.open(path, _READ)
    except (OSError, ValueError):  # Nothing to be read there, or no path at all.
        return None
    try:
        status = os.fstat(descriptor)
        return os.read(descriptor, status.st_size) if _fits(status) else None
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _fits(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST
