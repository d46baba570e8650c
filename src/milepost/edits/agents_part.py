"""The part of a guide for coding agents that Milepost keeps up to date, between two markers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from milepost.plan.model import BlockKind
from milepost.text import EditSet, Span, TextEdit

if TYPE_CHECKING:
    from milepost.document import Document

BEGIN = "<!-- milepost:begin -->"
END = "<!-- milepost:end -->"

AGENTS_PART = f"""\
{BEGIN}
## ExecPlans

Before work that takes longer than an hour, touches several parts of this repository or has unknowns
in it, write an ExecPlan: one Markdown file from which somebody who has only the working tree can
finish the work and see it working. Where the skill `exec-plan` is installed, follow it; otherwise
begin with `milepost init PLAN "Title"`, which writes every section with guidance. Keep plans where
this repository keeps them already, else in `plans/`.

While you carry a plan out, go on from milestone to milestone without asking what is next, and keep
the file true at every stopping point: tick what is done and say when in UTC, which is what
`milepost tick PLAN "its text"` does, split what is half done, write surprises down with their
evidence and decisions with their reasons. A person may have the same file open: read it again
before each edit, change few lines, and never write the whole of it from memory.

Run `milepost check PLAN --output-format agent` after each change of a plan and mend what it finds;
without Milepost, run the skill's `validate_plan.py`. `milepost ready PLAN` must end with 0 before
the work begins, and `milepost finish PLAN` before the plan is called finished. To take a plan up
again, begin with `milepost status PLAN`.
{END}"""
"""Both markers and what stands between them; LF between lines, none at the end."""


class Tangle(Enum):
    """Why it is not clear which part is meant; the value follows the name of the file."""

    NO_END = f"has {BEGIN} without {END} after it"
    NO_BEGIN = f"has {END} without {BEGIN} before it"
    SEVERAL = "has more than one part between the markers"


def find_part(document: Document) -> Span | Tangle | None:
    """From the first marker to the end of the second; markers within code are none."""
    text = document.text
    begins, ends = _marks(document, BEGIN), _marks(document, END)
    if len(begins) > 1 or len(ends) > 1:
        return Tangle.SEVERAL
    if not begins:
        return Tangle.NO_BEGIN if ends else None
    if not ends or ends[0] < begins[0]:
        return Tangle.NO_END
    return Span(begins[0], text.index(END, ends[0]) + len(END))


def insert_part(document: Document) -> EditSet:
    """Puts the part at the end of a text that has none, behind a blank line.

    A text without a last line end has none afterwards either: this is how `remove_part` knows.
    """
    text, newline = document.text, document.source.newline
    part = _in_lines(newline)
    if not text:
        added = part
    elif text.endswith(("\n", "\r")):
        added = f"{newline}{part}{newline}"
    else:
        added = f"{newline}{newline}{part}"
    return EditSet.of([TextEdit(Span(len(text), len(text)), added)])


def update_part(document: Document, part: Span) -> EditSet:
    """Puts the part as it is today in the place of the one that is there."""
    fresh = _in_lines(document.source.newline)
    return EditSet.of([] if part.cut(document.text) == fresh else [TextEdit(part, fresh)])


def remove_part(document: Document, part: Span) -> EditSet:
    """Takes the part away, and with it what `insert_part` has put around it."""
    text = document.text
    start, end = part.start, part.end
    if end == len(text):
        start = _before_line_end(text, _before_line_end(text, start))
    else:
        end = _after_line_end(text, end)
        start = _before_line_end(text, start)
    return EditSet.of([TextEdit(Span(start, end), "")])


def is_only_part(document: Document, part: Span) -> bool:
    """Whether the text is a file that was made for the part."""
    return document.text == part.cut(document.text) + document.source.newline


def new_file() -> str:
    """The text of a file that is made for the part."""
    return AGENTS_PART + "\n"


def _marks(document: Document, marker: str) -> list[int]:
    """Where blocks begin that are the marker."""
    return [
        block.span.start
        for block in document.plan.blocks
        if block.kind is BlockKind.HTML and block.span.cut(document.text).strip() == marker
    ]


def _in_lines(newline: str) -> str:
    return AGENTS_PART.replace("\n", newline)


def _before_line_end(text: str, at: int) -> int:
    if text[max(0, at - 2) : at] == "\r\n":
        return at - 2
    return at - 1 if text[max(0, at - 1) : at] in {"\n", "\r"} else at


def _after_line_end(text: str, at: int) -> int:
    if text[at : at + 2] == "\r\n":
        return at + 2
    return at + 1 if text[at : at + 1] in {"\n", "\r"} else at
