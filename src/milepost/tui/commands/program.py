"""Commands of the program as a whole."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "program.palette",
        "Palette",
        "Every command, section, item, finding, decision and theme by name. Its keys that write no "
        "character work everywhere.",
        ("colon", "ctrl+p"),
        "palette",
        Group.PROGRAM,
        show=True,
        label="palette",
    ),
    Command(
        "program.help",
        "Help",
        "What can be done where you are, then all keys, and what the signs mean.",
        ("question_mark",),
        "help",
        Group.PROGRAM,
        show=True,
        label="help",
    ),
    Command(
        "program.quit",
        "Quit",
        "Leaves; every tick is in the file by then. Its keys that write no "
        "character work everywhere.",
        ("q", "ctrl+q"),
        "quit_program",
        Group.PROGRAM,
        show=True,
        label="quit",
        is_way_out=True,
    ),
)
