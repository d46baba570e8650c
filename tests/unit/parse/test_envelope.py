from __future__ import annotations

import pytest

from milepost.parse.envelope import find_outer_fence, read_front_matter
from milepost.text import LineIndex

PLAN = "# A\n\n## Progress\n\n- [ ] a\n"


@pytest.mark.parametrize(
    ("text", "span", "values"),
    [
        ("---\nstatus: done\n---\n", "---\nstatus: done\n---", {"status": "done"}),
        ("---\r\na: b\r\n...\r\n# c", "---\r\na: b\r\n...", {"a": "b"}),
        ("---  \nTitle: 'A: b'\n---", "---  \nTitle: 'A: b'\n---", {"title": "A: b"}),
        ("---\n---\n", "---\n---", {}),
        ('---\n"key": "v"\nb:\n---\n', '---\n"key": "v"\nb:\n---', {"key": "v", "b": ""}),
        ("---\n# c\nx.y-z: 1\n---\n", "---\n# c\nx.y-z: 1\n---", {"x.y-z": "1"}),
        ("---\n标题: 计划\n---\n", "---\n标题: 计划\n---", {"标题": "计划"}),
        (
            "---\na:\n  - b\n- c\n\nd: |\n  text of it\n---\n",
            "---\na:\n  - b\n- c\n\nd: |\n  text of it\n---",
            {"a": "", "d": "|"},
        ),
        ("---\nurl: https://a\n---\n", "---\nurl: https://a\n---", {"url": "https://a"}),
    ],
)
def test_front_matter_is_read(text: str, span: str, values: dict[str, str]) -> None:
    found = read_front_matter(text, LineIndex(text))

    assert found is not None
    assert found.span.cut(text) == span
    assert found.values == values


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "# A\n---\na: b\n---\n",
        " ---\na: b\n---\n",
        "----\na: b\n---\n",
        "---\na: b\n",
        "---\n\n# A\n\n---\n",
        "---\n# A\n---\n",
        "---\nThe plan is this.\n---\n",
        "---\na: b\nand then prose\n---\n",
    ],
)
def test_a_rule_on_the_first_line_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text, LineIndex(text)) is None


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        (f"```md\n{PLAN}```\n", 0, 6),
        (f"\n~~~ Markdown \n{PLAN}~~~~\n", 1, 7),
        (f"   ````md\n{PLAN}```\n````\n", 0, 7),
        (f"```md\n{PLAN}", 0, None),
        (f"```md\n{PLAN}```\nSome notes.\n\n```\ncode\n```\n", 0, 6),
        (f"```md\n{PLAN}\n```sh\nmake\n```\n\n## Decision Log\n```\n", 0, 12),
        (f"```md\n{PLAN}\n```\nmake\n```\n\n## Decision Log\n```\n", 0, 12),
        (f"```md\n{PLAN}\n~~~\n```\n", 0, 8),
        (f"```md\n{PLAN}\n```sh\nmake\n```\n", 0, 9),
        ("~~~md\n   ## Progress ##\n~~~\n", 0, 2),
        ("```md\n```sh\nmake\n```\n## Progress\n```\n", 0, 5),
    ],
)
def test_a_fence_around_the_plan_is_found(text: str, opening: int, closing: int | None) -> None:
    found = find_outer_fence(text, LineIndex(text), 0)

    assert found is not None
    assert (found.opening, found.closing) == (opening, closing)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        PLAN,
        f"```\n{PLAN}```\n",
        f"```mdx\n{PLAN}```\n",
        f"```md title\n{PLAN}```\n",
        f"An answer:\n\n```md\n{PLAN}```\n",
        "```md\n# A\n#hashtag\n##\n```\n",
        f"```md\nsample\n```\n\n{PLAN}",
        f"```md\nsample\n```\n\n{PLAN}\n```\ncode\n```\n",
    ],
)
def test_other_fences_are_left_alone(text: str) -> None:
    assert find_outer_fence(text, LineIndex(text), 0) is None


def test_the_search_begins_at_the_given_line() -> None:
    text = f"---\n---\n```md\n{PLAN}```\n"

    found = find_outer_fence(text, LineIndex(text), 2)

    assert found is not None
    assert (found.opening, found.closing) == (2, 8)
