"""What the profiles ask for, and how sections of a project's own are found."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.kinds import LIVING, ORDER
from milepost.plan.profiles import (
    COMPAT,
    COOKBOOK,
    EXECPLAN,
    LIVING_ONLY,
    PROFILES,
    OwnSection,
    Profile,
    find_own_section,
    missing_own_sections,
)


def test_execplan_requires_eight_and_expects_the_others() -> None:
    assert len(EXECPLAN.required) == 8
    assert {*EXECPLAN.required, *EXECPLAN.expected} == set(ORDER)
    assert [*EXECPLAN.required, *EXECPLAN.expected] == sorted(
        ORDER, key=lambda kind: (kind in EXECPLAN.expected, ORDER.index(kind))
    )


def test_the_others_are_variants_of_it() -> None:
    assert (COOKBOOK.required, COOKBOOK.expected) == (ORDER, ())
    assert frozenset(LIVING_ONLY.required) == LIVING
    assert not LIVING_ONLY.expected
    assert (COMPAT.required, COMPAT.expected) == (EXECPLAN.required, EXECPLAN.expected)


def test_profiles_are_known_by_their_names() -> None:
    assert list(PROFILES) == ["execplan", "cookbook", "living", "compat"]
    assert all(profile.name == name for name, profile in PROFILES.items())
    assert not any(profile.own for profile in PROFILES.values())


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("## Rollout & Rollback", True),
        ("## rollout and rollback", True),
        ("## 7. Rollout & Rollback (staged)", True),
        ("## Rollout & Rollback: by region", True),
        ("# Rollout & Rollback", True),
        ("### Rollout & Rollback", False),
        ("## Rollout", False),
        ("    ## Rollout & Rollback", False),
    ],
)
def test_own_sections_are_found_as_standard_ones_are(heading: str, *, found: bool) -> None:
    plan = Document.parse(f"# T\n\n## Progress\n\n{heading}\n").plan

    assert (find_own_section(plan, "Rollout & Rollback") is not None) is found


def test_own_sections_that_lack_are_named_in_the_order_of_the_profile() -> None:
    rollout, security, cost = (OwnSection(each, required=True) for each in ("Rollout", "Sec", "C"))
    profile = Profile("service", own=(security, rollout, cost))
    plan = Document.parse("# T\n\n## Rollout\n").plan

    assert list(missing_own_sections(plan, profile)) == [security, cost]
