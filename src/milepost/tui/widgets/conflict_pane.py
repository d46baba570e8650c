"""Where the person decides between their words and somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from milepost.text.diff import split_lines
from milepost.tui.cells import cell_len
from milepost.tui.commands.dialogs import CONFLICT
from milepost.tui.commands.place import PlaceKeys
from milepost.tui.commands.texts import WORDING
from milepost.tui.hunk_rows import side_rows
from milepost.tui.reading import scroll
from milepost.tui.rows import Row, Run, fit, plain
from milepost.tui.type_ahead import hold_keys_for
from milepost.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from milepost.text.merge import Conflict as Hunk
    from milepost.tui.commands.place import Wishes
    from milepost.tui.glyphs import Glyphs
    from milepost.tui.widgets.writing import TypingArea
    from milepost.workspace.conflict import Conflict

_LARGEST_SHARE = 0.45
"""Of the screen's height."""
_EDITOR_LINES = 3
_KEY_ROW = 1
"""Behind the title."""
_SIDES = (
    ("conflict.mine", "yours"),
    ("conflict.theirs", "theirs"),
    ("conflict.both", "both"),
    ("conflict.edit", "edit"),
    ("conflict.later", "later"),
)
_WORDS = (("wording.take", "takes what you write"), ("wording.leave", "back"))


class ConflictText(RowList):
    """Both sides of one hunk."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self.place_keys = PlaceKeys(CONFLICT, wishes)
        self.word_keys = PlaceKeys(WORDING, wishes)
        """Those while the person writes."""
        self.conflict: Conflict | None = None
        self.number = 0
        """Which hunk of it is shown, from 0."""
        self.waiting = 1
        """How many conflicts there are."""
        self.open_key = "C"
        self.editing = False
        """Whether the person writes what is to stand there."""
        self._has_keys = False  # Textual notes the focus only after it has told of it.
        self.is_called = False
        """Whether a key gives it the keys: a click that does so is not to choose anything yet."""
        self._is_new = False

    class Picked(Message):
        """The person has clicked an answer."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def on_click(self, event: events.Click) -> None:
        """Finds the answer under the mouse."""
        is_new, self._is_new = self._is_new, False
        at = event.get_content_offset(self)
        if is_new or at is None or at.y + self.top != _KEY_ROW:
            return
        keys, answers = (self.word_keys, _WORDS) if self.editing else (self.place_keys, _SIDES)
        runs, names = _key_runs(keys, answers), [name for name, _ in answers if keys.sign(name)]
        left = 0
        for name, sign, words in zip(names, runs[::2], runs[1::2], strict=True):
            right = left + cell_len(sign.text) + cell_len(words.text)
            if left <= at.x < right:
                action = next(each.action for each in keys.commands if each.id == name)
                self.post_message(self.Picked(action))
            left = right

    def build_rows(self, width: int) -> Sequence[Row]:
        """Where it is, the keys, and what each side says."""
        conflict = self.conflict
        if conflict is None:
            return ()
        hunk = conflict.hunks[self.number]
        ellipsis = self.glyphs.ellipsis
        return [
            self._title(conflict, width),
            *self.key_rows(width),  # Above the sides, which may be longer than there is room.
            *side_rows(hunk, mine=True, width=width, ellipsis=ellipsis),
            *side_rows(hunk, mine=False, width=width, ellipsis=ellipsis),
        ]

    def _title(self, conflict: Conflict, width: int) -> Row:
        count = f"{self.number + 1} of {len(conflict.hunks)}"
        if self.waiting > 1:
            count += f", and {self.waiting - 1} more to decide"
        where = plain(conflict.titles[self.number]) or "the text before the first heading"
        title = fit(f"Both of you changed {where}", width - len(count) - 2, self.glyphs.ellipsis)
        return Row((Run(title, "title"),), right=(Run(f"{count} ", "quiet"),))

    def key_rows(self, width: int) -> list[Row]:
        """What can be pressed; while the keys go elsewhere, what brings them here."""
        if self.editing:
            return [Row(tuple(_key_runs(self.word_keys, _WORDS)))]
        if not self._has_keys:
            words = Run(" decide   nothing of yours is written until you do", "quiet")
            return [Row((Run(self.open_key, "key"), words))]
        runs = _key_runs(self.place_keys, _SIDES)
        said = "nothing is written until you choose "
        used = sum(len(run.text) for run in runs)
        if used + len(said) <= width:
            return [Row(tuple(runs), right=(Run(said, "quiet"),))]
        return [Row(tuple(runs)), Row((Run(fit(said, width), "quiet"),))]

    def on_focus(self) -> None:
        """Shows the keys."""
        self._has_keys = True
        self._is_new, self.is_called = not (self.is_called or self.editing), False
        self.rebuild()

    def on_blur(self) -> None:
        """Shows how to come back."""
        self._has_keys = False
        self.rebuild()

    def rebuild_from_top(self) -> None:
        """Shows another hunk."""
        self.rebuild()
        self.settle(0)


