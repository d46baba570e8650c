"""Which sections would have to move."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.order import find_misplaced, rank_of, staying_sections


def plan_of(order: str) -> Document:
    """A plan with the sections of these places in the format, `1` to `12`."""
    titles = [ORDER[int(place) - 1].title for place in order.split()]
    return Document.parse("# T\n\n" + "".join(f"## {title}\n\nText.\n\n" for title in titles))


@pytest.mark.parametrize(
    ("order", "misplaced"),
    [
        ("", []),
        ("5", []),
        ("1 2 3 4 5 6 7 8 9 10 11 12", []),
        ("1 2 3 4 6 7 8 9 10 11 12 5", []),
        ("2 7 9", []),
        ("2 1", ["1<2"]),
        ("2 1 5", ["1<2"]),
        ("1 2 4 3 6 7", ["3<4"]),
        ("1 2 3 4 6 7 8 5 9", ["5<6"]),
        ("12 1 2 3", ["12>3"]),
        ("1 6 12 7 8 9 10 2 3 4 11 5", ["12>11", "2<6", "3<6", "4<6"]),
        ("5 4 3 2 1", ["4<5", "3<5", "2<5", "1<5"]),
    ],
)
def test_fewest_sections_are_misplaced(order: str, misplaced: list[str]) -> None:
    found = [
        f"{rank_of(section) + 1}{'<' if other.index < section.index else '>'}{rank_of(other) + 1}"
        for section, other in find_misplaced(plan_of(order).plan)
    ]

    assert found == misplaced


def test_section_of_ones_own_has_no_place() -> None:
    [own] = Document.parse("## Own\n").plan.sections

    assert rank_of(own) == -1


def test_sections_that_stay_are_in_order() -> None:
    staying = staying_sections(plan_of("1 9 6 7 2 5").plan)

    assert [section.kind for section in staying] == [
        SectionKind.PURPOSE,
        SectionKind.CONTEXT,
        SectionKind.WORK,
    ]
