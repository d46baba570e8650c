"""Headings that were meant as a standard section and are misspelt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.kinds import SectionKind
from milepost.plan.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = r"[^\W_]+|&"
_ENDS = (r"[(（\[【{]", r"[(（\[【{:：]| [-–—|/] ")
"""What ends the name in a heading: the longest reading is tried first."""
_MOST_SLIPS = 3
_LONGEST = 80
"""A longer heading is a sentence."""


class Repair(NamedTuple):
    """A replacement; the numbers count characters of the heading."""

    start: int
    end: int
    text: str


class Misspelling(NamedTuple):
    """What a heading was meant to say, and what makes it say so."""

    kind: SectionKind
    repairs: tuple[Repair, ...]


class _Word(NamedTuple):
    start: int
    end: int
    written: str
    plain: str


# Several rules ask about the same headings, and plans have most of theirs in common.
@lru_cache(maxsize=1024)
def find_misspelling(heading: str) -> Misspelling | None:
    """The standard section that a heading misses by a few letters; None when it means none.

    `heading` is the title or the whole line, marks included. Each word has to be right or nearly
    so, a short one but for a letter that is lacking, doubled, or has changed places with the next;
    digits are never a slip. Words run together or torn apart are. Only canonical titles are looked
    for: what is close to one of their short forms (`Interface`, `Goals`) is the author's own.
    """
    if len(heading) > _LONGEST or classify_title(heading) is not None:
        return None
    for words in _readings(heading):
        for kind in SectionKind:
            target = normalise_title(kind.title).split()
            repairs = _align(words, target, kind) if _may_be(words, target) else ()
            if repairs and classify_title(_repaired(heading, repairs)) is kind:
                return Misspelling(kind, repairs)
    return None


def _readings(heading: str) -> Iterator[Sequence[_Word]]:
    """The words of the name, without a number before it and what is said behind it."""
    for ending in _ENDS:
        end = compiled(ending).search(heading)
        found = compiled(_WORD).finditer(heading, 0, end.start() if end else len(heading))
        words = [
            _Word(*each.span(), each[0], "and" if each[0] == "&" else each[0].casefold())
            for each in found
        ]
        while words and words[0].plain.isdecimal():
            del words[0]
        if words:
            yield words


def _may_be(words: Sequence[_Word], target: Sequence[str]) -> bool:
    length = sum(len(word.plain) for word in words)
    return abs(length - sum(map(len, target))) <= _MOST_SLIPS


def _align(words: Sequence[_Word], target: Sequence[str], kind: SectionKind) -> tuple[Repair, ...]:
    plain = [word.plain for word in words]
    if plain != target and "".join(plain) == "".join(target):
        return (Repair(words[0].start, words[-1].end, kind.title),)
    if len(words) != len(target):
        return ()
    repairs: list[Repair] = []
    slips = 0
    for word, wanted in zip(words, target, strict=True):
        distance = _distance(word.plain, wanted)
        slips += distance
        if slips > _MOST_SLIPS or not _is_near(word.plain, wanted, distance):
            return ()
        if distance:
            repairs.append(Repair(word.start, word.end, _cased_like(word.written, wanted)))
    return tuple(repairs)


def _is_near(word: str, wanted: str, distance: int) -> bool:
    if not distance:
        return True
    if not (word.isascii() and word.isalpha()):
        return False
    if len(wanted) < 5:
        return distance == 1 and _is_slip(word, wanted)
    return distance <= (1 if len(wanted) < 9 else 2)


def _is_slip(word: str, wanted: str) -> bool:
    """Whether a short word lacks a letter, doubles one, or has two in the wrong order.

    Another letter would make another word of it: `Logic` is no `Log`, and `Word` no `Work`.
    """
    if len(word) <= len(wanted):
        return len(word) < len(wanted) or sorted(word) == sorted(wanted)
    return any(word == wanted[:at] + wanted[at - 1 :] for at in range(1, len(wanted) + 1))


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change, or swap with their neighbour to get from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        earlier, before, row = before, row, [i + 1]
        for j, wanted in enumerate(other):
            least = min(before[j + 1] + 1, row[j] + 1, before[j] + (letter != wanted))
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                least = min(least, earlier[j - 1] + 1)
            row.append(least)
    return row[-1]


def _cased_like(written: str, wanted: str) -> str:
    if written.isupper():
        return wanted.upper()
    return wanted if written.islower() else wanted.capitalize()


def _repaired(heading: str, repairs: Sequence[Repair]) -> str:
    for repair in reversed(repairs):
        heading = heading[: repair.start] + repair.text + heading[repair.end :]
    return heading
