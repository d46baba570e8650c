"""The plan as styled Markdown, drawn line by line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from milepost.text import EditSet, Span
from milepost.tui.cells import cell_len, sanitise, wrap
from milepost.tui.glyphs import ASCII, UNICODE
from milepost.tui.layout import ASCII_ORNAMENTS, ORNAMENTS, Page, PageStyle
from milepost.tui.matches import find_matches
from milepost.tui.painting import NAMES, FindingMarks, Looks
from milepost.tui.reader_view import MARGINS, View
from milepost.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from typing_extensions import override

    from milepost.diagnostics import Diagnostic
    from milepost.document import Document
    from milepost.tui.glyphs import Glyphs
else:

    def override(method):
        """Says nothing at run time; the type checker reads the real one."""
        return method


_NARROWEST = 24
_SLICE = 250
"""Blocks of a long plan that are laid out at a time, between two key presses."""
_BESIDE = 2
"""Lines that stay visible above and below the cursor."""


class Reader(LineView):
    """Shows a document. The cursor is a place in the source, and so is what is scrolled to.

    A new document keeps both where they are: text that changes elsewhere moves nothing.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reader--{name}" for name in NAMES}

    DEFAULT_CSS = """
    Reader {
        & > .reader--heading1 { color: $ink; text-style: bold; }
        & > .reader--heading2 { color: $ink; text-style: bold; }
        & > .reader--heading3 { color: $ink; text-style: bold; }
        & > .reader--heading4 { color: $quiet; text-style: bold; }
        & > .reader--quiet { color: $quiet; }
        & > .reader--bullet { color: $quiet; }
        & > .reader--quote { color: $quiet; text-style: italic; }
        & > .reader--code { color: $ink; background: $raised; }
        & > .reader--code-block { color: $ink; background: $raised; }
        & > .reader--code-edge { color: $quiet; background: $raised; }
        & > .reader--added { color: $done; background: $raised; }
        & > .reader--removed { color: $err; background: $raised; }
        & > .reader--strong { text-style: bold; }
        & > .reader--emphasis { text-style: italic; }
        & > .reader--strike { text-style: strike; }
        & > .reader--link { color: $changed; text-style: underline; }
        & > .reader--label { text-style: bold; }
        & > .reader--stamp { color: $quiet; }
        & > .reader--table-head { color: $ink; text-style: bold; }
        & > .reader--done { color: $quiet; }
        & > .reader--done-sign { color: $done; }
        & > .reader--open-sign { color: $ink; text-style: bold; }
        & > .reader--partial-sign { color: $ink; text-style: bold; }
        & > .reader--next { color: $accent; text-style: bold; }
        & > .reader--next-text { color: $ink; text-style: bold; }
        & > .reader--error { color: $err; text-style: bold; }
        & > .reader--warning { color: $warn; }
        & > .reader--info { color: $quiet; }
        & > .reader--finding { text-style: underline; }
        & > .reader--changed { color: $changed; }
        & > .reader--match { color: $ground; background: $changed; }
        & > .reader--current-match { color: $ground; background: $accent; text-style: bold; }
        & > .reader--selection { color: $ground; background: $ink; }
        & > .reader--cursor { background: $raised; }
        & > .reader--cursor-sign { color: $accent; }
        & > .reader--message { color: $quiet; }
    }
    """

    document: var[Document | None] = var(None, init=False)
    """What is shown. Assigned directly, it is shown from its top; see `set_document`."""
    diagnostics: var[tuple[Diagnostic, ...]] = var((), init=False)
    """Findings in the document."""
    changes: var[tuple[Span, ...]] = var((), init=False)
    """What is marked as changed: spans of the document, in order and disjoint."""
    empty_hint: var[str] = var("", init=False)
    """A sentence for when there is nothing to show."""
    glyphs: var[Glyphs] = var(UNICODE, init=False)
    markers: var[bool] = var(default=False, init=False)
    """Whether the signs of inline markup are shown."""

    @dataclass
    class CursorMoved(Message):
        """The cursor came to another place of the plan."""

        reader: Reader
        offset: int

    @dataclass
    class SectionChanged(Message):
        """Another section is being read."""

        reader: Reader
        index: int | None
        """Its index in `Plan.sections`; `None` before the first heading."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._view: View | None = None
        self._looks: Looks | None = None
        self._edits: EditSet | None = None
        self._cursor = 0
        self._held: tuple[int, int] | None = None
        self._section: int | None = None
        self._query = ""
        self._search_from: tuple[int, int] | None = None
        self._drag_from: int | None = None
