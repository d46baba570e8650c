"""Sections that a project allows for checklists."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.selection import Selection
from milepost.rule import RuleSettings
from support.rules import NOW

TEXT = (
    "## Progress\n\n- [ ] Add the route.\n\n"
    "## Plan of Work\n\n### Server\n\n- [ ] Register it.\n\n"
    "## Interfaces and Dependencies\n\nNone.\n\n- [x] (2026-01-31) Document it.\n"
)


@pytest.mark.parametrize(
    ("titles", "codes"),
    [
        ((), ["MP213", "MP214"]),
        (("server",), ["MP214"]),
        (("Plan of Work", "Interfaces & Dependencies"), []),
        (("Client",), ["MP213", "MP214"]),
    ],
)
def test_checkboxes_are_left_alone_where_the_project_wants_them(
    titles: tuple[str, ...], codes: list[str]
) -> None:
    settings = RuleSettings(checklist_sections=titles)
    selection = Selection(select=("MP213", "MP214"), settings=settings)

    found = lint(Document.parse(TEXT), selection, now=NOW).diagnostics

    assert [each.code for each in found] == codes
