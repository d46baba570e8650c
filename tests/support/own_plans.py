"""A plan of our own, which the compatible scripts have nothing against, and changes to it."""

from __future__ import annotations

ITEMS = "- [x] (2026-03-01 08:00Z) Dig the hole.\n- [ ] Plant the tree."
GARDEN = """\
# Plant a tree

## Purpose / Big Picture

There is shade on the bench.

## Progress

- [x] (2026-03-01 08:00Z) Dig the hole.
- [ ] Plant the tree.

## Surprises & Discoveries

None yet.

## Decision Log

None yet.

## Outcomes & Retrospective

None yet.

## Context and Orientation

The bench stands in the west.

## Plan of Work

Dig, plant, water.

## Validation and Acceptance

Run make shade, and expect 3 leaves.
"""


def with_items(items: str) -> str:
    """The plan with these lines as its Progress."""
    return GARDEN.replace(ITEMS, items)


def with_purpose(text: str) -> str:
    """The plan with this text as its Purpose, from the fifth line on."""
    return GARDEN.replace("There is shade on the bench.", text)


def with_work(text: str) -> str:
    """The plan with this text on the line of its Plan of Work."""
    return GARDEN.replace("Dig, plant, water.", text)


def with_validation(text: str) -> str:
    """The plan with this text as its Validation and Acceptance."""
    return GARDEN.replace("Run make shade, and expect 3 leaves.", text)
