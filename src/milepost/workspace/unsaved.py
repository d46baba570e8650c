"""Text that was typed into a part of a plan and is not saved: how it outlives the program."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

from milepost.text import EditSet, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from milepost.document import Document
    from milepost.edits.editable import Editable
    from milepost.plan.model import Plan, Section
    from milepost.workspace.versions import Draft

_PREFIX = "edit "
_FORM = "form "


@dataclass(frozen=True, slots=True)
class UnsavedEdit:
    """A typed text, and what stood around it when the typing began."""

    name: str
    """What was edited, for people."""
    title: str
    """The heading it stands under; empty for what stands before the first one."""
    rank: int
    """0 for the first section of that title."""
    around: str
    """The section's own text, or what stands before the first heading."""
    start: int
    """Where in `around` the edited part begins."""
    end: int
    text: str

    def encode(self) -> str:
        """As the text of a draft."""
        return json.dumps(asdict(self))


class Reopened(NamedTuple):
    """What a typed text is to be put into."""

    base: Document
    """The plan as it is, with the section as it was when the typing began."""
    span: Span
    is_current: bool
    """Whether nobody has changed that section since."""


def begin_unsaved(document: Document, editable: Editable) -> UnsavedEdit:
    """A part of a plan, before anything is typed into it."""
    section, span = editable.section, editable.span
    around = _extent(document, section)
    title = "" if section is None else section.title
    rank = 0 if section is None else _same_title(document.plan, title).index(section)
    text = span.cut(document.text)
    start, end = span.start - around.start, span.end - around.start
    return UnsavedEdit(editable.name, title, rank, around.cut(document.text), start, end, text)


def place_of(name: str, began: datetime) -> str:
    """The place of a draft: one for each time that somebody began to type."""
    return f"{_PREFIX}{began:%Y%m%dT%H%M%S.%fZ} {name}"


def find_unsaved(drafts: Sequence[Draft]) -> tuple[tuple[Draft, UnsavedEdit], ...]:
    """Those of the drafts that were typed into a part of a plan, in their order."""
    typed = ((draft, decode(draft.text)) for draft in drafts if draft.place.startswith(_PREFIX))
    return tuple((draft, unsaved) for draft, unsaved in typed if unsaved is not None)


def decode(text: str) -> UnsavedEdit | None:
    """The edit that a draft holds; `None` for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    kinds = {field.name: int if field.type == "int" else str for field in fields(UnsavedEdit)}
    if not isinstance(data, dict) or data.keys() != kinds.keys():
        return None
    if not all(type(data[name]) is kind for name, kind in kinds.items()):
        return None
    unsaved = UnsavedEdit(**data)
    return unsaved if 0 <= unsaved.start <= unsaved.end <= len(unsaved.around) else None


def place_of_form(name: str) -> str:
    """The place of the draft of a form: what was typed into it last is the only one."""
    return f"{_FORM}{name}"


def encode_values(values: Mapping[str, str]) -> str:
    """What was typed into a form, by the names of its fields, as the text of a draft."""
    return json.dumps(dict(values))


def find_forms(drafts: Iterable[Draft]) -> dict[str, dict[str, str]]:
    """What was typed into forms and not written, by the name of the form and of the field."""
    found = {}
    for draft in drafts:
        values = _decode_values(draft.text) if draft.place.startswith(_FORM) else None
        if values:
            found[draft.place.removeprefix(_FORM)] = values
    return found


def together(
    earlier: Mapping[str, str], now: Mapping[str, str], started: Mapping[str, str]
) -> dict[str, str]:
    """What was typed into a form in an earlier run, and behind it what was typed since.

    All by the names of the fields; `started` is what they held before anything was typed. What
    was filled in for the person, both times the same, stands there once.
    """
    since = {name: text.removeprefix(started.get(name, "")) for name, text in now.items()}
    joined = {
        name: text if since.get(name) == text else f"{text}{since.get(name, '')}"
        for name, text in earlier.items()
        if text
    }
    return {**now, **joined}


def _decode_values(text: str) -> dict[str, str] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_sound = isinstance(data, dict) and all(isinstance(each, str) for each in data.values())
    return data if is_sound else None


def reopen(document: Document, unsaved: UnsavedEdit) -> Reopened:
    """Where a typed text belongs in a plan that others may have changed since.

    Where the section is gone, the base has it at its end: putting the text in makes a conflict.
    """
    alike = _same_title(document.plan, unsaved.title) if unsaved.title else []
    section = alike[min(unsaved.rank, len(alike) - 1)] if alike else None
    if section is None and unsaved.title:
        there, around = Span(len(document.text), len(document.text)), f"\n\n{unsaved.around}"
    else:
        there, around = _extent(document, section), unsaved.around
    is_current = there.cut(document.text) == around
    edits = EditSet() if is_current else EditSet.replace(there, around)
    base = document.edited(edits) if edits else document
    start = there.start + len(around) - len(unsaved.around)
    return Reopened(base, Span(start + unsaved.start, start + unsaved.end), is_current)


def _extent(document: Document, section: Section | None) -> Span:
    """A section with its heading, up to the next heading; else what stands before all of them."""
    if section is None:
        sections = document.plan.sections
        end = _line_start(document, sections[0]) if sections else len(document.text)
        return Span(0, end)
    start = _line_start(document, section)
    return Span(start, max(section.own.end, section.heading.end))


def _line_start(document: Document, section: Section) -> int:
    return document.lines.start(document.lines.line_of(section.heading.start))


def _same_title(plan: Plan, title: str) -> list[Section]:
    return [section for section in plan.sections if section.title == title]


def is_saved(document: Document, unsaved: UnsavedEdit) -> bool:
    """Whether the plan has the typed text already, where it belongs."""
    around = f"{unsaved.around[: unsaved.start]}{unsaved.text}{unsaved.around[unsaved.end :]}"
    alike = _same_title(document.plan, unsaved.title) if unsaved.title else [None]
    return any(_extent(document, section).cut(document.text) == around for section in alike)
