"""What in a plan is meant as the choice of a profile."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.choosing import find_choosing_words, find_profile_choice


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "---\nmilepost_profile: a\nMilepost-Profile: b\n---\n",
            ["milepost_profile", "Milepost-Profile"],
        ),
        ("---\nmilepost-profile: a\n---\n", ["milepost-profile"]),
        ("---\nkey: <!-- milepost_profile\n---\n", []),
        ("<!-- milepost profiles: a -->\n", ["milepost profiles"]),
        ("milepost_profile: a\n", []),
        ("    <!-- milepost_profile: a -->\n", []),
        ("# T\n", []),
    ],
)
def test_words_that_choose(text: str, words: list[str]) -> None:
    plan = Document.parse(text).plan

    assert [span.cut(text) for span in find_choosing_words(plan, text)] == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\nmilepost-profile: living\n---\n", "living"),
        ("---\nmilepost: { profile: living }\n---\n", "living"),
        ("<!-- milepost-profile: living -- why -->\n", "living"),
        ("<!-- milepost_profile: living -->\n", None),
        ("# T\n", None),
    ],
)
def test_choice(text: str, name: str | None) -> None:
    choice = find_profile_choice(Document.parse(text).plan, text)

    assert (choice and choice.name) == name
