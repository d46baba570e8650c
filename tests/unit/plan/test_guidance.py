"""The guidance of a new plan: complete, recognised, and out of the rules' way."""

from __future__ import annotations

import pytest

from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.skeleton import FIRST_ITEM, LIVING_STATEMENT, SKELETON, is_guidance

GUIDED = [kind for kind in ORDER if kind is not SectionKind.PROGRESS]


def test_every_standard_section_has_a_body() -> None:
    assert tuple(SKELETON) == ORDER


@pytest.mark.parametrize("kind", ORDER)
def test_body_can_stand_between_blank_lines(kind: SectionKind) -> None:
    body = SKELETON[kind]

    assert body == body.strip()
    assert "\r" not in body
    assert "\n\n\n" not in body
    assert "#" not in body


@pytest.mark.parametrize("kind", GUIDED)
def test_each_block_of_guidance_is_recognised(kind: SectionKind) -> None:
    for block in SKELETON[kind].split("\n\n"):
        assert is_guidance(block)


def test_guidance_is_recognised_however_it_is_wrapped() -> None:
    assert is_guidance(SKELETON[SectionKind.PURPOSE].replace(" ", "\r\n  "))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None yet.",
        FIRST_ITEM,
        SKELETON[SectionKind.PROGRESS],
        LIVING_STATEMENT,
        SKELETON[SectionKind.PURPOSE] + " More.",
    ],
)
def test_what_authors_write_is_no_guidance(text: str) -> None:
    assert not is_guidance(text)


@pytest.mark.parametrize(
    "phrase", ["as needed", "appropriate", "TBD", "TODO", "???", "etc.", "should", "<", "```"]
)
def test_guidance_does_not_use_what_the_rules_forbid(phrase: str) -> None:
    assert phrase not in "\n".join(SKELETON.values()) + LIVING_STATEMENT