class ConflictPane(Vertical):
    """Shows one conflict, hunk by hunk, until each is decided."""

    DEFAULT_CSS = """
    ConflictPane {
        height: auto;
        border-top: solid $err;
        & > ConflictText { height: 4; }
        & > TextArea, & > TextArea:focus {
            border: none;
            padding: 0 1 0 9;
            background: $raised;
            color: $ink;
        }
    }
    """

    @dataclass(eq=False, repr=False)
    class Decided(Message):
        """Every hunk of a conflict is decided."""

        conflict: Conflict
        decisions: tuple[str, ...]

    @dataclass(eq=False, repr=False)
    class Written(Message):
        """The person has written on, in place of a hunk."""

        conflict: Conflict
        text: str

    @dataclass(eq=False, repr=False)
    class PutOff(Message):
        """The person wants to decide later."""

    def __init__(self, glyphs: Glyphs, wishes: Wishes) -> None:
        super().__init__()
        self.text = ConflictText(wishes)
        self.text.glyphs = glyphs
        self._decisions: list[str] = []
        self.editor: TypingArea | None = None

    def compose(self) -> ComposeResult:
        """The two sides."""
        yield self.text

    @property
    def conflict(self) -> Conflict | None:
        """What is to be decided."""
        return self.text.conflict

    @property
    def has_keys(self) -> bool:
        """Whether the person's keys go here."""
        return self.has_focus_within

    def show(self, conflict: Conflict, waiting: int) -> None:
        """Shows a conflict, from its first hunk unless it is shown already."""
        if conflict is not self.text.conflict:
            self._decisions = []
            self._close_editor()
            self.text.conflict, self.text.number = conflict, 0
            self.text.waiting = waiting
            self.text.rebuild_from_top()
        elif waiting != self.text.waiting:
            self.text.waiting = waiting
            self.text.rebuild()
        self.fit_height()

    def fit_height(self) -> None:
        """Takes the lines that are needed, up to a share of the screen."""
        most = max(4, int(self.app.size.height * _LARGEST_SHARE) - 1)
        if self.editor is not None:
            most = max(3, most - _EDITOR_LINES)
            self.editor.styles.height = _EDITOR_LINES + 1
        rows = len(self.text.build_rows(max(20, self.app.size.width - 2)))
        self.text.styles.height = min(rows, most)

    def on_resize(self) -> None:
        """Takes as many lines as the width asks for."""
        self.fit_height()

    def take_keys(self) -> None:
        """Lets the person decide by key."""
        self.text.is_called = not self.text.has_focus
        self.key_taker.focus()

    async def _on_conflict_text_picked(self, event: ConflictText.Picked) -> None:
        event.stop()
        await self.run_action(event.action)

    @property
    def key_taker(self) -> Widget:
        """What in it takes the keys."""
        return self.editor or self.text

    # Deciding

    def _hunk(self) -> Hunk | None:
        conflict = self.text.conflict
        return None if conflict is None else conflict.hunks[self.text.number]

    async def on_key(self, event: events.Key) -> None:
        """Does what a key is for; while words are typed, keys are for them."""
        is_typing = self.editor is not None
        command = None if is_typing else self.text.place_keys.press(event.key)
        if command is None and not is_typing:
            return
        event.stop()
        event.prevent_default()
        if command is not None and command.action:
            await self.run_action(command.action)

    def action_choose(self, side: str) -> None:
        """Takes one side of the hunk, or both, and goes on."""
        hunk = self._hunk()
        if hunk is not None:
            self._decide({"mine": hunk.mine, "theirs": hunk.theirs, "both": both_of(hunk)}[side])

    def _decide(self, text: str) -> None:
        conflict = self.text.conflict
        if conflict is None:
            return
        self._decisions.append(text)
        if len(self._decisions) == len(conflict.hunks):
            self.post_message(self.Decided(conflict, tuple(self._decisions)))
            self._decisions.pop()
            return
        self.text.number += 1
        self.text.rebuild_from_top()
        self.fit_height()

    def action_back(self) -> None:
        """To the hunk before, which is to be decided anew."""
        if self._decisions:
            self._decisions.pop()
            self.text.number -= 1
            self.text.rebuild_from_top()
            self.fit_height()

    def action_later(self) -> None:
        """Leaves the conflict for later."""
        self.post_message(self.PutOff())

    # Editing

    def action_edit(self) -> None:
        """Lets the person write what is to stand there; it begins with their own words."""
        from milepost.tui.widgets.writing import TypingArea  # rarely wanted

        hunk = self._hunk()
        if hunk is None or self.editor is not None:
            return
        self.editor = TypingArea(hunk.mine.rstrip("\r\n"), soft_wrap=True)
        self.editor.use_keys(self.text.word_keys, self)
        hold_keys_for(self.editor, self.app)
        self.mount(self.editor)
        self.text.editing = True
        self.text.rebuild()
        self.fit_height()
        self.editor.focus()

    def _on_text_area_changed(self) -> None:
        if self.conflict is not None and self.editor is not None:
            self.post_message(self.Written(self.conflict, self.editor.text))

    def action_leave_edited(self) -> None:
        """Leaves the words that are typed."""
        self._close_editor()
        self.fit_height()
        self.take_keys()

    def action_new_line(self) -> None:
        """Begins a line in them."""
        if self.editor is not None:
            self.editor.action_new_line()

    def action_take_edited(self) -> None:
        """Takes what is written."""
        hunk, editor = self._hunk(), self.editor
        if hunk is None or editor is None:
            return
        text = as_lines(editor.text, hunk)
        self._close_editor()
        self.take_keys()
        self._decide(text)

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor.remove()
            self.editor = None
            self.text.editing = False
            self.text.rebuild()

    def action_move(self, how: str) -> None:
        """Scrolls a long text."""
        scroll(self.text, how)


