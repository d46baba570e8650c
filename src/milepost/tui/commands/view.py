"""Commands that change what is shown."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "pane.rail", "Rail", "Progress as a line of mileposts.", ("1",), "pane('rail')", Group.VIEW
    ),
    Command("pane.plan", "Plan", "The plan's text.", ("2",), "pane('reader')", Group.VIEW),
    Command(
        "pane.findings",
        "Findings",
        "What is wrong, worst first.",
        ("3",),
        "pane('findings')",
        Group.VIEW,
    ),
    Command(
        "pane.outline", "Outline", "The plan's sections.", ("4",), "pane('outline')", Group.VIEW
    ),
    Command(
        "pane.next", "Next pane", "To the pane after this one.", ("tab",), "next_pane", Group.VIEW
    ),
    Command(
        "pane.previous",
        "Previous pane",
        "To the pane before this one.",
        ("shift+tab",),
        "previous_pane",
        Group.VIEW,
    ),
    Command(
        "view.zoom",
        "Zoom",
        "The pane with the cursor fills the window; the same key brings the others back.",
        ("z",),
        "zoom",
        Group.VIEW,
        show=True,
        label="zoom",
    ),
    Command(
        "view.theme",
        "Next theme",
        "Another set of colours, shown at once and kept.",
        ("t",),
        "next_theme",
        Group.VIEW,
    ),
    Command(
        "view.clock",
        "UTC or local time",
        "Shows when steps were done in the other time; the plan itself stays in UTC.",
        ("Z",),
        "switch_clock",
        Group.VIEW,
    ),
)
