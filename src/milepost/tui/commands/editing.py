"""Commands that edit a part of the plan where it stands."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "edit.start",
        "Edit here",
        "Edits the section, block or item under the cursor in the place of the plan, with findings "
        "while you type. What somebody else changes meanwhile is merged when you save.",
        ("e",),
        "edit_here",
        Group.PROGRESS,
        show=True,
        label="edit",
    ),
)

EDITOR_COMMANDS = (
    Command("editor.save", "Save", "", ("ctrl+s",), "", Group.PROGRESS, label="save"),
    Command("editor.leave", "Leave", "", ("escape",), "", Group.PROGRESS, label="leave"),
    Command("editor.undo", "Undo", "", ("ctrl+z",), "", Group.PROGRESS, label="undo"),
    Command("editor.redo", "Redo", "", ("ctrl+r",), "", Group.PROGRESS, label="redo"),
    Command("editor.indent", "Indent", "", ("tab",), "", Group.PROGRESS, label="indent"),
)
"""What the footer names while somebody types; the editor has these keys itself."""

LEAVING_COMMANDS = (
    Command("editor.save", "Save", "", ("s",), "", Group.PROGRESS, label="save"),
    Command("editor.discard", "Discard", "", ("d",), "", Group.PROGRESS, label="discard"),
    Command("editor.stay", "Go on", "", ("escape",), "", Group.PROGRESS, label="keep editing"),
)

OFFER_COMMANDS = (
    Command("draft.resume", "Go on", "", ("enter",), "", Group.PROGRESS, label="go on"),
    Command("draft.drop", "Drop", "", ("x",), "", Group.PROGRESS, label="drop"),
    Command("draft.later", "Later", "", ("escape",), "", Group.PROGRESS, label="later"),
)
"""What the footer names while a text is offered that was not saved."""
