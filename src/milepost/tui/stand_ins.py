"""What a terminal's encoding cannot say, in signs that it can."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_ALIKE = {
    **dict.fromkeys("│┃┆┇┊┋║▌▐▎▏", "|"),
    **dict.fromkeys("─━┄┅┈┉═╌╍╴╶╸╺–—−‐‑", "-"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬", "+"),
    **dict.fromkeys("▁▂▃▄▅▆▇█▀░▒▓", " "),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚`´", "'"),
    **dict.fromkeys("·•●∙‣", "*"),
    "…": "~",
    "→": ">",
    "←": "<",
    "×": "x",
}
_UNKNOWN = "?"


class StandIns(dict[int, str]):
    """For `str.translate`: each character that an encoding lacks becomes others as wide."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        self[code] = self._find(chr(code))
        return self[code]

    def _find(self, char: str) -> str:
        if self._has(char):
            return char
        width = get_character_cell_size(char)
        plain = "".join(each for each in unicodedata.normalize("NFKD", char) if each.isascii())
        for alike in (_ALIKE.get(char, ""), plain):
            if len(alike) == width and self._has(alike):
                return alike
        return _UNKNOWN * width

    def _has(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True


class StandInFilter(LineFilter):
    """Keeps from the terminal what its encoding lacks: Python would write it as escapes."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._stand_ins = StandIns(encoding)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in characters that can be written."""
        return [
            Segment(text if text.isascii() else text.translate(self._stand_ins), style, control)
            for text, style, control in segments
        ]
