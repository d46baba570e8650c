"""Commands that lead to other files."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "file.begin",
        "Begin the plan",
        "Where there is no file yet: asks for a title and writes a skeleton to fill in.",
        ("w",),
        "begin_plan",
        Group.FILES,
        show=True,
        label="write a skeleton",
    ),
    Command(
        "file.open",
        "Open the file",
        "Opens the file that is named in the row under the cursor, at its line if one is named, "
        "in $VISUAL or $EDITOR. Only files in the repository or beside the plan.",
        ("o",),
        "open_file",
        Group.FILES,
        show=True,
        label="open file",
    ),
    Command(
        "file.plan",
        "Edit the whole plan",
        "Opens the plan itself in $VISUAL or $EDITOR, at the cursor.",
        ("E",),
        "open_plan_file",
        Group.FILES,
    ),
    Command(
        "file.switch",
        "Another plan",
        "Shows the plans around this one, with how far each is, and goes to the one you choose.",
        ("p",),
        "switch_plan",
        Group.FILES,
        show=True,
        label="plans",
    ),
)
