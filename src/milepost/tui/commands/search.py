"""Commands that look for words."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "search.start",
        "Search",
        "Looks for words in the plan while you type; enter goes to the match, escape goes back.",
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

SEARCH_COMMANDS = (
    Command("search.go", "Go to match", "", ("enter",), "", Group.MOVE, label="go to"),
    Command("search.cancel", "Cancel", "", ("escape",), "", Group.MOVE, label="cancel"),
)
"""What the footer names while words are typed; the search bar has these keys itself."""
