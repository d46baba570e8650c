"""The rail: progress as a line of mileposts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.reactive import var

from milepost.plan.query import progress_of
from milepost.tui.rail_rows import MARK_CELLS, foreseen, marked, rail_rows
from milepost.tui.rows import Row, Run, paragraph
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from milepost.document import Document
    from milepost.plan.model import ChecklistItem
    from milepost.tui.news import Kind

_NO_ITEMS = (
    "No steps yet. The Progress section has no checkbox; a step is a line such as "
    "“- [ ] Read the importer and its tests”."
)
_NO_SECTION = "No steps yet. The plan has no Progress section; that is where its checkboxes belong."


class Rail(RowList):
    """The items of the Progress section; an entry's key is the item's index in the plan."""

    document: var[Document | None] = var(None)
    changed: var[Mapping[int, Kind]] = var(dict, init=False)
    """What is new, by the item's index; shown with the next rows."""
    local: var[bool] = var(default=False, init=False)
    """Whether times are shown in the zone of this machine and not in UTC."""
    empty_hint: var[str] = var("")
    """A sentence for when there is no text at all."""

    def build_rows(self, width: int) -> Sequence[Row]:
        """Heading and items."""
        document = self.document
        if document is None:
            return ()
        progress = progress_of(document.plan)
        count = f"{progress.done} of {progress.total} "
        zone = Run("  local time" if self.local else "", "quiet")
        heading = Row((Run("PROGRESS", "title"), zone), right=(Run(count, "title"),))
        if not progress.total:
            has_section = any(kind.name == "PROGRESS" for kind in document.plan.by_kind)
            hint = _NO_ITEMS if has_section else _NO_SECTION
            if not document.text.strip():
                hint = self.empty_hint
            lines = paragraph(hint, width - 1, 12, self.glyphs.ellipsis)
            return [heading, Row(()), *(Row((Run(line, "quiet"),)) for line in lines)]
        following = progress.next_item
        next_index = following.index if following is not None else None
        rows = rail_rows(document.plan, next_index, width, self.glyphs, local=self.local)
        return [heading, Row(()), *marked(rows, self.changed, self.glyphs)]

    def _watch_local(self) -> None:
        self.rebuild()

    @dataclass(eq=False, repr=False)
    class BoxClicked(Message):
        """The person clicked an item's mark."""

        key: int

    def on_click(self, event: events.Click) -> None:
        """A mark is a box to tick; what else is clicked is chosen as in any list."""
        at = event.get_content_offset(self)
        number = len(self._rows) if at is None else at.y + self.top
        row = self._rows[number] if number < len(self._rows) else None
        if at is None or row is None or row.key is None or at.x not in MARK_CELLS:
            return
        if self._first_row[row.key] == number:
            event.prevent_default()
            self.post_message(self.BoxClicked(row.key))

    def _watch_empty_hint(self) -> None:
        self.rebuild()

    def home_key(self) -> int:
        """At first the cursor stands on what is next."""
        following = progress_of(self.document.plan).next_item if self.document else None
        return super().home_key() if following is None else following.index

    def follow(self, document: Document) -> None:
        """Shows a new document; the cursor stays with its item."""
        before = self.document
        self.set_reactive(Rail.document, document)
        if before is None:
            self.rebuild()
            return
        # Needed from the second text on.
        from milepost.plan.identity import find_item, key_of

        def find(index: int) -> int | None:
            found = find_item(document.plan, key_of(before.plan, before.plan.items[index]))
            return None if found is None else found.index

        self.rebuild(find)

    def foresee(self, item: ChecklistItem) -> None:
        """Shows the other mark of an item until the rows are built anew."""
        first = self._first_row.get(item.index)
        if first is not None:
            row = foreseen(self._rows[first], self.glyphs, done=not item.done)
            self._rows = [*self._rows[:first], row, *self._rows[first + 1 :]]
            self.repaint()

    @property
    def selected(self) -> ChecklistItem | None:
        """The item under the cursor."""
        if self.document is None or self.cursor is None:
            return None
        items = self.document.plan.items
        return items[self.cursor] if self.cursor < len(items) else None
