"""Which item is which, across versions of a plan that somebody else rewrites."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.plan.model import ChecklistItem, Plan

_MARKUP = re.compile(r"[`*_~]+")
_NUMBER = re.compile(r"[0-9]+")
_EDGES = " .;:,!。；：，！"

SIMILAR = 0.75
"""Least similarity at which a reworded item is taken for the same one, next to one it knows."""

SIMILAR_IN_PLACE = 0.5
"""Least similarity when both neighbours are unchanged."""

CLEAR_LEAD = 0.1
"""By how much the best match must beat the next one."""

_LEAST_SPACES = 2
_COMPARED = 200
_MOST_CANDIDATES = 20
_KEPT = 4096
"""Wordings that are remembered: every look at a plan compares all its items."""
_MOST_ASKED = 5
"""Among more than these nobody would choose."""


class ItemKey(NamedTuple):
    """What identifies an item: its wording, its section, its rank among equals, its neighbours.

    Mark, stamp and partial remark are not part of it, nor is the line it stands on.
    """

    wording: str
    section: str
    """The title of the innermost section it stands in; empty before the first heading."""
    rank: int
    """0 for the first of several items with the same wording in the same section."""
    twins: int
    """How many items of its section have this wording."""
    alone: bool
    """Whether no other item of the plan has this wording."""
    before: str
    after: str
    others: frozenset[str]
    """All other wordings of its plan: an item that bears one of them is not this one."""

    @property
    def place(self) -> tuple[str, str, int]:
        """What is the same for an item as long as its wording, section and rank are."""
        return self.section, self.wording, self.rank


def wording_of(item: ChecklistItem) -> str:
    """An item's wording for comparison: no markup, no partial remark, no case."""
    return _bare(item.headline)


@lru_cache(maxsize=_KEPT)
def _bare(headline: str) -> str:
    return _MARKUP.sub("", headline).strip(_EDGES).casefold()


def key_of(plan: Plan, item: ChecklistItem) -> ItemKey:
    """The identity of one of the plan's items."""
    wordings = [wording_of(each) for each in plan.items]
    mine = wordings[item.index]
    section = _section_of(plan, item.index)
    equal = [index for index, wording in enumerate(wordings) if wording == mine]
    twins = [index for index in equal if _section_of(plan, index) == section]
    before, after = _neighbours(wordings, item.index)
    return ItemKey(
        wording=mine,
        section=section,
        rank=twins.index(item.index),
        twins=len(twins),
        alone=len(equal) == 1,
        before=before,
        after=after,
        others=frozenset(wordings) - {mine},
    )


def find_item(plan: Plan, key: ItemKey) -> ChecklistItem | None:
    """The item a key was made from, in another version; `None` when it is gone or in doubt."""
    wordings = [wording_of(item) for item in plan.items]
    same = [index for index, wording in enumerate(wordings) if wording == key.wording]
    index = _pick_twin(plan, wordings, same, key) if same else _pick_similar(wordings, key)
    return None if index is None else plan.items[index]


def find_candidates(plan: Plan, key: ItemKey) -> tuple[ChecklistItem, ...]:
    """The items that a person may have meant, likeliest first, where `find_item` finds none.

    Those of the same wording, else the few that read most alike; empty when the item is gone.
    """
    wordings = [wording_of(item) for item in plan.items]
    same = [index for index, wording in enumerate(wordings) if wording == key.wording]
    if not same and key.wording:
        scored = [
            (_similarity(wording, key), -index)
            for index, wording in enumerate(wordings)
            if wording not in key.others and _similarity_bound(wording, key) >= SIMILAR_IN_PLACE
        ]
        likely = sorted((each for each in scored if each[0] >= SIMILAR_IN_PLACE), reverse=True)
        same = [-index for _, index in likely]
    return tuple(plan.items[index] for index in same[:_MOST_ASKED])


def _section_of(plan: Plan, index: int) -> str:
    section = plan.items[index].section
    return "" if section is None else plan.sections[section].title


def _neighbours(wordings: Sequence[str], index: int) -> tuple[str, str]:
    before = wordings[index - 1] if index else ""
    after = wordings[index + 1] if index + 1 < len(wordings) else ""
    return before, after


def _known_neighbours(wordings: Sequence[str], index: int, key: ItemKey) -> int:
    """How many of the two neighbours are as the key remembers them."""
    before, after = _neighbours(wordings, index)
    return (before == key.before) + (after == key.after)


def _pick_twin(
    plan: Plan, wordings: Sequence[str], same: Sequence[int], key: ItemKey
) -> int | None:
    """The right one among items of the same wording: wherever it is now, or in its section."""
    if key.alone and len(same) == 1:
        return same[0]
    at_home = [index for index in same if _section_of(plan, index) == key.section]
    if len(at_home) == key.twins:
        return at_home[key.rank]
    if not at_home and all(section.title != key.section for section in plan.sections):
        at_home = list(same)  # The section has another title now.
    settled = [index for index in at_home if _known_neighbours(wordings, index, key) == 2]
    return settled[0] if len(settled) == 1 else None


def _pick_similar(wordings: Sequence[str], key: ItemKey) -> int | None:
    """The item that now reads a little different, when there is no doubt which one that is."""
    if not key.wording:
        return None
    bounds = [
        (_similarity_bound(wording, key), index)
        for index, wording in enumerate(wordings)
        if wording not in key.others
    ]
    likely = sorted((each for each in bounds if each[0] >= SIMILAR_IN_PLACE), reverse=True)
    scored = sorted(
        ((_similarity(wordings[index], key), index) for _, index in likely[:_MOST_CANDIDATES]),
        reverse=True,
    )
    if not scored:
        return None
    (best, index), runner_up = scored[0], scored[1][0] if len(scored) > 1 else 0.0
    needed = {2: SIMILAR_IN_PLACE, 1: SIMILAR}.get(_known_neighbours(wordings, index, key), 1.0)
    return index if best >= needed and best - runner_up >= CLEAR_LEAD else None


def _similarity_bound(wording: str, key: ItemKey) -> float:
    """No less than the similarity, and quick; 0 for an item that has lost one of its numbers.

    Unless all that went is how the wording ended: then the result was taken back.
    """
    if _is_shortened(wording, key.wording):
        return 1.0
    if not set(_NUMBER.findall(key.wording)) <= set(_NUMBER.findall(wording)):
        return 0.0
    if _is_extended(wording, key.wording):
        return 1.0
    return _matcher(wording, key.wording).quick_ratio()


def _similarity(wording: str, key: ItemKey) -> float:
    """From 0 to 1; 1 for an item whose wording goes on where it used to end, or ends before."""
    if _is_extended(wording, key.wording) or _is_shortened(wording, key.wording):
        return 1.0
    return _matcher(wording, key.wording).ratio()


def _matcher(wording: str, original: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, wording[:_COMPARED], original[:_COMPARED], autojunk=False)


def _is_extended(wording: str, original: str) -> bool:
    """Whether a result was added to an item, as agents do when they have done it."""
    return wording.startswith(original) and not wording[len(original)].isalnum()


def _is_shortened(wording: str, original: str) -> bool:
    """Whether an item lost such a result; a word or two in common would say little."""
    return wording.count(" ") >= _LEAST_SPACES and _is_extended(original, wording)
