"""Sections that bear the same title, as `Milestone 2` may in Progress and in the Plan of Work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milepost.plan.model import Plan


def find_parents_of_namesakes(plan: Plan) -> dict[int, str]:
    """For sections that their title does not tell apart: what they stand in, by their index.

    Where this does not tell them apart either, or they stand in nothing, they are not among them.
    """
    namesakes: dict[str, dict[int, str]] = {}
    for section in plan.sections:
        parent = "" if section.parent is None else plan.sections[section.parent].title
        namesakes.setdefault(section.title, {})[section.index] = parent
    told: dict[int, str] = {}
    for parents in namesakes.values():
        if len(set(parents.values())) > 1:
            told |= {index: parent for index, parent in parents.items() if parent}
    return told
