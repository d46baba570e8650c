"""Commands on what has changed, and on what was before."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "change.next",
        "Next change",
        "To the next place that has changed since you looked; your own changes are passed over "
        "as long as there are others.",
        ("right_square_bracket c",),
        "next_change",
        Group.TIME,
        show=True,
        label="next change",
    ),
    Command(
        "change.previous",
        "Previous change",
        "To the place before that has changed since you looked.",
        ("left_square_bracket c",),
        "previous_change",
        Group.TIME,
    ),
    Command(
        "change.seen",
        "Mark all as seen",
        "You have seen the plan as it is: the marks go, and what changes from now on is new.",
        ("c",),
        "mark_seen",
        Group.TIME,
    ),
    Command(
        "pane.changes",
        "Changes",
        "What has changed since you looked, place by place.",
        ("5",),
        "pane('changes')",
        Group.VIEW,
    ),
    Command(
        "history.show",
        "History",
        "The plan's versions, newest first: who wrote each and what it changed; look at one, go "
        "through time with left and right, and bring a section or all of it back.",
        ("h",),
        "history",
        Group.TIME,
        show=True,
        label="history",
    ),
)

HISTORY_COMMANDS = (
    Command(
        "history.older",
        "Older",
        "To the version before; the plan is shown as it was, at the same place.",
        ("left",),
        "travel(1)",
        Group.TIME,
        show=True,
        label="older",
    ),
    Command(
        "history.newer",
        "Newer",
        "To the version after.",
        ("right",),
        "travel(-1)",
        Group.TIME,
        show=True,
        label="newer",
    ),
    Command(
        "history.restore",
        "Restore",
        "Brings the section under the cursor back, or all of it; first it is shown what that "
        "would change.",
        ("r",),
        "restore",
        Group.TIME,
        show=True,
        label="restore",
    ),
    Command(
        "history.difference",
        "Plan or difference",
        "Shows what the version changed, line by line, or the plan as it was.",
        ("d",),
        "switch_view",
        Group.TIME,
        show=True,
        label="difference",
    ),
    Command(
        "history.pane",
        "Other pane",
        "From the versions to the plan as it was, and back.",
        ("tab", "shift+tab", "enter"),
        "other_pane",
        Group.TIME,
        show=True,
        label="other pane",
    ),
    Command(
        "history.next_change",
        "Next change",
        "To the next place that the version changed.",
        ("right_square_bracket c",),
        "next_change",
        Group.TIME,
        show=True,
        label="change",
    ),
    Command(
        "history.previous_change",
        "Previous change",
        "To the place before that the version changed.",
        ("left_square_bracket c",),
        "previous_change",
        Group.TIME,
    ),
    Command("history.down", "Down", "One row down.", ("j", "down"), "move('down')", Group.MOVE),
    Command("history.up", "Up", "One row up.", ("k", "up"), "move('up')", Group.MOVE),
    Command(
        "history.page_down",
        "Page down",
        "Half a screen down.",
        ("ctrl+d", "pagedown", "space"),
        "move('page_down')",
        Group.MOVE,
    ),
    Command(
        "history.page_up",
        "Page up",
        "Half a screen up.",
        ("ctrl+u", "pageup"),
        "move('page_up')",
        Group.MOVE,
    ),
    Command("history.top", "Top", "The first row.", ("g", "home"), "move('top')", Group.MOVE),
    Command(
        "history.bottom", "Bottom", "The last row.", ("G", "end"), "move('bottom')", Group.MOVE
    ),
    Command(
        "history.help",
        "Help",
        "What can be done here.",
        ("question_mark",),
        "help",
        Group.PROGRAM,
        show=True,
        label="help",
    ),
    Command(
        "program.back",
        "Back",
        "Back to the plan as it is.",
        ("escape", "h", "q"),
        "back",
        Group.PROGRAM,
        show=True,
        label="back",
    ),
)
"""What can be done among the versions."""
