"""In which order a plan has its standard sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.plan.kinds import ORDER, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from milepost.plan.model import Plan, Section


def find_misplaced(plan: Plan) -> Iterator[tuple[Section, Section]]:
    """The fewest sections that would have to move, each with one it stands on the wrong side of.

    That is the nearest one in the format's order among those that stay.
    """
    sections = _in_file_order(plan)
    staying = _longest_run([rank_of(section) for section in sections])
    kept = [section for section in sections if rank_of(section) in staying]
    for section in sections:
        rank = rank_of(section)
        if rank in staying:
            continue
        after = next((each for each in kept if rank_of(each) > rank), None)
        if after is not None and after.index < section.index:
            yield section, after
        else:
            yield section, [each for each in kept if rank_of(each) < rank][-1]


def staying_sections(plan: Plan) -> tuple[Section, ...]:
    """The standard sections that are in order, in file order."""
    sections = _in_file_order(plan)
    staying = _longest_run([rank_of(section) for section in sections])
    return tuple(section for section in sections if rank_of(section) in staying)


def rank_of(section: Section) -> int:
    """The place of a standard section in the format."""
    return -1 if section.kind is None else ORDER.index(section.kind)


def _in_file_order(plan: Plan) -> list[Section]:
    """The standard sections, without Outcomes where it comes last, as it well may."""
    sections = [plan.sections[index] for index in sorted(plan.by_kind.values())]
    if sections and sections[-1].kind is SectionKind.OUTCOMES:
        del sections[-1]
    return sections


def _longest_run(ranks: Sequence[int]) -> frozenset[int]:
    """The most of the ranks that rise; of several choices the one found first."""
    runs: list[tuple[int, ...]] = []
    for rank in ranks:
        before = _longest([run for run in runs if run[-1] < rank])
        runs.append((*before, rank))
    return frozenset(_longest(runs))


def _longest(runs: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=len) if runs else ()
