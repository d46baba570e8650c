"""Moving items with their lines and all that is nested in them."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.item_order import find_neighbour, goes_behind, move_item

HEAD = "## Progress\n\n"
TREE = f"{HEAD}- [x] a\n- [ ] b\n  more\n  - [ ] c\n  - [ ] d\n- [ ] e"
HEADED = f"{HEAD}### One\n\n- [ ] a\n- [ ] b\n\n### Two\n\n- [ ] c\n- [ ] d\n"


def stepped(text: str, index: int, *, down: bool) -> str | None:
    document = Document.parse(text)
    item = document.plan.items[index]
    other = find_neighbour(document.plan, item, down=down)
    if other is None:
        return None
    edits = move_item(document, item, other, behind=goes_behind(item, other, down=down))
    assert edits
    return edits.apply(text)


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        (TREE, 0, f"{HEAD}- [ ] b\n  more\n  - [ ] c\n  - [ ] d\n- [x] a\n- [ ] e"),
        (TREE, 1, f"{HEAD}- [x] a\n- [ ] e\n- [ ] b\n  more\n  - [ ] c\n  - [ ] d"),
        (TREE, 2, f"{HEAD}- [x] a\n- [ ] b\n  more\n  - [ ] d\n  - [ ] c\n- [ ] e"),
        (TREE, 3, None),
        (TREE, 4, None),
        (f"{HEAD}- [ ] a\r\n\r\n- [ ] b\n", 0, f"{HEAD}- [ ] b\r\n\r\n- [ ] a\n"),
        (f"{HEAD}- [ ] a\n- plain\n- [ ] b\n", 0, f"{HEAD}- plain\n- [ ] b\n- [ ] a\n"),
        (f"{HEAD}> - [ ] a\n> - [ ] b", 0, f"{HEAD}> - [ ] b\n> - [ ] a"),
        (HEADED, 1, f"{HEAD}### One\n\n- [ ] a\n\n### Two\n\n- [ ] b\n- [ ] c\n- [ ] d\n"),
    ],
)
def test_an_item_goes_down(text: str, index: int, after: str | None) -> None:
    assert stepped(text, index, down=True) == after


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        (TREE, 0, None),
        (TREE, 1, f"{HEAD}- [ ] b\n  more\n  - [ ] c\n  - [ ] d\n- [x] a\n- [ ] e"),
        (TREE, 2, None),
        (TREE, 4, f"{HEAD}- [x] a\n- [ ] e\n- [ ] b\n  more\n  - [ ] c\n  - [ ] d"),
        (HEADED, 2, f"{HEAD}### One\n\n- [ ] a\n- [ ] b\n- [ ] c\n\n### Two\n\n- [ ] d\n"),
    ],
)
def test_an_item_goes_up(text: str, index: int, after: str | None) -> None:
    assert stepped(text, index, down=False) == after


@pytest.mark.parametrize("down", [True, False])
def test_a_step_back_brings_the_text_back(down: bool) -> None:
    there = stepped(TREE, 1, down=down)

    assert there is not None
    assert stepped(there, 2 if down else 0, down=not down) == TREE


@pytest.mark.parametrize(
    ("item", "other", "behind", "after"),
    [
        (4, 2, True, f"{HEAD}- [x] a\n- [ ] b\n  more\n  - [ ] c\n  - [ ] e\n  - [ ] d"),
        (2, 0, True, f"{HEAD}- [x] a\n- [ ] c\n- [ ] b\n  more\n  - [ ] d\n- [ ] e"),
        (1, 4, True, f"{HEAD}- [x] a\n- [ ] e\n- [ ] b\n  more\n  - [ ] c\n  - [ ] d"),
        (0, 3, False, f"{HEAD}- [ ] b\n  more\n  - [ ] c\n  - [x] a\n  - [ ] d\n- [ ] e"),
        (1, 0, True, TREE),
        (0, 1, False, TREE),
        (2, 3, False, TREE),
    ],
)
def test_an_item_becomes_the_sibling_of_another(
    item: int, other: int, behind: bool, after: str
) -> None:
    document = Document.parse(TREE)
    items = document.plan.items

    edits = move_item(document, items[item], items[other], behind=behind)

    assert edits is not None
    assert edits.apply(TREE) == after


def test_lines_keep_their_own_indentation_below_another_margin() -> None:
    text = f"{HEAD}- [ ] a\n  - [ ] b\n- [ ] c\n  more\n\n      code\nlazy\n"
    document = Document.parse(text)
    items = document.plan.items

    edits = move_item(document, items[2], items[1], behind=True)

    assert edits is not None
    assert edits.apply(text) == (
        f"{HEAD}- [ ] a\n  - [ ] b\n  - [ ] c\n    more\n\n        code\nlazy\n"
    )


def test_an_item_does_not_go_into_itself() -> None:
    document = Document.parse(TREE)
    items = document.plan.items

    assert move_item(document, items[1], items[3], behind=True) is None
    assert move_item(document, items[1], items[1], behind=True) is None


def test_an_item_stays_whose_going_would_change_others() -> None:
    document = Document.parse(f"{HEAD}- [ ] b\n\npara\n- [ ] a\n---\n")
    items = document.plan.items

    assert move_item(document, items[1], items[0], behind=False) is None
