from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind

PURPOSE = SectionKind.PURPOSE
PROGRESS = SectionKind.PROGRESS
DECISIONS = SectionKind.DECISIONS
VALIDATION = SectionKind.VALIDATION
CONTEXT = SectionKind.CONTEXT


def kinds(text: str) -> list[tuple[str, SectionKind | None]]:
    return [(each.title, each.kind) for each in Document.parse(text).plan.sections]


@pytest.mark.parametrize(
    "heading",
    [
        "## Progress",
        "## Progress ##",
        "  ## progress  ",
        "Progress\n---",
        "## **Progress**",
        "## __Progress__",
        "## `Progress`",
        "## [Progress](#progress)",
        "## 📈 Progress ✅",
        "## 1. Progress",
        "## 2.1 Progress",
        "## 1️⃣ Progress",
        "## Progress (completed)",
        "## Progress [living]",
        "## Progress {#progress}",
        '## <a id="p"></a>Progress',
        "## Progress <!-- keep -->",
        "## Progress: what is done",
        "## Progress — log",
        "## Progress / 进度",
        "## 进度（Progress）",
        "## Progress Log",
        "##\tProgress",
        "## Ｐｒｏｇｒｅｓｓ",
    ],
)
def test_progress_is_found_however_its_heading_is_dressed(heading: str) -> None:
    plan = Document.parse(f"# A plan\n\n{heading}\n\n- [ ] a\n").plan

    section = plan.section(PROGRESS)
    assert section is not None
    assert [item.in_progress for item in plan.items] == [True]


@pytest.mark.parametrize(
    "before",
    [
        "```\n## Progress\n```\n",
        "    ## Progress\n",
        "<!--\n## Progress\n-->\n",
        "- ## Progress\n",
        "> ## Progress\n",
        "#Progress\n",
        "| ## Progress |\n|---|\n",
        "####### Progress\n",
        "\\## Progress\n",
    ],
)
def test_what_only_looks_like_a_heading_makes_no_section(before: str) -> None:
    assert kinds(f"{before}\n## Decision Log\n") == [("Decision Log", DECISIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Purpose\n# Progress\n# Decision Log\n",
            [("Purpose", PURPOSE), ("Progress", PROGRESS), ("Decision Log", DECISIONS)],
        ),
        (
            "# One\n# Two\n## Progress\n",
            [("One", None), ("Two", None), ("Progress", PROGRESS)],
        ),
        (
            "# Plan\n## Part\n### Progress\n### Decision Log\n",
            [("Plan", None), ("Part", None), ("Progress", PROGRESS), ("Decision Log", DECISIONS)],
        ),
        (
            "## Progress\n### Goal\n### Context\n### Validation\n## Decision Log\n",
            [
                ("Progress", PROGRESS),
                ("Goal", None),
                ("Context", None),
                ("Validation", None),
                ("Decision Log", DECISIONS),
            ],
        ),
        (
            "## Validation (unit)\n## Validation\n## Validation and Acceptance\n",
            [
                ("Validation (unit)", None),
                ("Validation", None),
                ("Validation and Acceptance", VALIDATION),
            ],
        ),
        ("## Context\n## Context\n", [("Context", CONTEXT), ("Context", None)]),
        ("### Progress\n# Decisions\n", [("Progress", PROGRESS), ("Decisions", None)]),
        ("# Decisions\n## Work plan\n", [("Decisions", None), ("Work plan", SectionKind.WORK)]),
        ("## Other\n", [("Other", None)]),
    ],
)
def test_standard_sections_stand_at_one_level_and_the_first_counts(
    text: str, expected: list[tuple[str, SectionKind | None]]
) -> None:
    assert kinds(text) == expected


SPANS = "# T\nintro\n## Progress\n- [ ] a\n### M1\n- [ ] b\n## Decision Log"