def _key_runs(keys: PlaceKeys, answers: Sequence[tuple[str, str]]) -> list[Run]:
    shown = [(keys.sign(name), word) for name, word in answers]
    pairs = [(Run(key, "key"), Run(f" {word}  ", "quiet")) for key, word in shown if key]
    return [run for pair in pairs for run in pair]


def both_of(hunk: Hunk) -> str:
    """The person's lines, then the other author's, each on lines of their own."""
    if not hunk.mine or hunk.mine.endswith(("\n", "\r")) or not hunk.theirs:
        return hunk.mine + hunk.theirs
    return f"{hunk.mine}{_newline_of(hunk)}{hunk.theirs}"


def as_lines(typed: str, hunk: Hunk) -> str:
    """What was typed with the line ends of the hunk, and one at its end if that has one."""
    newline = _newline_of(hunk)
    text = newline.join(line.rstrip("\r\n") for line in split_lines(typed))
    ends = any(side.endswith(("\n", "\r")) for side in (hunk.mine, hunk.theirs))
    return text + newline if text and ends else text


def _newline_of(hunk: Hunk) -> str:
    for side in (hunk.mine, hunk.theirs, hunk.base):
        for line in split_lines(side):
            if line != line.rstrip("\r\n"):
                return line[len(line.rstrip("\r\n")) :]
    return "\n"
