"""Items that are the same in two versions."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.identity import key_of
from milepost.plan.pairing import MOST_REWORDED, pair_items, places_of

HEAD = "## Progress\n\n"


def items(*wordings: str) -> str:
    return HEAD + "".join(f"- [ ] {wording}\n" for wording in wordings)


@pytest.mark.parametrize(
    ("before", "after", "pairs", "removed", "added"),
    [
        (("a", "b"), ("a", "b"), [(0, 0), (1, 1)], [], []),
        (("a", "b"), ("b", "a"), [(0, 1), (1, 0)], [], []),
        (("a", "b"), ("b",), [(1, 0)], [0], []),
        (("a",), ("a", "b"), [(0, 0)], [], [1]),
        (("a", "a"), ("a", "a"), [(0, 0), (1, 1)], [], []),
        (("a", "x", "a"), ("a", "x"), [(0, 0), (1, 1)], [2], []),
        (("Build the mill", "b"), ("Build the mill. It turns", "b"), [(0, 0), (1, 1)], [], []),
        (("alpha", "beta"), ("gamma", "delta"), [], [0, 1], [0, 1]),
        ((), ("a",), [], [], [0]),
    ],
)
def test_each_item_is_found_once(
    before: tuple[str, ...],
    after: tuple[str, ...],
    pairs: list[tuple[int, int]],
    removed: list[int],
    added: list[int],
) -> None:
    old, new = Document.parse(items(*before)), Document.parse(items(*after))

    pairing = pair_items(old.plan, new.plan)

    assert [(pair.before.index, pair.after.index) for pair in pairing.pairs] == pairs
    assert [item.index for item in pairing.removed] == removed
    assert [item.index for item in pairing.added] == added


def test_no_two_items_become_one() -> None:
    old = Document.parse(items("Lay the first stone", "Lay the second stone"))
    new = Document.parse(items("Lay the first stone", "Lay the first stone of it"))

    pairing = pair_items(old.plan, new.plan)

    assert len({pair.after.index for pair in pairing.pairs}) == len(pairing.pairs)


def test_a_checklist_that_was_written_anew_is_not_searched() -> None:
    count = MOST_REWORDED + 1
    old = Document.parse(items(*(f"Old {number} thing" for number in range(count))))
    new = Document.parse(items(*(f"Old {number} thing, now better" for number in range(count))))

    assert pair_items(old.plan, new.plan).pairs == ()


def test_places_are_what_the_keys_say() -> None:
    document = Document.parse(
        f"- [ ] before\n\n{items('a', '`a`', 'b', 'A.')}\n### Later\n\n- [ ] a\n"
    )

    expected = tuple(key_of(document.plan, item).place for item in document.plan.items)
    assert places_of(document.plan) == expected
