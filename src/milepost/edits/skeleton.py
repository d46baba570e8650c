"""A new plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.plan.kinds import ORDER, SectionKind
from milepost.plan.profiles import EXECPLAN
from milepost.plan.skeleton import (
    LIVING_STATEMENT,
    OWN_SECTION,
    SKELETON,
    TITLE,
    living_statement,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from milepost.plan.profiles import Profile

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# At its start these make a heading, quotation, list, rule, fence or HTML block of a sentence. A
# match ends where a backslash makes it plain text.
_BLOCK_START = re.compile(
    r"\d{1,9}(?=[.)](?:[ ]|$))|(?=#{1,6}(?:[ ]|$)|>|[-+*](?:[ ]|$)|(?:[-*_][ ]*){3,}$|`{3}|~{3}|<)"
)


def new_plan(title: str, purpose: str, now: datetime, profile: Profile = EXECPLAN) -> str:
    """The text of a plan that is still to be written, LF line ends.

    It has the sections that the profile asks for: the standard ones in their order, then the
    project's own. Progress is always among them, and so is the section for a purpose that is given.

    `title` and `purpose` are put on one line each. An empty purpose leaves guidance in its place.
    `now`, in UTC, is when the plan was begun.
    """
    own = {SectionKind.PROGRESS: f"- [x] ({now:%Y-%m-%d %H:%MZ}) Began this plan.\n{_ITEM}"}
    if line := _one_line(purpose):
        own[SectionKind.PURPOSE] = _as_paragraph(line)
    return _compose(_one_line(title), own, profile)


def plan_template() -> str:
    """The same without title, purpose and time: for those who write the file by hand."""
    return _compose(TITLE, {}, EXECPLAN)


_ITEM = SKELETON[SectionKind.PROGRESS]


def _compose(title: str, own: Mapping[SectionKind, str], profile: Profile) -> str:
    wanted = {*profile.required, *profile.expected, SectionKind.PROGRESS, *own}
    kinds = [kind for kind in ORDER if kind in wanted]
    living = [kind.title for kind in kinds if kind.living]
    parts = [f"# {title}", LIVING_STATEMENT if len(living) == 4 else living_statement(living)]
    for kind in kinds:
        parts += [f"## {kind.title}", own.get(kind, SKELETON[kind])]
    for section in profile.own:
        parts += [f"## {section.title}", OWN_SECTION]
    return "\n\n".join(parts) + "\n"


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _as_paragraph(line: str) -> str:
    start = _BLOCK_START.match(line)
    return line if start is None else f"{line[: start.end()]}\\{line[start.end() :]}"
