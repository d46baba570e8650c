"""Commands that go back and forth in time."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "time.undo",
        "Undo",
        "Takes your last step back, also when the file has changed since.",
        ("u",),
        "undo",
        Group.TIME,
        show=True,
        label="undo",
    ),
    Command("time.redo", "Redo", "Does it again.", ("ctrl+r",), "redo", Group.TIME),
)
