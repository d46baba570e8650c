"""Commands on the items of Progress."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "progress.toggle",
        "Tick or untick",
        "Marks the item done and stamps it in UTC, in the form the file uses. On a done item: "
        "opens it again; ticking it once more brings the old stamp back.",
        ("space",),
        "toggle_item",
        Group.PROGRESS,
        show=True,
        label="tick",
    ),
)
