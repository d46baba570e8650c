"""What keys do where somebody types.

The actions are those of Textual's `TextArea`, in a line those of its `Input`.
"""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group
from milepost.tui.commands.place import Place


def _text(name: str, title: str, words: str, keys: str, action: str) -> Command:
    return Command(f"text.{name}", title, words, tuple(keys.split()), action, Group.MOVE)


TEXT = (
    _text("left", "Left", "One character to the left.", "left", "cursor_left"),
    _text("right", "Right", "One character to the right.", "right", "cursor_right"),
    _text("up", "Up", "One row up.", "up", "cursor_up"),
    _text("down", "Down", "One row down.", "down", "cursor_down"),
    _text("word_left", "Word left", "To the word before.", "ctrl+left", "cursor_word_left"),
    _text("word_right", "Word right", "To the next word.", "ctrl+right", "cursor_word_right"),
    _text("start", "Start", "To the start of the line.", "home ctrl+a", "cursor_line_start"),
    _text("end", "End", "To the end of the line.", "end ctrl+e", "cursor_line_end"),
    _text("page_up", "Page up", "So many rows up as are seen.", "pageup", "cursor_page_up"),
    _text("page_down", "Page down", "As many down.", "pagedown", "cursor_page_down"),
    _text("select_left", "Select left", "One character more.", "shift+left", "cursor_left(True)"),
    _text(
        "select_right", "Select right", "One character more.", "shift+right", "cursor_right(True)"
    ),
    _text("select_up", "Select up", "One row more.", "shift+up", "cursor_up(True)"),
    _text("select_down", "Select down", "One row more.", "shift+down", "cursor_down(True)"),
    _text(
        "select_word_left",
        "Select word left",
        "One word more.",
        "ctrl+shift+left",
        "cursor_word_left(True)",
    ),
    _text(
        "select_word_right",
        "Select word right",
        "One word more.",
        "ctrl+shift+right",
        "cursor_word_right(True)",
    ),
    _text(
        "select_to_start",
        "Select to start",
        "All back to the start of the line.",
        "shift+home",
        "cursor_line_start(True)",
    ),
    _text(
        "select_to_end",
        "Select to end",
        "All up to the end of the line.",
        "shift+end",
        "cursor_line_end(True)",
    ),
    _text("select_line", "Select line", "All of the line.", "f6", "select_line"),
    _text("select_all", "Select all", "All of the text.", "f7 ctrl+shift+a", "select_all"),
    _text(
        "delete_left", "Delete left", "The character before the cursor.", "backspace", "delete_left"
    ),
    _text(
        "delete_right",
        "Delete right",
        "The character under the cursor.",
        "delete ctrl+d",
        "delete_right",
    ),
    _text(
        "delete_word_left",
        "Delete word left",
        "All back to the start of the word.",
        "ctrl+w ctrl+backspace alt+backspace",
        "delete_word_left",
    ),
    _text(
        "delete_word_right",
        "Delete word right",
        "All up to the end of the word.",
        "alt+delete",
        "delete_word_right",
    ),
    _text(
        "delete_to_start",
        "Delete to start",
        "All back to the start of the line.",
        "ctrl+u super+backspace",
        "delete_to_start_of_line",
    ),
    _text(
        "delete_to_end",
        "Delete to end",
        "All up to the end of the line; there, the line's end.",
        "ctrl+k",
        "delete_to_end_of_line_or_delete_line",
    ),
    _text("delete_line", "Delete line", "All of the line.", "ctrl+shift+k", "delete_line"),
    _text("cut", "Cut", "Takes what is selected away, to paste it.", "ctrl+x super+x", "cut"),
    _text("copy", "Copy", "Copies what is selected.", "ctrl+c super+c", "copy"),
    _text("paste", "Paste", "Puts in what was cut or copied here.", "ctrl+v", "paste"),
    _text("undo", "Undo", "Takes the last step of typing back.", "ctrl+z super+z", "undo")._replace(
        label="undo"
    ),
    _text("redo", "Redo", "Does it again.", "ctrl+r ctrl+y super+y", "redo")._replace(label="redo"),
)
"""What every text has."""

