"""A new plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.plan.canon import ORDER, SectionKind
from milepost.plan.skeleton import LIVING_STATEMENT, SKELETON, TITLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# At its start these make a heading, quotation, list, rule, fence or HTML block of a sentence. A
# match ends where a backslash makes it plain text.
_BLOCK_START = re.compile(
    r"\d{1,9}(?=[.)](?:[ ]|$))|(?=#{1,6}(?:[ ]|$)|>|[-+*](?:[ ]|$)|(?:[-*_][ ]*){3,}$|`{3}|~{3}|<)"
)


def new_plan(title: str, purpose: str, now: datetime) -> str:
    """The text of a plan that is still to be written: all twelve sections, LF line ends.

    `title` and `purpose` are put on one line each. An empty purpose leaves guidance in its place.
    `now`, in UTC, is when the plan was begun.
    """
    own = {SectionKind.PROGRESS: f"- [x] ({now:%Y-%m-%d %H:%MZ}) Began this plan.\n{_ITEM}"}
    if line := _one_line(purpose):
        own[SectionKind.PURPOSE] = _as_paragraph(line)
    return _compose(_one_line(title), own)


def plan_template() -> str:
    """The same without title, purpose and time: for those who write the file by hand."""
    return _compose(TITLE, {})


_ITEM = SKELETON[SectionKind.PROGRESS]


def _compose(title: str, own: Mapping[SectionKind, str]) -> str:
    parts = [f"# {title}", LIVING_STATEMENT]
    for kind in ORDER:
        parts += [f"## {kind.title}", own.get(kind, SKELETON[kind])]
    return "\n\n".join(parts) + "\n"


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _as_paragraph(line: str) -> str:
    start = _BLOCK_START.match(line)
    return line if start is None else f"{line[: start.end()]}\\{line[start.end() :]}"
