"""A new plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from milepost.plan.canon import ORDER, SectionKind
from milepost.plan.skeleton import LIVING_STATEMENT, SKELETON

if TYPE_CHECKING:
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
    parts = [f"# {_one_line(title)}", LIVING_STATEMENT]
    for kind in ORDER:
        parts += [f"## {kind.title}", _body(kind, _one_line(purpose), now)]
    return "\n\n".join(parts) + "\n"


def _body(kind: SectionKind, purpose: str, now: datetime) -> str:
    if kind is SectionKind.PURPOSE and purpose:
        return _as_paragraph(purpose)
    if kind is SectionKind.PROGRESS:
        return f"- [x] ({now:%Y-%m-%d %H:%MZ}) Began this plan.\n{SKELETON[kind]}"
    return SKELETON[kind]


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _as_paragraph(line: str) -> str:
    start = _BLOCK_START.match(line)
    return line if start is None else f"{line[: start.end()]}\\{line[start.end() :]}"
