"""Text as a terminal shows it: made safe, measured in cells, broken into rows.

Nothing that a plan contains reaches the terminal unless it went through `sanitise`. It replaces
character by character, so an offset into the result is an offset into the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len as _rich_cell_len
from rich.cells import get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Callable


UNKNOWN = "\ufffd"
"""Stands for a character that must not be shown: a bidi control, half a surrogate pair, a tag."""

_MASKED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_VISIBLE_FORMATS = frozenset({*range(0x600, 0x606), 0x6DD, 0x8E2})
"""Arabic number signs: format characters with a shape of their own."""

_INVISIBLE = "·"
_REPLACED = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(map(ord, "\t\n\r"), ord(" ")),
    0x7F: 0x2421,
    **dict.fromkeys((0x85, 0x2028, 0x2029), 0x2424),
    0xAD: ord("-"),
    # These join or separate without a shape; terminals disagree on what they take.
    **dict.fromkeys(
        (0x200B, 0x200C, 0x200D, *range(0x2060, 0x2065), 0xFEFF, 0x180E), ord(_INVISIBLE)
    ),
    **dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0), ord(_INVISIBLE)),
    # An emoji selector makes the sign before it two cells wide on some terminals and one on
    # others. The plain sign and a space take two on all of them. Skin tones are alike.
    **dict.fromkeys((0xFE0E, 0xFE0F, 0x20E3, *range(0x1F3FB, 0x1F400)), ord(" ")),
    # A flag is two of these letters, drawn in two, three or four cells.
    **{0x1F1E6 + index: ord("A") + index for index in range(26)},
}
_LOOKS_PRINTABLE = re.compile(
    "[\u115f\u1160\u20e3\u3164\ufe0e\ufe0f\uffa0\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
"""What `sanitise` replaces although `str.isprintable` accepts it."""

_CHUNK = 1 << 15

_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc]*"
)
"""Texts of these alone take one cell for each character; most texts do."""

# Scripts written without spaces, where a row may end between any two characters: the first
# character of a range and the first one after it, in turn.
_IDEOGRAPHS = (
    "\u2e80\u3100\u3105\u3130\u31f0\ua000\uf900\ufb00\ufe30\ufe50\uff01\uff61\U00020000\U0003fffe"
)
_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー」』）】〕》〉”’…‥々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}%"
)
_NEVER_LAST = frozenset("「『（【〔《〈“‘([{")
_UP_TO_JOINT = re.compile(r".*[/\\\-_.,:;=&?]", re.DOTALL)


class _Replacements(dict[int, int]):
    """For `str.translate`; learns each character when it first comes."""

    def __missing__(self, code: int) -> int:
        masked = unicodedata.category(chr(code)) in _MASKED and code not in _VISIBLE_FORMATS
        self[code] = ord(UNKNOWN) if masked else code
        return self[code]


class _Widths(dict[int, int]):
    """For `str.translate`: a character to its number of cells, as a code."""

    def __missing__(self, code: int) -> int:
        self[code] = get_character_cell_size(chr(code))
        return self[code]


_SAFE = _Replacements(_REPLACED)
_WIDTHS = _Widths()


def sanitise(text: str) -> str:
    """The text without anything that steers a terminal or has no agreed width.

    As long as before: each character stands for itself or for one other. Line breaks and tabs
    become spaces, control characters their pictures, bidi controls U+FFFD.
    """
    if text.isprintable() and (text.isascii() or not _LOOKS_PRINTABLE.search(text)):
        return text
    return text.translate(_SAFE)


def cell_len(text: str) -> int:
    """How many cells a sanitised text takes."""
    return len(text) if text.isascii() else _rich_cell_len(text)


def clip(text: str, width: int, *, ellipsis: str = "…") -> str:
    """The sanitised `text` in at most `width` cells, with `ellipsis` where something is missing."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room < 0:
        return ""
    kept = (
        text[:room] if text.isascii() else text[: bisect_right(_edges(text[: room + 1]), room) - 1]
    )
    return kept.rstrip() + ellipsis


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The sanitised `text` as rows of at most `width` cells: ranges of characters.

    Rows end at spaces or between ideographs; a word that fits no row is cut. Spaces at the end
    of a row belong to none. There is always at least one row. A width below 2 counts as 2.
    """
    width = max(width, 2)
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    if is_narrow(text):
        return _wrap_rows(text, lambda start: start + width, 0)
    return _wrap_rows(
        text, _Measure(text, width).limit, width if max(text) >= _IDEOGRAPHS[0] else 0
    )


def cut(text: str, width: int) -> list[tuple[int, int]]:
    """Like `wrap` for verbatim text: every character belongs to a row, spaces too.

    A row ends after a space where one is near its end, else just where it is full.
    """
    width = max(width, 2)
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    limit: Callable[[int], int] = (
        (lambda start: start + width) if is_narrow(text) else _Measure(text, width).limit
    )
    rows: list[tuple[int, int]] = []
    start = 0
    while (end := limit(start)) < len(text):
        space = text.rfind(" ", start + (end - start) * 2 // 3, end)
        end = space + 1 if space >= 0 else end
        rows.append((start, end))
        start = end
    rows.append((start, len(text)))
    return rows


def is_narrow(text: str) -> bool:
    """Whether each character is known to take one cell."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def joins_tightly(before: str, after: str) -> bool:
    """Whether a line break between these two characters stands for no space."""
    return _is_ideograph(before) and _is_ideograph(after)


