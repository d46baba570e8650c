"""What a form asks for, and what it would write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from milepost.plan.query import section_at
from milepost.report.diff import unified_diff
from milepost.tui.cells import sanitise
from milepost.tui.fix_preview import diff_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from milepost.document import Document
    from milepost.text import EditSet
    from milepost.tui.fix_preview import DiffLine
    from milepost.workspace.intent import Resolve


Landing = Literal["item", "next item", "text", "stay"]
"""The item that was written to; the one behind it; what was written; where it is."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One answer that a form asks for."""

    name: str
    label: str
    hint: str = ""
    """What stands in the field while it is empty."""
    value: str = ""
    has_lines: bool = False
    """Whether enter begins a line; elsewhere it goes on to the next field."""
    is_replaced: bool = False
    """Whether what is typed first takes the place of the value."""


class Proposal(NamedTuple):
    """What the answers come to: a change, or a sentence on what is wanted first."""

    label: str
    resolve: Resolve | None
    wanted: str = ""
    shown: Document | None = None
    """The document that the person had before them, when the change is about a part of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it asks, and what it makes of the answers. Without fields, it is a question."""

    name: str
    """What its draft is kept under."""
    title: str
    fields: tuple[FieldSpec, ...]
    propose: Callable[[Mapping[str, str]], Proposal]
    """Pure, and called from other threads."""
    no_place: str
    """The sentence for answers that find no place in the plan."""
    stays: bool = False
    """Whether it asks once more after it has written."""
    lands: Landing = "item"
    """What the cursor goes to when it is written."""

    @property
    def started(self) -> dict[str, str]:
        """What its fields hold before anything is typed, by name."""
        return {each.name: each.value for each in self.fields}


class Written(NamedTuple):
    """Exactly what a form would change, and where; or why it changes nothing."""

    place: str = ""
    lines: tuple[DiffLine, ...] = ()
    remark: str = ""


def what_is_written(form: Form, values: Mapping[str, str], document: Document) -> Written:
    """What the answers would change in a document."""
    proposal = form.propose(values)
    if proposal.resolve is None:
        return Written(remark=proposal.wanted)
    edits = proposal.resolve(document)
    if edits is None:
        return Written(remark=form.no_place)
    if not edits:
        return Written(remark="The plan says so already.")
    changed = document.source.with_text(edits.apply(document.text))
    rows = diff_lines(unified_diff("", document.source, changed))
    lines = tuple(row for row in rows if row.sign.strip())
    return Written(_place_of(document, edits), lines)


def landing(edits: EditSet) -> int:
    """Where in the new text what was written begins."""
    shift = 0
    for edit in edits.edits:
        if edit.text.strip():
            return edit.span.start + shift + len(edit.text) - len(edit.text.lstrip())
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return edits.edits[0].span.start


def _place_of(document: Document, edits: EditSet) -> str:
    first = next((each for each in edits.edits if each.text.strip()), edits.edits[0])
    at = first.span.start
    head = at + len(first.text) - len(first.text.lstrip("\r\n"))
    section = section_at(document.plan, max(0, at - 1))
    title = "" if section is None else f"{sanitise(section.title)}, "
    line = document.lines.position(at).line + 1
    breaks = first.text[: head - at].replace("\r\n", "\n").count("\n")
    return f"{title}line {line + breaks}"
