"""Which sections a plan is to have: the profiles that come with the program, and custom ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from milepost.plan.canon import normalise_title, title_forms
from milepost.plan.headings import section_level
from milepost.plan.kinds import ORDER, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from milepost.plan.model import Plan, Section


class OwnSection(NamedTuple):
    """A section that is no standard one: a project's own idea of what a plan must say."""

    title: str
    required: bool
    """Whether its lack is an error; else it is a warning."""


class Profile(NamedTuple):
    """Which sections a plan must have: the lack of a required one is an error, else a warning."""

    name: str
    required: tuple[SectionKind, ...] = ()
    expected: tuple[SectionKind, ...] = ()
    own: tuple[OwnSection, ...] = ()
    """Sections that are no standard ones, the required ones first."""


EXECPLAN = Profile(
    "execplan",
    required=(
        SectionKind.PURPOSE,
        SectionKind.PROGRESS,
        SectionKind.SURPRISES,
        SectionKind.DECISIONS,
        SectionKind.OUTCOMES,
        SectionKind.CONTEXT,
        SectionKind.WORK,
        SectionKind.VALIDATION,
    ),
    expected=(
        SectionKind.STEPS,
        SectionKind.RECOVERY,
        SectionKind.ARTIFACTS,
        SectionKind.INTERFACES,
    ),
)
"""The default."""

COOKBOOK = Profile("cookbook", required=ORDER)
"""All twelve sections."""

LIVING_ONLY = Profile("living", required=tuple(kind for kind in ORDER if kind.living))
"""The four sections that are kept up to date; for projects that explain the work elsewhere."""

COMPAT = Profile("compat", required=EXECPLAN.required, expected=EXECPLAN.expected)
"""The sections of `execplan`, checked as the original validator does."""

PROFILES: Mapping[str, Profile] = {
    profile.name: profile for profile in (EXECPLAN, COOKBOOK, LIVING_ONLY, COMPAT)
}
"""The profiles that come with the program, by name."""


def find_own_section(plan: Plan, title: str) -> Section | None:
    """The first section that is headed so, at the level of the standard sections or above it.

    Titles are compared as those of standard sections are: letter case, `&` for `and`, a number in
    front, and what stands in brackets or behind a colon make no difference.
    """
    wanted = normalise_title(title)
    level = section_level(plan)
    return next(
        (
            section
            for section in plan.sections
            if section.level <= level and wanted in title_forms(section.title)
        ),
        None,
    )


def missing_own_sections(plan: Plan, profile: Profile) -> Iterable[OwnSection]:
    """The profile's own sections that the plan lacks, in the profile's order."""
    return (own for own in profile.own if find_own_section(plan, own.title) is None)
