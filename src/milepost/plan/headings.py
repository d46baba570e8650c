"""Questions about how a plan is divided by its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.plan.model import Plan, Section


def has_structure(plan: Plan) -> bool:
    """Whether the text has any heading or checkbox: without one it is no plan yet."""
    return bool(plan.sections or plan.items)


def section_level(plan: Plan) -> int:
    """The heading level at which the plan has its standard sections; 2 without any."""
    return min((plan.sections[index].level for index in plan.by_kind.values()), default=2)


def unnamed_sections(plan: Plan) -> Iterator[Section]:
    """The sections at section level that are no standard ones."""
    level = section_level(plan)
    for section in plan.sections:
        if section.kind is None and section.level == level:
            yield section


def top_of(plan: Plan) -> Span:
    """Where a finding about the plan as a whole stands: its title, else its beginning."""
    return plan.title_span or Span(plan.content.start, plan.content.start)
