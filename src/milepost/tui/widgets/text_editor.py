"""Where a part of the plan is typed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.document._document import Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.message import Message
from textual.strip import Strip

from milepost.edits.list_typing import indented_rows, is_item, new_line, outdented_rows
from milepost.tui.cells import cell_len
from milepost.tui.exact_document import ExactDocument, WrappedLines
from milepost.tui.looks import READER_LOOKS, Palette
from milepost.tui.painting import SEVERITY_NAMES, message_of
from milepost.tui.typed_marks import Typed, TypedMark, marks_on, moved_marks
from milepost.tui.undo_trail import TypingStep, UndoTrail
from milepost.tui.widgets.writing import TypingArea

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.document._document import EditResult, Location

    from milepost.tui.commands import Command
    from milepost.tui.glyphs import Glyphs

_LINE_END = re.compile(r"\r\n|\r|\n")
_LOST = re.compile("[\0\ud800-\udfff]")
"""What would make the whole file one that cannot be edited."""
_GUTTER = 3
_TAB = 4


class TextEditor(TypingArea):
    """Edits an exact text: what the person does not touch stays as it is, to the byte.

    `TextArea` has the cursor, the selection and the wrapping; text, undoing, lists and drawing are
    here. Keys are acted on in the order in which they come.
    """

    DEFAULT_CSS = """
    TextEditor {
        border: none;
        padding: 0;
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-color: $quiet 40%;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $accent;
        scrollbar-background: $ground;
        scrollbar-background-hover: $ground;
        scrollbar-background-active: $ground;
        &:focus { border: none; }
    }
    """

    class Saved(Message):
        """The person wants the text to be saved."""

    class Left(Message):
        """The person wants to leave."""

    def __init__(self, text: str, newline: str, glyphs: Glyphs) -> None:
        self._palette: Palette | None = None
        self._marks: list[TypedMark] = []
        super().__init__(max_checkpoints=0, soft_wrap=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.glyphs = glyphs
        self.answer_key: Callable[[str], bool] | None = None
        """Asked first about every key, if there is one; true when it has taken the key."""
        self.typed: list[Typed] = []
        """What was typed since the owner has emptied it."""
        self._newline = newline
        self._trail = UndoTrail()
        self._set_exact(ExactDocument(text))

    # The text

    @property
    def exact(self) -> ExactDocument:
        """The text's lines."""
        return self._exact

    def _set_document(self, text: str, language: str | None) -> None:
        self._set_exact(ExactDocument(text))

    def _set_exact(self, document: ExactDocument) -> None:
        self.document = self._exact = document
        self._rows = WrappedLines(document, tab_width=self.indent_width)
        self.wrapped_document = self._rows
        self.navigator = DocumentNavigator(self._rows)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def edit(self, edit: Edit) -> EditResult:
        """Makes an edit, and remembers how to take it back."""
        before = self.selection
        start, old_end = edit.top, min(edit.bottom, self.exact.end)
        result = self._make(edit, start, old_end)
        inserted = edit.text
        end = result.end_location
        self._trail.record(
            TypingStep(start, result.replaced_text, inserted, end, before, self.selection)
        )
        return result

    def _make(self, edit: Edit, start: Location, old_end: Location) -> EditResult:
        result = super().edit(edit)
        typed = Typed(start, old_end, result.end_location)
        self.typed.append(typed)
        self._marks = moved_marks(self._marks, typed)
        return result

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult:
        newline = self.exact.end_near(min(start, end)[0], self._newline)
        text = _LINE_END.sub(lambda _: newline, _LOST.sub("\ufffd", insert))
        return self.replace(text, start, end, maintain_selection_offset=False)

    def action_undo(self) -> None:
        """Takes the last step of typing back."""
        step = self._trail.undo()
        if step is not None:
            self._make(
                Edit(step.removed, step.start, step.end, maintain_selection_offset=False),
                step.start,
                step.end,
            )
            self.selection = Selection(*step.before)

    def action_redo(self) -> None:
        """Does it again."""
        step = self._trail.redo()
        if step is not None:
            end = _end_of(step.start, step.removed)
            self._make(
                Edit(step.inserted, step.start, end, maintain_selection_offset=False),
                step.start,
                end,
            )
            self.selection = Selection(*step.after)

    # Keys

    async def _on_key(self, event: events.Key) -> None:
        """Asks first whether there is a question that the key answers."""
        if not self.read_only and self.answer_key is not None and self.answer_key(event.key):
            event.stop()
            event.prevent_default()

    async def obey(self, command: Command) -> None:
        """What is typed from here on is a step of its own."""
        self._trail.pause()
        await super().obey(command)

    def action_save(self) -> None:
        """Saves."""
        self.post_message(self.Saved())

    def action_leave(self) -> None:
        """Leaves."""
        self.post_message(self.Left())

    def action_copy(self) -> None:
        """Copies what is selected."""
        if self.selected_text:
            self.app.copy_to_clipboard(self.selected_text)

    def action_new_line(self) -> None:
        """Begins a line; a list goes on."""
        start, end = sorted(self.selection)
        if start != end:
            self._replace_via_keyboard("\n", start, end)
            return
        row, column = start
        made = new_line(self.exact.exact_lines, row, column)
        self._replace_via_keyboard(made.text, (row, made.start), (row, made.end))

    def action_indent(self) -> None:
        """Puts list items a level deeper; elsewhere, goes on to the next tab stop."""
        first, last = self._selected_rows()
        lines = self.exact.exact_lines
        if is_item(lines[first]):
            self._put_margins(indented_rows(lines, first, last))
        elif self.selection.is_empty:
            spaces = " " * self._find_columns_to_next_tab_stop()
            self._replace_via_keyboard(spaces, *self.selection)

    def action_outdent(self) -> None:
        """Puts list items and indented lines a level less deep."""
        first, last = self._selected_rows()
        self._put_margins(outdented_rows(self.exact.exact_lines, first, last))

    def _selected_rows(self) -> tuple[int, int]:
        start, end = sorted(self.selection)
        return start[0], end[0] - 1 if end[0] > start[0] and not end[1] else end[0]

    def _put_margins(self, margins: dict[int, str]) -> None:
        """Gives rows other margins, in one step; the selection stays with its text."""
        if not margins:
            return
        first, last = min(margins), max(margins)
        document, selection = self.exact, self.selection
        grown: dict[int, int] = {}
        parts = []
        for row in range(first, last + 1):
            line = document.exact_lines[row]
            words = line.lstrip(" \t") if row in margins else line
            margin = margins.get(row, "")
            grown[row] = len(margin) + len(words) - len(line)
            end = document.get_text_range((row, len(line)), (row + 1, 0)) if row < last else ""
            parts.append(f"{margin}{words}{end}")
        bottom = (last, len(document.exact_lines[last]))
        self.edit(Edit("".join(parts), (first, 0), bottom, maintain_selection_offset=False))
        places = [(row, max(0, column + grown.get(row, 0))) for row, column in selection]
        self.selection = Selection(*places)

    def get_cursor_left_location(self) -> Location:
        """To the character before; marks that combine with it belong to it."""
        return self._past_marks(super().get_cursor_left_location(), -1)

    def get_cursor_right_location(self) -> Location:
        """To the character behind; marks that combine with this one belong to it."""
        return self._past_marks(super().get_cursor_right_location(), 1)

    def _past_marks(self, place: Location, by: int) -> Location:
        row, column = place
        line = self.document.get_line(row)
        while 0 < column < len(line) and line[column] != "\t" and not cell_len(line[column]):
            column += by
        return row, column

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None: looking for it would take as long as the text is."""
        return None

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._trail.pause()
        await super()._on_mouse_down(event)

    # Drawing

    @property
    def gutter_width(self) -> int:
        """Cells for the signs of findings."""
        return _GUTTER

    @property
    def marks(self) -> Sequence[TypedMark]:
        """The findings in the text."""
        return self._marks

    def show_marks(self, marks: Sequence[TypedMark]) -> None:
        """Shows findings, which were made for the text as it was before `typed`."""
        moved = list(marks)
        for typed in self.typed:
            moved = moved_marks(moved, typed)
        if moved != self._marks:
            self._marks = moved
            self.refresh()

    def marks_at_cursor(self) -> Sequence[TypedMark]:
        """The findings on the cursor's line, worst first."""
        return marks_on(self._marks, self.cursor_location[0])

    def notify_style_update(self) -> None:
        """Forgets the colours of the theme before."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """One row."""
        if self._palette is None:
            self._palette = Palette(self.app.theme_variables, READER_LOOKS)
        base, width = self.rich_style, self.scrollable_content_region.width
        row = self._rows.row(y + self.scroll_offset.y)
        if row is None:
            return Strip.blank(self.size.width, base)
        line, start, end = row
        marks = marks_on(self._marks, line)
        segments = [self._gutter(marks if not start else (), base)]
        segments += self._paint(line, start, end, base)
        text = self.document.get_line(line)
        if end == len(text) and marks:
            segments += self._message(marks, width - sum(cell_len(s.text) for s in segments), base)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _gutter(self, marks: Sequence[TypedMark], base: Style) -> Segment:
        if not marks or self._palette is None:
            return Segment(" " * _GUTTER, base)
        worst = marks[0].diagnostic
        sign = message_of(worst, self.glyphs)[0]
        style = base + self._palette[SEVERITY_NAMES[worst.severity]]
        return Segment(f" {sign} ", style)

    def _message(self, marks: Sequence[TypedMark], room: int, base: Style) -> Iterator[Segment]:
        """The worst finding in words where they fit behind the line."""
        words = message_of(marks[0].diagnostic, self.glyphs)[1]
        if self._palette is not None and cell_len(words) + 4 <= room:
            yield Segment("   ", base)
            yield Segment(words, base + self._palette[SEVERITY_NAMES[marks[0].diagnostic.severity]])

    def _paint(self, line: int, start: int, end: int, base: Style) -> Iterator[Segment]:
        """The characters `start` to `end` of a line, with what lies over them."""
        text = self.document.get_line(line)
        cursor = self.cursor_location
        has_cursor = self._draw_cursor and cursor[0] == line
        at = cursor[1] if has_cursor else -1
        last = end == len(text)
        shows_cursor = start <= at < end or (last and at == end)
        cuts = {start, end}
        for place in self._edges_on(line):
            cuts.add(max(start, min(place, end)))
        if shows_cursor:
            cuts |= {at, min(at + 1, end)}
        edges = sorted(cuts)
        column = cell_len(text[:start].expandtabs(_TAB)) if "\t" in text else 0
        for left, right in pairwise(edges):
            part = text[left:right]
            if "\t" in part:
                part, column = _expanded(part, column)
            elif "\t" in text:
                column += cell_len(part)
            yield Segment(part, self._style_at(line, left, base, is_cursor=left == at))
        if shows_cursor and at == end:
            yield Segment(" ", base + Style(reverse=True))

    def _edges_on(self, line: int) -> Iterator[int]:
        for mark in marks_on(self._marks, line):
            yield from (mark.start, mark.end)
        (top, left), (bottom, right) = sorted(self.selection)
        if line == top:
            yield left
        if line == bottom:
            yield right

    def _style_at(self, line: int, column: int, base: Style, *, is_cursor: bool) -> Style:
        if is_cursor:
            return base + Style(reverse=True)
        style = base
        if self.document.get_line(line).startswith("#"):
            style += Style(bold=True)
        for mark in marks_on(self._marks, line):
            if mark.start <= column < mark.end:
                style += Style(underline=True)
        start, end = sorted(self.selection)
        if start <= (line, column) < end and self._palette is not None:
            style += Style(color=self._palette["changed"].color, reverse=True)
        return style


def _end_of(start: Location, text: str) -> Location:
    lines = _LINE_END.split(text)
    row, column = start
    return row + len(lines) - 1, len(lines[-1]) + (column if len(lines) == 1 else 0)


def _expanded(text: str, column: int) -> tuple[str, int]:
    """A text with spaces for its tabs, and the column behind it."""
    parts: list[str] = []
    for part in re.split("(\t)", text):
        shown = " " * (_TAB - column % _TAB) if part == "\t" else part
        parts.append(shown)
        column += cell_len(shown)
    return "".join(parts), column
