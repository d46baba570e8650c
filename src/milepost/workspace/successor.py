"""What became of a done item that nothing in the plan reads like any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.identity import wording_of
from milepost.plan.losses import find_rewordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.model import ChecklistItem
    from milepost.plan.pairing import Pairing


class Successor(NamedTuple):
    """The item that says now what another one said."""

    item: ChecklistItem
    is_merged: bool = False
    """Whether it was there before, and says that as well now."""


def find_successor(pairing: Pairing, item: ChecklistItem) -> Successor | None:
    """What says in the newer version, in other words, what `item` of the older one said.

    `None` for an item that is simply gone. Of several, one that is done comes first, because then
    the work still counts as done, and then the one that reads most alike.
    """
    paired = [pair.after for pair in pairing.pairs if pair.before.index == item.index]
    found = [Successor(each) for each in paired] or [
        *(Successor(each) for each in find_rewordings(item, pairing.added)),
        *(Successor(each, is_merged=True) for each in _merged(pairing, item)),
    ]
    return max(found, key=lambda each: (each.item.done, _likeness(each.item, item)), default=None)


def _merged(pairing: Pairing, item: ChecklistItem) -> Iterator[ChecklistItem]:
    """Items that have taken up the words of this one, and kept their own."""
    for old, new in pairing.pairs:
        if wording_of(old) != wording_of(new) and not find_rewordings(item, [old]):
            yield from find_rewordings(item, [new])


def _likeness(one: ChecklistItem, other: ChecklistItem) -> float:
    from difflib import SequenceMatcher  # Loaded with the first item that was worded anew.

    return SequenceMatcher(None, wording_of(one), wording_of(other), autojunk=False).ratio()
