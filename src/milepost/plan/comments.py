"""Comments that close a line or an item and say nothing to its reader."""

from __future__ import annotations

OPENING = "<!--"
SWITCH = "<!-- milepost-"
"""How a comment begins that speaks to Milepost."""


def end_before_comments(text: str, start: int, end: int, opening: str = OPENING) -> int:
    """Where the words between `start` and `end` end before the comments that close them.

    Only comments that begin with `opening` count, in upper or lower case. It is `end` itself,
    white space included, when there are none.
    """
    if text.find("-->", start, end) < 0:
        return end
    while text.endswith("-->", start, at := _behind_words(text, start, end)):
        begin = text.rfind(OPENING, start, at)
        if begin < 0 or text[begin : begin + len(opening)].lower() != opening:
            break
        end = _behind_words(text, start, begin)
    return end


def _behind_words(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
