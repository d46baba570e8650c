from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import SectionKind
from milepost.plan.model import BlockKind, NoteKind

PLAN = "# A plan\n\n## Progress\n\n- [ ] a\n"


def notes_of(text: str) -> list[tuple[NoteKind, str]]:
    return [(note.kind, note.span.cut(text)) for note in Document.parse(text).notes]


@pytest.mark.parametrize(
    ("text", "title", "heading"),
    [
        ("# A plan\n", "A plan", "# A plan"),
        ("# `A` **plan** #\n", "`A` **plan**", "# `A` **plan** #"),
        ("A plan\n===\n", "A plan", "A plan\n==="),
        ("text\n\n# One\n\n# Two\n", "One", "# One"),
        ("# Progress\n# One\n", "One", "# One"),
        ("---\ntitle: One\n---\n## Progress\n", "One", None),
        ("---\ntitle: One\n---\n# Two\n", "Two", "# Two"),
        ("---\nname: One\n---\n", "", None),
        ("## One\n## Two\n## Progress\n", "One", "## One"),
        ("text\n\n## One\n", "", None),
        ("## Progress\n## One\n", "", None),
        ("---\ntitle: One\n---\n## Two\n", "One", None),
        ("```\n# One\n```\n", "", None),
        ("", "", None),
    ],
)
def test_the_title_is_the_first_heading_of_the_highest_level(
    text: str, title: str, heading: str | None
) -> None:
    plan = Document.parse(text).plan

    assert plan.title == title
    assert (plan.title_span.cut(text) if plan.title_span else None) == heading


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("# A\n\nStatus: In progress\n", "In progress"),
        ("# A\n\n**Status:** done\n", "done"),
        ("# A\n\nAuthor: b\nstatus： 完了\n", "完了"),
        ("# A\n\n- Author: b\n- *Status*: `blocked`\n", "blocked"),
        ("> Status: draft\n", "draft"),
        ("---\nstatus: active\n---\n# A\n\nStatus: done\n", "active"),
        ("---\nstatus:\n---\n# A\n\nStatus: done\n", "done"),
        ("# A\n\nThe status: unknown\n", ""),
        ("# A\n\n## Progress\n\nStatus: done\n", ""),
        ("# A\n\n```\nStatus: done\n```\n", ""),
        ("# A\n", ""),
    ],
)
def test_the_status_is_read_from_the_head_of_the_plan(text: str, status: str) -> None:
    assert Document.parse(text).plan.status == status


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("---\na: b\n---\n", ""),
        ("\n---\na: b\n---\n"[1:] + "\n", "notes\n\n```\ncode\n```\n"),
        ("", "# Not a section\n\n- [ ] not an item\n"),
    ],
)
def test_a_plan_in_an_outer_fence_is_read_as_if_it_were_alone(before: str, after: str) -> None:
    text = f"{before}```md\n{PLAN}```\n{after}"
    document = Document.parse(text)
    alone = Document.parse(PLAN)

    assert document.plan.content.cut(text) == PLAN
    assert document.plan.title == alone.plan.title
    assert [item.text for item in document.plan.items] == ["a"]
    assert [each.title for each in document.plan.sections] == ["A plan", "Progress"]
    assert document.plan.items[0].span.cut(text) == "- [ ] a"
    assert (NoteKind.OUTER_FENCE, f"```md\n{PLAN}```") in notes_of(text)
    edges = [each for each in document.plan.blocks if each.kind is BlockKind.OUTER_FENCE]
    assert [edge.span.cut(text) for edge in edges] == ["```md", "```"]


def test_an_outer_fence_that_never_closes_is_noted_twice() -> None:
    assert notes_of(f"```md\n{PLAN}") == [
        (NoteKind.UNCLOSED_FENCE, "```md"),
        (NoteKind.OUTER_FENCE, f"```md\n{PLAN}"),
    ]


def test_front_matter_is_a_block_and_no_rule() -> None:
    text = f"---\na: b\n---\n{PLAN}"
    plan = Document.parse(text).plan

    assert plan.blocks[0].kind is BlockKind.FRONT_MATTER
    assert plan.blocks[0].span.cut(text) == "---\na: b\n---"
    assert plan.content.cut(text) == PLAN
    assert plan.front_matter is not None


def test_front_matter_alone_leaves_an_empty_plan() -> None:
    plan = Document.parse("---\na: b\n---").plan

    assert len(plan.content) == 0
    assert not plan.sections


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("```\na\n", "```"),
        ("a\n\n~~~ py\nb", "~~~ py"),
        ("```", "```"),
        ("````\na\n```\n", "````"),
        ("~~~\na\n```\n", "~~~"),
        ("```\na\n    ```\n", "```"),
        ("```\na\n> ```\n", "```"),
        ("- ```\n  a\n  > ```\n", "- ```"),
        ("- a\n  ```\n  b\n\n- c\n", "  ```"),
        ("> ```\n> a\n\nb\n", "> ```"),
        ("- ```\n  a\n", "- ```"),
    ],
)
def test_a_fence_that_never_closes_is_noted(text: str, opening: str) -> None:
    assert notes_of(text) == [(NoteKind.UNCLOSED_FENCE, opening)]


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n```\n",
        "```\n```",
        "```\na\n`````  \n",
        "  ~~~\na\n ~~~\n",
        "- ```\n  a\n  ```\n",
        "> ```\n> a\n> ```\n",
        "> - ~~~\n>   a\n>   ~~~\n",
    ],
)
def test_a_fence_that_closes_is_not(text: str) -> None:
    assert notes_of(text) == []


OURS = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OURS, [OURS]),
        (f"x\n{OURS}\ny\n{OURS}\n", [OURS, OURS]),
        (OURS.replace("\n", "\r\n"), [OURS.replace("\n", "\r\n")]),
        ("<<<<<<< a\n" + OURS, [OURS]),
        ("<<<<<<< a\nb\n>>>>>>> c\n", []),
        ("=======\n>>>>>>> c\n", []),
        ("<<<<<<< a\n=======\n", []),
        ("<<<<<<<\n=======\n>>>>>>>\n", []),
        (f"```\n{OURS}\n```\n", []),
        (f"    {OURS}".replace("\n", "\n    "), []),
        ("text <<<<<<< a\n=======\n>>>>>>> b\n", []),
    ],
)
def test_a_full_set_of_conflict_markers_outside_code_is_noted(text: str, found: list[str]) -> None:
    conflicts = [cut for kind, cut in notes_of(text) if kind is NoteKind.CONFLICT_MARKERS]

    assert conflicts == found


def test_notes_come_in_file_order() -> None:
    text = f"{OURS}\n\n## Progress\n\n- [] a\n\n- ```\n  c\n\n- [] b\n"

    assert [kind for kind, _ in notes_of(text)] == [
        NoteKind.CONFLICT_MARKERS,
        NoteKind.MALFORMED_CHECKBOX,
        NoteKind.UNCLOSED_FENCE,
        NoteKind.MALFORMED_CHECKBOX,
    ]


def test_a_plan_knows_its_standard_sections() -> None:
    plan = Document.parse(PLAN).plan

    progress = plan.section(SectionKind.PROGRESS)
    assert progress is plan.sections[1]
    assert plan.section(SectionKind.DECISIONS) is None
    assert plan.by_kind == {SectionKind.PROGRESS: 1}