@pytest.mark.parametrize(
    ("title", "span", "body", "own", "parent"),
    [
        ("T", SPANS, SPANS[4:], "intro\n", None),
        (
            "Progress",
            "## Progress\n- [ ] a\n### M1\n- [ ] b\n",
            "- [ ] a\n### M1\n- [ ] b\n",
            "- [ ] a\n",
            0,
        ),
        ("M1", "### M1\n- [ ] b\n", "- [ ] b\n", "- [ ] b\n", 1),
        ("Decision Log", "## Decision Log", "", "", 0),
    ],
)
def test_a_section_runs_to_the_next_heading_of_its_level(
    title: str, span: str, body: str, own: str, parent: int | None
) -> None:
    (section,) = (each for each in Document.parse(SPANS).plan.sections if each.title == title)

    assert section.span.cut(SPANS) == span
    assert section.body.cut(SPANS) == body
    assert section.own.cut(SPANS) == own
    assert section.parent == parent
    assert section.heading.start == section.span.start


def test_a_heading_of_several_lines_is_one_title() -> None:
    text = "A plan\nin two lines\n===\n\nText.\n"

    (section,) = Document.parse(text).plan.sections

    assert section.title == "A plan in two lines"
    assert section.heading.cut(text) == "A plan\nin two lines\n==="
    assert section.body.cut(text) == "\nText.\n"


def test_sections_end_where_an_outer_fence_closes() -> None:
    text = "```md\n## Progress\n- [ ] a\n```\nnotes\n"

    (section,) = Document.parse(text).plan.sections

    assert section.span.cut(text) == "## Progress\n- [ ] a\n"


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("### Milestone 1: gather", "1"),
        ("## **Phase 2b**", "2b"),
        ("### M3 — switch", "3"),
        ("#### Stage IV", "IV"),
        ("### stage a", "a"),
        ("### Stage B - gather", "B"),
        ("### 阶段一：收集", "一"),
        ("### 里程碑 3", "3"),
        ("### マイルストーン#2", "2"),
    ],
)
def test_headings_name_milestones(heading: str, number: str) -> None:
    plan = Document.parse(f"# Milestone 9\n{heading}\n").plan

    (milestone,) = plan.milestones
    assert milestone.number == number
    assert milestone.section == 1
    assert plan.sections[1].title == milestone.title


@pytest.mark.parametrize("heading", ["### Milestones", "### Stage a rollout", "### M"])
def test_other_headings_name_none(heading: str) -> None:
    assert not Document.parse(f"{heading}\n").plan.milestones


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Progress\n### M1\n### M2\n## Plan of Work\n### Milestone 1: gather\n"
            "### Milestone 2: switch\n",
            ["Milestone 1: gather", "Milestone 2: switch"],
        ),
        (
            "## Milestone 1: gather\n## Progress\n### Milestone 1\n### Milestone 2\n",
            ["Milestone 1: gather", "Milestone 2"],
        ),
        (
            "## Progress\n### Phase A\n## Outcomes & Retrospective\n### Phase a\n### Phase B\n",
            ["Phase A", "Phase B"],
        ),
        (
            "## Plan of Work\n### Stage A: gather\n#### Stage 1\n## Concrete Steps\n"
            "### Commands\n#### Stage A\n",
            ["Stage A: gather", "Stage 1"],
        ),
        ("## Progress\n### M1\n### M1 again\n", ["M1", "M1 again"]),
        ("## Work\n### Phase 1\n## Rest\n### Phase 1\n", ["Phase 1", "Phase 1"]),
    ],
    ids=["living", "narrative-first", "living-only", "steps", "one-section", "own-sections"],
)
def test_milestone_counts_once_however_many_sections_repeat_it(
    text: str, expected: list[str]
) -> None:
    plan = Document.parse(f"# Plan\n{text}").plan

    assert [milestone.title for milestone in plan.milestones] == expected
    assert [plan.sections[each.section].title for each in plan.milestones] == expected


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("## Progress <!-- keep -->", "Progress"),
        ("## Progress <!-- a --> log <!-- b -->", "Progress log"),
        ("<!-- a --> Progress\n===", ""),
        ("# Pass `-->` on", "Pass `-->` on"),
        ("# Open <!-- and no more", "Open <!-- and no more"),
    ],
)
def test_comment_is_no_part_of_a_title(heading: str, title: str) -> None:
    titles = [section.title for section in Document.parse(heading).plan.sections]

    assert titles == ([title] if title else [])
