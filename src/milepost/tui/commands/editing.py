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
