"""Text for terminals: made harmless, measured in cells, cut and wrapped.

A plan, its path and everything quoted from it is untrusted. `visible` is what every report passes
it through: no escape sequence, control or direction character is left after it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS = "…"
TAB = "    "
"""What a tab becomes: fixed, so that a caret below it stays in its place."""

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WEIGHTLESS_CATEGORIES = frozenset({"Cf", "Me", "Mn"})
_JOINER = "\u200d"
_JOINERS = frozenset({"\u200c", _JOINER})
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JAMO_TAILS = range(0x1160, 0x1200)
NARROW = r"[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u257f]*"
"""Nearly every text in a Latin script: each character takes one column, whatever is beside it."""
_PIECE = re.compile(r"[^ ]+| +")


def visible(text: str) -> str:
    r"""The text on one line, with every hidden character spelled out (`\x1b`, `\u202e`)."""
    if text.isascii() and text.isprintable():
        return text
    pieces: list[str] = []
    before = ""
    for character in text:
        pieces.append(_spelled(character, before))
        before = character
    return "".join(pieces)


def _spelled(character: str, before: str) -> str:
    if character == "\t":
        return TAB
    if unicodedata.category(character) not in _HIDDEN_CATEGORIES:
        return character
    # Joiners belong to emoji and to several scripts; after a Latin letter they only hide.
    if character in _JOINERS and before > "\u0300":
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cell_width(text: str) -> int:
    """How many columns a terminal gives to `text`, which has no control characters."""
    if text.isascii() or compiled(NARROW).fullmatch(text):
        return len(text)
    return sum(columns for _, columns in _measured(text))


def _measured(text: str) -> Iterator[tuple[str, int]]:
    before, width_before = "", 0
    for character in text:
        if character == _EMOJI_STYLE and width_before == 1:
            columns = 1  # It turns the narrow character before it into a wide picture.
        elif before == _JOINER or _is_weightless(character):
            columns = 0
        else:
            columns = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        yield character, columns
        before, width_before = character, columns


def _is_weightless(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in _WEIGHTLESS_CATEGORIES
        or code in _SKIN_TONES
        or code in _JAMO_TAILS
    )


def cut_end(text: str, columns: int) -> str:
    """The longest beginning of `text` that fits; it ends in an ellipsis when something is lost."""
    if cell_width(text) <= columns:
        return text
    return _head(text, columns - 1) + ELLIPSIS if columns > 0 else ""


def cut_start(text: str, columns: int) -> str:
    """The longest end of `text` that fits; it begins with an ellipsis when something is lost."""
    if cell_width(text) <= columns:
        return text
    if columns <= 0:
        return ""
    surplus = cell_width(text) - (columns - 1)
    dropped = _head(text, surplus)
    rest = text[len(dropped) :]
    while cell_width(rest) > columns - 1 or (rest and _is_weightless(rest[0])):
        rest = rest[1:]
    return ELLIPSIS + rest


def _head(text: str, columns: int) -> str:
    """The longest beginning that fits, what has no width of its own included."""
    used = 0
    for at, (_, width) in enumerate(_measured(text)):
        if used + width > columns:
            return text[:at]
        used += width
    return text


def wrap(text: str, columns: int) -> list[str]:
    """One line as several of at most `columns`, broken at spaces where there are any."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_width(lines[-1]) + cell_width(piece) <= columns:
            lines[-1] += piece
        elif piece.isspace():
            lines.append("")
        else:
            lines.extend(_broken(piece, columns))
    return [line.rstrip(" ") for line in lines if line.strip(" ")] or [""]


def _broken(word: str, columns: int) -> list[str]:
    """A word, in several parts when it alone is too long."""
    parts: list[str] = []
    while cell_width(word) > columns:
        head = _head(word, columns) or word[0]
        parts.append(head)
        word = word[len(head) :]
    return [*parts, word]