class _Measure:
    """How far a row that starts at a given character reaches, for text of mixed widths.

    Widths are summed chunk by chunk: rows are asked for in order, and a line may be megabytes.
    """

    def __init__(self, text: str, width: int) -> None:
        self._text = text
        self._width = width
        self._base = 0
        self._cells = _edges(text[:_CHUNK])

    def limit(self, start: int) -> int:
        """The first character that does not fit a row from `start`; always after `start`."""
        at = start - self._base
        # A row of `width` cells may hold more characters than that: some take none.
        if len(self._cells) - at <= 4 * self._width and self._base + _CHUNK < len(self._text):
            self._base, at = start, 0
            self._cells = _edges(self._text[start : start + _CHUNK])
        end = bisect_right(self._cells, self._cells[at] + self._width) - 1
        return self._base + max(end, at + 1)


def _edges(text: str) -> list[int]:
    """Cells before each character, and after the last."""
    return list(accumulate(text.translate(_WIDTHS).encode("latin-1"), initial=0))


def _wrap_rows(text: str, limit: Callable[[int], int], look_back: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    length = len(text.rstrip(" "))
    start = 0
    while (reach := limit(start)) < length:
        end = following = _row_end(text, start, reach, look_back)
        while text[following] == " ":
            following += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if end > start:
            rows.append((start, end))
        start = following
    rows.append((start, max(start, length)))
    return rows


def _row_end(text: str, start: int, reach: int, look_back: int) -> int:
    """Where the row ends at best: not after `reach`, always after `start`.

    `look_back` bounds how far before `reach` a break between ideographs is looked for.
    """
    if text[reach] == " ":
        return reach
    space = text.rfind(" ", start, reach)
    for end in range(reach, max(space + 1, start, reach - look_back), -1):
        if _breaks_between(text[end - 1], text[end]):
            return end
    if space > start and not text[start:space].isspace():
        return space
    # One word fills the row: cut it after a joint of a path or name, if there is one.
    joint = _UP_TO_JOINT.match(text, start + (reach - start) // 2, reach)
    return joint.end() if joint else reach


def _breaks_between(before: str, after: str) -> bool:
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    if before == "—":
        return after != "—"
    return after != " " and (_is_ideograph(before) or _is_ideograph(after))


def _is_ideograph(char: str) -> bool:
    return bisect_right(_IDEOGRAPHS, char) % 2 == 1
