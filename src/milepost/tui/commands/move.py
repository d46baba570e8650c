"""Commands that move the cursor."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "go.enter",
        "Go there",
        "From the rail, the findings or the outline to the place in the plan; from an item in "
        "the plan to its place on the rail.",
        ("enter",),
        "go_to",
        Group.MOVE,
        show=True,
        label="go to",
    ),
    Command("move.down", "Down", "One row down.", ("j", "down"), "cursor_down", Group.MOVE),
    Command("move.up", "Up", "One row up.", ("k", "up"), "cursor_up", Group.MOVE),
    Command(
        "move.page_down",
        "Page down",
        "Half a screen down.",
        ("ctrl+d", "pagedown"),
        "page_down",
        Group.MOVE,
    ),
    Command(
        "move.page_up", "Page up", "Half a screen up.", ("ctrl+u", "pageup"), "page_up", Group.MOVE
    ),
    Command("move.top", "Top", "The first row.", ("g", "home"), "cursor_top", Group.MOVE),
    Command("move.bottom", "Bottom", "The last row.", ("G", "end"), "cursor_bottom", Group.MOVE),
)
