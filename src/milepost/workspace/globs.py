"""Patterns of paths, as configuration names files."""

from __future__ import annotations

import re
from functools import lru_cache

_REPEATED = re.compile(r"(?:\*\*/)+")
_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def matches_glob(path: str, pattern: str) -> bool:
    """Whether a relative path, with `/` between its parts, is one that the pattern means.

    `*` and `?` stay within one part, `**` spans any number of them, `[abc]` and `[!abc]` stand for
    one character. A pattern without `/` fits a file's name in any folder; one that ends in `/`, or
    names a folder, everything below it. Letter case counts.
    """
    return _compile(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    pattern = _REPEATED.sub("**/", pattern.removeprefix("./"))
    anywhere = "" if "/" in pattern else r"(?:.*/)?"
    bare = pattern.rstrip("/")
    inside = "".join(map(_translate, _PIECE.findall(bare)))
    try:
        return re.compile(rf"{anywhere}{inside}(?:/.*)?", re.DOTALL)
    except re.error:  # A range that ends before it begins: the brackets are meant as they stand.
        return re.compile(rf"{anywhere}{re.escape(bare)}(?:/.*)?", re.DOTALL)


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
