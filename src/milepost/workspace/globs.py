"""Patterns of paths, as configuration names files."""

from __future__ import annotations

import re
from functools import lru_cache

_WILD = frozenset("*?[")
_DRIVE = re.compile(r"[A-Za-z]:")
_REPEATED = re.compile(r"(?:\*\*/)+")
_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def matches_glob(path: str, pattern: str) -> bool:
    """Whether a relative path, with `/` between its parts, is one that the pattern means.

    `*` and `?` stay within one part, `**` spans any number of them, `[abc]` and `[!abc]` stand for
    one character. A pattern without `/` fits a name in any folder. One that ends in `/`, or whose
    last part is a name without a wildcard, fits everything below that folder as well. Letter case
    counts.
    """
    return _compile(pattern).fullmatch(path) is not None


def find_glob_mistake(pattern: str) -> str | None:
    """Why a pattern can never fit, in words that follow its name; `None` when it can."""
    if not pattern.strip("./ \t"):
        return "names no file"
    if pattern.startswith(("/", "~")) or _DRIVE.match(pattern):
        return "must begin at the folder of its file, without a root"
    if ".." in pattern.split("/"):
        return "must stay below the folder of its file"
    if "\\" in pattern:
        return r"holds `\`: parts of a path are divided by `/`"
    if "{" in pattern or "}" in pattern:
        return "holds braces, which stand for nothing here: write a pattern for each"
    if any(piece == "[" for piece in _PIECE.findall(pattern)):
        return "opens a bracket that is never closed"
    return None if _is_sound(pattern) else "holds a range that ends before it begins"


@lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    pattern = _REPEATED.sub("**/", pattern.removeprefix("./"))
    anywhere = "" if "/" in pattern else r"(?:.*/)?"
    bare = pattern.rstrip("/")
    is_folder = bare != pattern or not _WILD.intersection(bare.rpartition("/")[2])
    below = r"(?:/.*)?" if is_folder else ""
    if not _is_sound(bare):  # The brackets are meant as they stand.
        return re.compile(rf"{anywhere}{re.escape(bare)}{below}", re.DOTALL)
    return re.compile(rf"{anywhere}{_translated(bare)}{below}", re.DOTALL)


def _is_sound(pattern: str) -> bool:
    """Whether no range in brackets ends before it begins."""
    try:
        re.compile(_translated(pattern))
    except re.error:
        return False
    return True


def _translated(pattern: str) -> str:
    return "".join(map(_translate, _PIECE.findall(pattern)))


def _translate(piece: str) -> str:
    match piece:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    if len(piece) > 2 and piece.startswith("[") and piece.endswith("]"):
        negated = piece.startswith("[!")
        letters = re.sub(r"([\\\[&~|^])", r"\\\1", piece[2 if negated else 1 : -1])
        return f"(?!/)[{'^' if negated else ''}{letters}]"
    return re.escape(piece)
