"""Edits of one text on another one that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.text.diff import diff_edits

if TYPE_CHECKING:
    from milepost.text.edit import EditSet


def carry_edits(origin: str, edits: EditSet, current: str) -> EditSet | None:
    """What `edits` of `origin` come to on `current`; `None` where both have changed the same words.

    No edits where `current` has them already.
    """
    moved = edits.rebase(diff_edits(origin, current))
    if moved is not None:
        return moved
    from milepost.text.merge import merge  # Loaded when two first touch the same place.

    merged = merge(origin, edits.apply(origin), current)
    return None if merged.conflicts else diff_edits(current, merged.text())
