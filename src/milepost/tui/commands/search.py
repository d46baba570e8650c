"""Commands that look for words."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "search.start",
        "Search",
        "Looks for words in the plan while you type.",
        ("slash",),
        "search",
        Group.MOVE,
        show=True,
        label="search",
    ),
    Command("search.next", "Next match", "To the next match.", ("n",), "next_match", Group.MOVE),
    Command(
        "search.previous",
        "Previous match",
        "To the match before.",
        ("N",),
        "previous_match",
        Group.MOVE,
    ),
)
