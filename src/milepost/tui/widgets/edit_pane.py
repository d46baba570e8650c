"""The editor of a part of the plan, with what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var

from milepost.tui.commands.dialogs import LEAVING
from milepost.tui.commands.place import PlaceKeys
from milepost.tui.commands.texts import EDITOR
from milepost.tui.painting import SEVERITY_NAMES, message_of
from milepost.tui.rows import Run, plain
from milepost.tui.widgets.said_line import SaidLine
from milepost.tui.widgets.text_editor import TextEditor

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from milepost.tui.commands import Command
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.open_edit import OpenEdit
    from milepost.tui.undo_trail import Location


class EditPane(Vertical):
    """A heading, the text, and a line for the finding under the cursor or a question."""

    DEFAULT_CSS = """
    EditPane {
        width: 1fr;
        background: $ground;
        & > #edit-head { background: $raised; }
        & > TextEditor { height: 1fr; }
        & > #edit-foot { background: $raised; }
    }
    """

    asking: var[bool] = var(default=False, init=False)
    """Whether the person is asked what becomes of their text."""
    marker: var[str] = var("", init=False)
    """What others have done to the same part of the plan meanwhile."""

    class SaveWanted(Message):
        """The person wants the text to be saved."""

    class DiscardWanted(Message):
        """The person does not want the text."""

    class AskingChanged(Message):
        """A question was put, or answered."""

    @dataclass(eq=False, repr=False)
    class Edited(Message):
        """The text has changed."""

    def __init__(self, edit: OpenEdit, text: str, glyphs: Glyphs, wishes: Wishes) -> None:
        super().__init__(id="editor")
        self._keys = PlaceKeys(EDITOR, wishes)
        self._answers = PlaceKeys(LEAVING, wishes)
        self._what = edit.name
        self._original = edit.original
        self._glyphs = glyphs
        self.editor = TextEditor(text, edit.base.source.newline, glyphs)
        self.editor.use_keys(self._keys, self.editor)
        self.editor.answer_key = self._answer
        self._head = SaidLine(id="edit-head")
        self._head.most_lines = 1  # What comes up there must not move the text.
        self._foot = SaidLine(id="edit-foot")

    def compose(self) -> ComposeResult:
        """Heading, text, and what is to be said."""
        for line in (self._head, self._foot):
            line.ellipsis = self._glyphs.ellipsis
        yield self._head
        yield self.editor
        yield self._foot

    def on_mount(self) -> None:
        """Takes the keys."""
        self._show_head()
        self._show_foot()
        self.editor.focus()

    def close(self) -> None:
        """Goes away."""
        self.editor.read_only = True
        self.remove()

    @property
    def footer(self) -> tuple[Command, ...]:
        """What the last line names while the keys go here."""
        if self.asking:
            return self._answers.footer("leaving.save", "leaving.discard", "leaving.stay")
        return self._keys.footer(
            "editor.save", "editor.leave", "text.undo", "text.redo", "editor.indent"
        )

    # The text

    @property
    def text(self) -> str:
        """The exact text as it is now."""
        return self.editor.exact.text

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what the plan had."""
        return self.text != self._original

    def put_cursor(self, place: Location) -> None:
        """Puts the cursor somewhere, in view."""
        self.editor.move_cursor(place)
        self.call_after_refresh(self.editor.scroll_cursor_visible)

    @on(TextEditor.Changed)
    def _on_changed(self, event: TextEditor.Changed) -> None:
        event.stop()
        self._show_foot()
        self.post_message(self.Edited())

    @on(TextEditor.SelectionChanged)
    def _on_selection_changed(self, event: TextEditor.SelectionChanged) -> None:
        event.stop()
        self._show_foot()

    # Saving and leaving

    @on(TextEditor.Saved)
    def _on_saved(self) -> None:
        self.post_message(self.SaveWanted())

    @on(TextEditor.Left)
    def _on_left(self) -> None:
        if self.is_changed:
            self.asking = True
        else:
            self.post_message(self.DiscardWanted())

    def _answer(self, key: str) -> bool:
        """Takes every key while there is a question."""
        if not self.asking:
            return False
        command = self._answers.press(key)
        if command is not None and command.action:
            self.asking = False
            self._settle(command.action)
        return True

    def _settle(self, answer: str) -> None:
        if answer == "save":
            self.post_message(self.SaveWanted())
        elif answer == "discard":
            self.post_message(self.DiscardWanted())

    def _watch_asking(self) -> None:
        self._show_foot()
        self.post_message(self.AskingChanged())

    # What is said

    def _watch_marker(self) -> None:
        self._show_head()

    def show_findings(self) -> None:
        """Says what the finding under the cursor is, after there are new ones."""
        self._show_foot()

    def _show_head(self) -> None:
        name = Run(f"Editing {plain(self._what)}", "title-active")
        self._head.say(name, Run(self.marker, "warning-strong"))

    def _show_foot(self) -> None:
        if self.asking:
            hints = self._answers.hints(
                ("leaving.save", "save"),
                ("leaving.discard", "discard"),
                ("leaving.stay", "go on editing"),
            )
            self._foot.say(Run(f"Not saved: {', '.join(hints)}", "accent-strong"))
            return
        row, column = self.editor.cursor_location
        place = Run(f"{row + 1}:{column + 1}", "quiet")
        marks = self.editor.marks_at_cursor()
        if not marks:
            self._foot.say(Run(""), place)
            return
        sign, words = message_of(marks[0].diagnostic, self._glyphs)
        more = f"  +{len(marks) - 1}" if len(marks) > 1 else ""
        role = SEVERITY_NAMES[marks[0].diagnostic.severity]
        self._foot.say(Run(f"{sign} {words}{more}", role), place)
