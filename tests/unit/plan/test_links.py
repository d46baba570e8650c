"""Where links lead, and what only looks like one."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.links import links_of


def destinations(text: str) -> list[str]:
    document = Document.parse(text)
    links = list(links_of(text, document.plan, document.prose))
    assert [link.span.cut(text) for link in links] == [link.destination for link in links]
    return [link.destination for link in links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [a](a.md) and ![b](b.png).\n", ["a.md", "b.png"]),
        ("[![b](b.png)](c.md)\n", ["b.png", "c.md"]),
        ("[a](a.md \"Title\") [b](b.md 't')\n", ["a.md", "b.md"]),
        ("[a](<a b.md>) []( #x )\n", ["a b.md", "#x"]),
        ("| a |\n| --- |\n| [a](a.md) |\n", ["a.md"]),
        ("- item\n\n  [a](a.md)\n", ["a.md"]),
        ("[a]: a.md\n[b]: <b c.md> 'T'\n", ["a.md", "b c.md"]),
        ("[a]: a.md\r\n", ["a.md"]),
        ("   [a]: a.md\n", ["a.md"]),
        ("`[a](a.md)` and a](b.md) and \\[c](c.md)\n", []),
        ("[a](b c.md) and [a]()\n", []),
        ("    [a](a.md)\n    [b]: b.md\n", []),
        ("> [a](a.md)\n", []),
        ("[^1]: note.md\n", []),
        ("```\n[a]: a.md\n```\n", []),
        ("[a]: two words\n", []),
        ("<!-- [a](a.md) -->\n", []),
    ],
)
def test_links_of_a_text(text: str, expected: list[str]) -> None:
    assert destinations(text) == expected
