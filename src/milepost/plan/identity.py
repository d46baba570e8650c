"""Which item is which, across versions of a plan that somebody else rewrites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.plan.model import ChecklistItem, Plan

_MARKUP = re.compile(r"[`*_~]+")
_EDGES = " .;:,!。；：，！"

SIMILAR = 0.75
"""Least similarity at which a reworded item is taken for the same one, standing alone."""

SIMILAR_IN_PLACE = 0.5
"""Least similarity when both neighbours are unchanged."""

CLEAR_LEAD = 0.1
"""By how much the best match must beat the next one."""


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What identifies an item: its wording, its rank among equal ones, and its neighbours.

    Mark, stamp and partial remark are not part of it, nor is the line it stands on.
    """

    wording: str
    rank: int
    """0 for the first of several items with the same wording."""
    twins: int
    """How many items have this wording."""
    before: str
    after: str
    others: frozenset[str]
    """All other wordings of its plan: an item that bears one of them is not this one."""


def wording_of(item: ChecklistItem) -> str:
    """An item's wording for comparison: no markup, no partial remark, no case."""
    return _MARKUP.sub("", item.headline).strip(_EDGES).casefold()


def key_of(plan: Plan, item: ChecklistItem) -> ItemKey:
    """The identity of one of the plan's items."""
    wordings = [wording_of(each) for each in plan.items]
    mine = wordings[item.index]
    return ItemKey(
        wording=mine,
        rank=wordings[: item.index].count(mine),
        twins=wordings.count(mine),
        before=wordings[item.index - 1] if item.index else "",
        after=wordings[item.index + 1] if item.index + 1 < len(wordings) else "",
        others=frozenset(wordings) - {mine},
    )


def find_item(plan: Plan, key: ItemKey) -> ChecklistItem | None:
    """The item a key was made from, in another version; `None` when it is gone or in doubt."""
    wordings = [wording_of(item) for item in plan.items]
    same = [index for index, wording in enumerate(wordings) if wording == key.wording]
    index = _pick_twin(wordings, same, key) if same else _pick_similar(wordings, key)
    return None if index is None else plan.items[index]


def _neighbours(wordings: Sequence[str], index: int, key: ItemKey) -> int:
    """How many of the two neighbours are as the key remembers them."""
    before = wordings[index - 1] if index else ""
    after = wordings[index + 1] if index + 1 < len(wordings) else ""
    return (before == key.before) + (after == key.after)


def _pick_twin(wordings: Sequence[str], same: Sequence[int], key: ItemKey) -> int | None:
    if len(same) == 1 and key.twins == 1:
        return same[0]
    if len(same) == key.twins:
        return same[key.rank]
    scores = [_neighbours(wordings, index, key) for index in same]
    best = max(scores)
    return same[scores.index(best)] if best and scores.count(best) == 1 else None


def _pick_similar(wordings: Sequence[str], key: ItemKey) -> int | None:
    if not key.wording:
        return None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(key.wording)
    scored: list[tuple[float, int]] = []
    for index, wording in enumerate(wordings):
        if wording in key.others:
            continue
        matcher.set_seq1(wording)
        if matcher.real_quick_ratio() >= SIMILAR_IN_PLACE and (
            matcher.quick_ratio() >= SIMILAR_IN_PLACE
        ):
            scored.append((matcher.ratio(), index))
    scored.sort(reverse=True)
    if not scored:
        return None
    (best, index), runner_up = scored[0], scored[1][0] if len(scored) > 1 else 0.0
    needed = SIMILAR_IN_PLACE if _neighbours(wordings, index, key) == 2 else SIMILAR
    return index if best >= needed and best - runner_up >= CLEAR_LEAD else None
