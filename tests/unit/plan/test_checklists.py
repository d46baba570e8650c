from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.checklists import (
    find_strays,
    has_title,
    introduction_of,
    is_list_section,
    names_a_list,
)

PROGRESS = "# T\n\n## Progress\n\n- [ ] One.\n\n"
STRAY = "- [x] (2026-01-31) Two.\n"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Review Gate", True),
        ("Milestones", True),
        ("5.2 Integration Tests", True),
        ("To-do", True),
        ("Acceptance criteria:", True),
        ("验收清单", True),
        ("チェックリスト", True),
        ("Interfaces", False),
        ("The contest", False),
    ],
)
def test_titles_name_lists(title: str, expected: bool) -> None:
    assert names_a_list(title) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n\n## Validation and Acceptance\n\na\n", True),
        ("# T\n\n## Tasks\n\n### Server\n\na\n", True),
        ("# T\n\n## Plan of Work\n\n### Milestone 1\n\na\n", True),
        ("# T\n\n## Plan of Work\n\n### Server\n\na\n", False),
        ("# Tasks\n\n## Plan of Work\n\na\n", False),
        ("# T\n\n## Concrete Steps\n\na\n", False),
    ],
)
def test_section_around_makes_a_list_section(text: str, expected: bool) -> None:
    plan = Document.parse(text).plan

    assert is_list_section(plan, plan.sections[-1]) is expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [(("server",), True), (("PLAN OF WORK",), True), (("Client",), False), ((), False)],
)
def test_title_counts_for_what_is_below(titles: tuple[str, ...], expected: bool) -> None:
    plan = Document.parse("## Plan of Work\n\n### Server\n\na\n").plan

    assert has_title(plan, plan.sections[-1], titles) is expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("To check:\n\n", "To check:"),
        ("Much to do.\n**To check:**\n\n", "To check:"),
        ("确认：\n\n", "确认："),
        ("Nothing.\n\n", ""),
        ("- point:\n", ""),
        ("    code:\n\n", ""),
        ("", ""),
    ],
)
def test_introduction_ends_in_a_colon(above: str, expected: str) -> None:
    document = Document.parse(f"{above}- [ ] One.\n")

    assert introduction_of(document.plan, document.text, document.plan.items[0]) == expected


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        (f"## Interfaces\n\nNone.\n\n{STRAY}", 1),
        (f"## Interfaces\n\nNone.\n\n{STRAY}\n{STRAY}  - [ ] Nested.\n\n\n", 2),
        (f"## Interfaces\n\n- `a` stays.\n{STRAY}", 1),
        (f"## A section of our own\n\nText.\n\n{STRAY}", 1),
        (f"## Interfaces\n\nRevision note (2026-01-31): one.\n\n{STRAY}", 1),
        (f"## Interfaces\n\nNone.\n\n{STRAY}\nMore.\n", 0),
        (f"## Interfaces\n\nNone.\n\n{STRAY}\nBetween.\n\n{STRAY}", 0),
        ("## Interfaces\n\nNone.\n\n- [x] Undated.\n", 0),
        ("## Interfaces\n\nNone.\n\n- [x] (2026-13-31) Impossible.\n", 0),
        (f"## Interfaces\n\nNone.\n\n- [ ] Undated.\n{STRAY}", 0),
        (f"## Interfaces\n\nDone so far:\n\n{STRAY}", 0),
        (f"## Interfaces\n\n{STRAY}", 0),
        (f"## Review Gate\n\nAll.\n\n{STRAY}", 0),
        (f"## Work log\n\nAll.\n\n{STRAY}", 0),
        (f"## Decision Log\n\n- Decision: a\n\n{STRAY}", 1),
        (f"## Revision Notes\n\n- 2026-01-31: one more step.\n{STRAY}", 1),
        (f"## Interfaces\n\nNone.\n\n> {STRAY}", 0),
        (f"## Interfaces\n\nNone.\n\n- a\n  {STRAY}", 0),
        ("## Interfaces\n\nNone.\n", 0),
    ],
)
def test_strays_end_the_plan_unannounced(rest: str, count: int) -> None:
    document = Document.parse(PROGRESS + rest)

    assert len(find_strays(document.plan, document.text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        STRAY,
        f"## Interfaces\n\nNone.\n\n{STRAY}",
        f"None.\n\n{STRAY}",
        f"None.\n\n{STRAY}\n## Progress\n\nNone.\n",
    ],
)
def test_without_progress_nothing_strays(text: str) -> None:
    document = Document.parse(text)

    assert find_strays(document.plan, document.text) == ()
