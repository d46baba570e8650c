"""The guidance of other skeletons than ours, which people copy along with the headings.

It is somebody else's text, so it is not written out here: a paragraph is known by a checksum of
its words.
"""

from __future__ import annotations

from zlib import crc32

from milepost.plan.patterns import compiled

_LEADING_WORDS = 7
_LEAD = r"\s*(?:[-*+]\s+)?(?:\[[^\]]\]\s*(?:\([0-9][^()]*\)\s*)?)?"
"""What stands before the wording of an item: bullet, box and stamp."""
_GAP = r"[\W_]*"
_WORD = r"([^\W_]+)"
_FIRST = _LEAD + _GAP + _WORD
_FIRST_WORDS = frozenset(
    "be decision describe document example explain if include milestone observation record short"
    " state summarise summarize use".split()
)
"""What all of them begin with: hardly any other paragraph does."""
_LONGEST = 400
"""Characters within which the words are looked for."""
_OPENINGS = frozenset(
    {
        *(0x36C51653, 0xBD87F7E5, 0xAD03A6DF, 0x7CC11D96, 0xFD534F48, 0xB75CD052, 0x30B5FD06),
        *(0xEEF660DB, 0xD91AD9D6, 0x3AA4D63D, 0x6DF68A1F, 0x49957CE3, 0x313FD855, 0x06DE46A5),
        *(0xFA844828, 0xAB917749, 0xB6627924, 0xEF039F4A, 0xE9CAC084),
    }
)
"""Of the first words of a paragraph, in either spelling of English."""
_WHOLE = frozenset({0xD3C0850E, 0xFC69418B, 0x035CD75B, 0x65B56F7F, 0xA2679FC3, 0x9D36C317})
"""Of shorter texts: example items, labels without a value, the title in brackets."""


def is_template(text: str) -> bool:
    """Whether a paragraph, item or heading was copied from the skeleton of a guide.

    Of a long one the first words decide, as people change what follows.
    """
    opening = text[:_LONGEST]
    first = compiled(_FIRST).match(opening)
    if first is None or first[1].casefold() not in _FIRST_WORDS:
        return False
    found = compiled(_WORD).findall(opening, first.start(1))
    words = [word.casefold() for word in found[:_LEADING_WORDS]]
    known = _OPENINGS if len(words) == _LEADING_WORDS else _WHOLE
    return crc32(" ".join(words).encode()) in known
