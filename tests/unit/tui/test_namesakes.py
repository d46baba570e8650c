"""Sections of the same title are told apart by what they stand in."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.tui.namesakes import find_parents_of_namesakes


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("# T\n\n## A\n\n### One\n\n## B\n\n### One\n\n### Two\n", {2: "A", 4: "B"}),
        ("# T\n\n## A\n\n## B\n", {}),
        ("# T\n\n## A\n\n### One\n\n### One\n", {}),
        ("## One\n\n## A\n\n### One\n", {2: "A"}),
        ("", {}),
    ],
    ids=["two places", "no namesakes", "one place", "one stands in nothing", "empty"],
)
def test_namesakes_have_a_parent_where_it_tells_them_apart(
    text: str, parents: dict[int, str]
) -> None:
    assert find_parents_of_namesakes(Document.parse(text).plan) == parents
