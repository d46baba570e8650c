"""Commands that lead back to where you were."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "go.back",
        "Back",
        "To where you were before the last jump: a search, a finding, a place from the palette.",
        ("ctrl+o",),
        "go_back",
        Group.MOVE,
    ),
    Command(
        "go.forward",
        "Forward",
        "To where you were before you went back.",
        ("ctrl+n",),
        "go_forward",
        Group.MOVE,
    ),
)
