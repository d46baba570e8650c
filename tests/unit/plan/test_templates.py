"""Guidance of other skeletons is known without being written out."""

from __future__ import annotations

import pytest

from milepost.plan.skeleton import is_guidance
from milepost.plan.templates import is_template


@pytest.mark.parametrize(
    "text",
    [
        "- [x] (2025-10-01 13:00Z) Example completed step.",
        "[x] (2025-10-01 13:00Z) Example completed step.",
        "Example   incomplete\r\n  step",
        "- [ ] Example partially completed step (completed: X; remaining: Y).",
        "# <Short, action-oriented description>",
        "Decision: …\n  Rationale: …\n  Date/Author: …",
        "Observation: ...\nEvidence: ...",
        "- [ ] Milestone 1: [describe first deliverable]",
    ],
)
def test_template(text: str) -> None:
    assert is_template(text)
    assert is_guidance(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- [ ] ",
        "Example",
        "Example completed step of the importer, as the guide shows it",
        "Decision: no cache. Rationale: it is fast. Date/Author: 2026-01-31",
        "Milestone 1: the cache",
        "x" * 5000,
    ],
)
def test_own_text(text: str) -> None:
    assert not is_template(text)