_IN_A_LINE = {
    "cursor_word_left": "cursor_left_word",
    "cursor_word_left(True)": "cursor_left_word(True)",
    "cursor_word_right": "cursor_right_word",
    "cursor_word_right(True)": "cursor_right_word(True)",
    "cursor_line_start": "home",
    "cursor_line_start(True)": "home(True)",
    "cursor_line_end": "end",
    "cursor_line_end(True)": "end(True)",
    "delete_word_left": "delete_left_word",
    "delete_word_right": "delete_right_word",
    "delete_to_start_of_line": "delete_left_all",
    "delete_to_end_of_line_or_delete_line": "delete_right_all",
    **{
        same: same
        for same in (
            "cursor_left",
            "cursor_left(True)",
            "cursor_right",
            "cursor_right(True)",
            "select_all",
            "delete_left",
            "delete_right",
            "cut",
            "copy",
            "paste",
        )
    },
}
LINE = tuple(
    each._replace(action=_IN_A_LINE[each.action]) for each in TEXT if each.action in _IN_A_LINE
)
"""What of it a line has."""

EDITOR = Place(
    "In the editor",
    "in the editor",
    (
        Command(
            "editor.save",
            "Save",
            "Writes the text into the plan; what somebody else has changed meanwhile is merged.",
            ("ctrl+s",),
            "save",
            Group.PROGRESS,
            label="save",
        ),
        Command(
            "editor.leave",
            "Leave",
            "Back to the plan; asks what becomes of the text where it is not saved.",
            ("escape",),
            "leave",
            Group.PROGRESS,
            label="leave",
            is_way_out=True,
        ),
        Command(
            "editor.new_line",
            "New line",
            "Begins a line; a list goes on.",
            ("enter",),
            "new_line",
            Group.PROGRESS,
        ),
        Command(
            "editor.indent",
            "Indent",
            "Puts list items a level deeper; elsewhere, goes on to the next tab stop.",
            ("tab",),
            "indent",
            Group.PROGRESS,
            label="indent",
        ),
        Command(
            "editor.outdent",
            "Outdent",
            "Puts list items and indented lines a level less deep.",
            ("shift+tab",),
            "outdent",
            Group.PROGRESS,
        ),
    ),
    TEXT,
    takes_text=True,
)

FORM = Place(
    "In a form",
    "in a form",
    (
        Command(
            "form.write",
            "Write",
            "Writes what the answers come to into the plan.",
            ("ctrl+s", "ctrl+enter"),
            "write",
            Group.RECORDS,
        ),
        Command(
            "form.leave",
            "Leave",
            "Writes nothing; what is typed is there when the form is opened again.",
            ("escape",),
            "leave",
            Group.RECORDS,
            is_way_out=True,
        ),
        Command(
            "form.enter",
            "Enter",
            "In a field of several lines begins one; else goes on to the next field, from the "
            "last one to writing.",
            ("enter",),
            "enter",
            Group.RECORDS,
        ),
        Command("form.next", "Next field", "To the next one.", ("tab",), "step(1)", Group.RECORDS),
        Command(
            "form.previous",
            "Previous field",
            "To the one before.",
            ("shift+tab",),
            "step(-1)",
            Group.RECORDS,
        ),
        Command(
            "form.anew",
            "Begin anew",
            "Empties the fields of what was typed before.",
            ("ctrl+l",),
            "begin_anew",
            Group.RECORDS,
        ),
    ),
    TEXT,
    takes_text=True,
)

WORDING = Place(
    "In a conflict, while you write",
    "where a conflict is written on",
    (
        Command(
            "wording.take",
            "Take",
            "Takes what you write in place of both sides.",
            ("ctrl+s",),
            "take_edited",
            Group.FINDINGS,
        ),
        Command(
            "wording.leave",
            "Back",
            "Back to both sides.",
            ("escape",),
            "leave_edited",
            Group.FINDINGS,
            is_way_out=True,
        ),
        Command(
            "wording.new_line", "New line", "Begins a line.", ("enter",), "new_line", Group.FINDINGS
        ),
    ),
    TEXT,
    takes_text=True,
)

SEARCH = Place(
    "In the search",
    "in the search",
    (
        Command(
            "search.go",
            "Go to match",
            "Goes to the match that is shown.",
            ("enter",),
            "submit",
            Group.MOVE,
            label="go to",
        ),
        Command(
            "search.cancel",
            "Cancel",
            "Gives the search up, and goes back.",
            ("escape",),
            "leave",
            Group.MOVE,
            label="cancel",
            is_way_out=True,
        ),
    ),
    LINE,
    takes_text=True,
)

PROMPT = Place(
    "Where a line is asked for",
    "where a line is asked for",
    (
        Command(
            "prompt.write",
            "Write it",
            "Gives the answer: a reason, a title.",
            ("enter",),
            "submit",
            Group.FINDINGS,
            label="write it",
        ),
        Command(
            "prompt.leave",
            "Leave",
            "Gives none.",
            ("escape",),
            "leave",
            Group.FINDINGS,
            label="leave",
            is_way_out=True,
        ),
    ),
    LINE,
    takes_text=True,
)
