"""How a plan is divided by its headings."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.headings import has_structure, section_level, top_of, unnamed_sections
from milepost.text import Span


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("", False),
        ("Words.\n", False),
        ("```\n# T\n```\n", False),
        ("# T", True),
        ("- [ ] x", True),
    ],
)
def test_heading_or_checkbox_makes_a_structure(text: str, *, has: bool) -> None:
    assert has_structure(Document.parse(text).plan) is has


@pytest.mark.parametrize(
    ("text", "level", "unnamed"),
    [
        ("# T\n", 2, []),
        ("# T\n\n## Own\n\n### Deeper\n", 2, ["Own"]),
        ("# T\n\n# Progress\n\n# Own\n", 1, ["T", "Own"]),
        ("## T\n\n### Progress\n\n### Own\n", 3, ["Own"]),
    ],
)
def test_sections_stand_at_one_level(text: str, level: int, unnamed: list[str]) -> None:
    plan = Document.parse(text).plan

    assert section_level(plan) == level
    assert [section.title for section in unnamed_sections(plan)] == unnamed


@pytest.mark.parametrize(
    ("text", "top"),
    [("x\n\n# T\n", Span(3, 6)), ("x\n", Span(0, 0)), ("---\na: b\n---\nx\n", Span(13, 13))],
)
def test_plan_as_a_whole_stands_at_its_title(text: str, top: Span) -> None:
    assert top_of(Document.parse(text).plan) == top
