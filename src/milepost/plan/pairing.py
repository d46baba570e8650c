"""Which items of one version are which of another, all at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.identity import find_item, key_of, wording_of

if TYPE_CHECKING:
    from milepost.plan.model import ChecklistItem, Plan

MOST_REWORDED = 60
"""When more items than this have no counterpart, the checklist was written anew."""

Place = tuple[str, str, int]
"""Section, wording and rank, as `ItemKey.place` has them."""


class ItemPair(NamedTuple):
    """The same item in two versions."""

    before: ChecklistItem
    after: ChecklistItem


class Pairing(NamedTuple):
    """All items of two versions, each once, in file order."""

    pairs: tuple[ItemPair, ...]
    removed: tuple[ChecklistItem, ...]
    added: tuple[ChecklistItem, ...]


def places_of(plan: Plan) -> tuple[Place, ...]:
    """The place of every item of the plan: what `key_of` would say, in one go."""
    seen: Counter[tuple[str, str]] = Counter()
    places = []
    for item in plan.items:
        section = "" if item.section is None else plan.sections[item.section].title
        name = section, wording_of(item)
        places.append((*name, seen[name]))
        seen[name] += 1
    return tuple(places)


def pair_items(before: Plan, after: Plan) -> Pairing:
    """Finds each item again: by its place first, and what is left by likeness."""
    partners = _same_places(before, after)
    left = [item for item in before.items if item.index not in partners]
    taken = set(partners.values())
    if len(left) <= MOST_REWORDED and len(taken) < len(after.items):
        for item in left:
            found = find_item(after, key_of(before, item))
            if found is not None and found.index not in taken:
                partners[item.index] = found.index
                taken.add(found.index)
    return Pairing(
        tuple(ItemPair(before.items[i], after.items[j]) for i, j in sorted(partners.items())),
        tuple(item for item in before.items if item.index not in partners),
        tuple(item for item in after.items if item.index not in taken),
    )


def _same_places(before: Plan, after: Plan) -> dict[int, int]:
    """Indices of items whose place is the same, unless one of their twins has come or gone."""
    old, new = places_of(before), places_of(after)
    twins = Counter(place[:2] for place in old)
    new_twins = Counter(place[:2] for place in new)
    indices = {place: index for index, place in enumerate(new)}
    return {
        index: indices[place]
        for index, place in enumerate(old)
        if place in indices and twins[place[:2]] == new_twins[place[:2]]
    }
