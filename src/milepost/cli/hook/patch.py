"""The patches that Codex applies, as far as they say what was edited.

Nothing that costs is imported here: see `payload`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPDATE = "*** Update File: "
_ADD = "*** Add File: "
_DELETE = "*** Delete File: "
_MOVE = "*** Move to: "
_END = "*** End Patch"


class Patched(NamedTuple):
    """One file that a patch changes or makes, under the name it has afterwards."""

    path: str
    is_new: bool
    swaps: tuple[tuple[str, str], ...]
    """The lines of each hunk before and after, joined by line feeds."""


def read_patch(text: str) -> list[Patched]:
    """The files that a patch leaves changed, each once; none for what is no patch."""
    found: dict[str, Patched] = {}
    for path, is_new, lines in _files(text):
        swaps = tuple(_swaps(lines))
        if path in found:
            before = found[path]
            found[path] = Patched(path, before.is_new, before.swaps + swaps)
        else:
            found[path] = Patched(path, is_new, swaps)
    return list(found.values())


def _files(text: str) -> Iterator[tuple[str, bool, list[str]]]:
    """Path, whether it is new, and the lines of each file's part, deleted files left out."""
    path, is_new = "", False
    lines: list[str] = []
    for row in [*text.split("\n"), _END]:
        line = row.removesuffix("\r")
        mark = next((each for each in (_UPDATE, _ADD, _DELETE, _END) if line.startswith(each)), "")
        if mark:
            if path:
                yield path, is_new, lines
            # What is deleted has no path afterwards, and neither has what follows the end.
            path = line[len(mark) :].strip() if mark in (_UPDATE, _ADD) else ""
            is_new, lines = mark == _ADD, []
        elif line.startswith(_MOVE):
            path = path and line[len(_MOVE) :].strip()
        else:
            lines.append(line)


def _swaps(lines: list[str]) -> Iterator[tuple[str, str]]:
    old: list[str] = []
    new: list[str] = []
    for line in [*lines, "@@"]:
        mark, rest = line[:1], line[1:]
        if line.startswith(("@@", "***")):
            if old != new:
                yield "\n".join(old), "\n".join(new)
            old, new = [], []
            continue
        if mark != "+":
            old.append(rest)
        if mark != "-":
            new.append(rest)
