"""A plan may choose its profile."""

from __future__ import annotations

import time

import pytest

from milepost.diagnostics import Severity
from milepost.document import Document
from milepost.lint.engine import lint
from milepost.lint.profile import find_profile_choice, profile_of
from milepost.lint.selection import Selection
from milepost.plan.kinds import SectionKind
from milepost.plan.profiles import LIVING_ONLY, PROFILES, OwnSection, Profile
from support.rules import NOW


@pytest.mark.parametrize(
    "text",
    [
        "---\nmilepost-profile: living\n---\n# T\n",
        "---\r\ntitle: T\r\nmilepost-profile: 'living' # for now\r\n---\r\n",
        "---\nmilepost: {profile: living}\n---\n",
        '---\nmilepost: { other: 1, profile: "living", more: 2 }\n---\n',
        "---\nmilepost:\n  other: 1\n  profile: living\n---\n",
        "---\r\nmilepost: # ours\r\n\tprofile: living\r\nother: 1\r\n---\r\n",
        "# T\n\n<!-- milepost-profile: living -->\n\n## Progress\n",
        "# T\n\n<!-- milepost-profile living -- the rest is in the wiki -->\n",
        "<!-- milepost-profile: living -->\n\n<!-- milepost-profile: cookbook -->\n",
    ],
)
def test_plan_chooses_its_profile(text: str) -> None:
    document = Document.parse(text)

    choice = find_profile_choice(document)

    assert choice is not None
    assert choice.name == choice.span.cut(text) == "living"
    assert profile_of(document, PROFILES) is LIVING_ONLY


@pytest.mark.parametrize(
    "text",
    [
        "# T\n",
        "---\nprofile: living\n---\n",
        "---\nmilepost:\n  other: 1\nprofile: living\n---\n",
        "---\nmilepost-profile: living room\n---\n",
        "---\nmilepost-profile:\n---\n",
        "# T\n\nmilepost-profile: living\n",
        "# T\n\nSee <!-- milepost-profile: living -->\n",
        "# T\n\n    <!-- milepost-profile: living -->\n",
        "```\n<!-- milepost-profile: living -->\n```\n",
        "<!-- milepost-profiles: living -->\n",
    ],
)
def test_other_words_choose_none(text: str) -> None:
    document = Document.parse(text)

    assert find_profile_choice(document) is None
    assert profile_of(document, PROFILES) is None


def test_unknown_profile_is_none() -> None:
    document = Document.parse("---\nmilepost-profile: lvng\n---\n")

    assert profile_of(document, PROFILES) is None


def test_sections_of_the_project_are_missed() -> None:
    profile = Profile(
        "service",
        required=(SectionKind.PURPOSE,),
        own=(OwnSection("Rollout", required=True), OwnSection("Security", required=False)),
    )
    selection = Selection(profile=profile, select=("MP101",))
    document = Document.parse("# T\n\n## Goal\n\nIt flies.\n\n## Rollout (staged)\n\nNow.\n")
    empty = Document.parse("# T\n\n## Goal\n\nIt flies.\n")

    found = lint(document, selection, now=NOW).diagnostics
    more = lint(empty, selection, now=NOW).diagnostics

    assert [(each.severity, each.message) for each in found] == [
        (Severity.WARNING, "the section `Security` is missing")
    ]
    assert [(each.severity, each.message) for each in more] == [
        (Severity.ERROR, "the section `Rollout` is missing"),
        (Severity.WARNING, "the section `Security` is missing"),
    ]


def test_long_front_matter_costs_little() -> None:
    rows = "  a:   b\n" * 20_000
    document = Document.parse(f"---\nmilepost:\n{rows}---\n")
    begun = time.process_time()

    assert find_profile_choice(document) is None

    assert time.process_time() - begun < 0.5
