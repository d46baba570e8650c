from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.edits.moves import move_to_progress

HEAD = "## Progress\n\n- [x] (2026-01-30) One.\n  - [ ] Part.\n- [ ] Two.\n"
TAIL = "\n## Interfaces\n\nNone.\n"
ITEM = "- [x] (2026-01-31) Three,\n  which goes on.\n\n  A paragraph.\n  - [ ] Nested.\n"


def moved(text: str) -> str | None:
    """The text with the root items outside Progress moved; `None` where they stay."""
    document = Document.parse(text)
    strays = [item for item in document.plan.items if not item.in_progress and item.depth == 0]
    edits = move_to_progress(document, strays)
    return None if edits is None else edits.apply(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}{TAIL}\n{ITEM}", f"{HEAD}{ITEM}{TAIL}"),
        (f"{HEAD}{TAIL}\n{ITEM}- [ ] Four.\n\n", f"{HEAD}{ITEM}- [ ] Four.\n{TAIL}\n\n"),
        (f"## Progress\n\nNo items.\n{TAIL}\n{ITEM}", f"## Progress\n\nNo items.\n\n{ITEM}{TAIL}"),
        (f"## Progress\n{TAIL}\n{ITEM}", f"## Progress\n\n{ITEM}{TAIL}"),
    ],
)
def test_items_move_with_all_they_hold(text: str, expected: str) -> None:
    assert (moved(text) or "").rstrip("\n") == expected.rstrip("\n")


def test_line_ends_of_the_file_are_kept() -> None:
    text = f"{HEAD}{TAIL}\n{ITEM}".replace("\n", "\r\n")

    assert moved(text) == f"{HEAD}{ITEM}{TAIL}".replace("\n", "\r\n")


def test_file_without_a_last_line_end_stays_so() -> None:
    assert moved(f"{HEAD}{TAIL}\n- [x] (2026-01-31) Three.") == (
        f"{HEAD}- [x] (2026-01-31) Three.\n{TAIL}".rstrip("\n")
    )


@pytest.mark.parametrize(
    "text",
    [f"## Interfaces\n\nNone.\n\n{ITEM}", f"{HEAD}{TAIL}"],
    ids=["no-progress", "no-strays"],
)
def test_without_a_place_or_an_item_nothing_moves(text: str) -> None:
    assert moved(text) is None


def test_item_of_progress_stays() -> None:
    document = Document.parse(HEAD)

    assert move_to_progress(document, document.plan.items[:1]) is None
