"""Anchors as GitHub makes them."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.anchors import has_anchor, plan_anchors, slug, text_anchors


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Plan of Work", "plan-of-work"),
        ("Purpose / Big Picture", "purpose--big-picture"),
        ("Surprises & Discoveries", "surprises--discoveries"),
        ("Use `parse_rows()`", "use-parse_rows"),
        ("**Bold** and _slanted_ words", "bold-and-slanted-words"),
        ("snake_case_name", "snake_case_name"),
        ("See [the guide](guide.md) ![icon](a.png)", "see-the-guide-"),
        ("A <b>tag</b>", "a-tag"),
        ("1.2. Größe – 進捗", "12-größe--進捗"),
        ("Semi-open", "semi-open"),
    ],
)
def test_slug_of_a_title(title: str, anchor: str) -> None:
    assert slug(title) == anchor


def anchors_of(text: str) -> frozenset[str]:
    return plan_anchors(Document.parse(text).plan, text)


@pytest.mark.parametrize("find", [anchors_of, text_anchors])
@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("# A\n\n## B\n\n## B\n\n### B\n", {"a", "b", "b-1", "b-2"}),
        ("# B-1\n\n# B\n\n# B\n", {"b-1", "b", "b-2"}),
        ("Rows\n====\n\nCells\n-----\n", {"rows", "cells"}),
        ("# Closed #\n", {"closed"}),
        ("# Own {#given-Id}\n", {"own", "given-id"}),
        ('<a id="one"></a> <a name=two> <h2 class="x" id=\'Three\'>\n', {"one", "two", "three"}),
        ("# One\r\n\r\nTwo\r\n---\r\n", {"one", "two"}),
        ("plain\n", set()),
    ],
)
def test_anchors_of_a_text(find: type, text: str, anchors: set[str]) -> None:
    assert find(text) == anchors


def test_heading_in_a_code_block_of_the_plan_is_none() -> None:
    assert anchors_of("```\n# No\n```\n") == frozenset()


@pytest.mark.parametrize(
    ("fragment", "is_there"),
    [("plan-of-work", True), ("Plan-of-Work", True), ("plan-of-work!", True), ("work", False)],
)
def test_fragment_is_looked_for_without_case_and_signs(fragment: str, *, is_there: bool) -> None:
    assert has_anchor(frozenset({"plan-of-work"}), fragment) is is_there
