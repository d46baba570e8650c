"""Commands that write the items of Progress."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "progress.start",
        "In progress or not",
        "Marks the item as being worked on, with the mark the plan uses for it; the same key opens "
        "it again.",
        ("tilde",),
        "start_item",
        Group.PROGRESS,
    ),
    Command(
        "progress.split",
        "Split",
        "Divides the item into what is done and what remains, in the way the plan has of saying "
        "so.",
        ("s",),
        "split_item",
        Group.PROGRESS,
        show=True,
        label="split",
    ),
    Command(
        "progress.add",
        "Add below",
        "Adds open items below the one under the cursor: asks for one after the other until you "
        "leave.",
        ("a",),
        "add_item",
        Group.PROGRESS,
        show=True,
        label="add",
    ),
    Command(
        "progress.add_done",
        "Add what is done",
        "The same with items that are done and stamped with the time of now.",
        ("A",),
        "add_done_item",
        Group.PROGRESS,
    ),
    Command(
        "progress.move_down",
        "Move down",
        "Moves the item, with all that is nested in it, below the next one.",
        ("shift+down", "right_curly_bracket"),
        "move_item_down",
        Group.PROGRESS,
    ),
    Command(
        "progress.move_up",
        "Move up",
        "Moves it above the one before.",
        ("shift+up", "left_curly_bracket"),
        "move_item_up",
        Group.PROGRESS,
    ),
    Command(
        "progress.stamp",
        "Correct the time",
        "Writes another time into the item's stamp: 14:30, 2026-11-20 14:30, now or -5m; nothing "
        "at all takes the stamp away.",
        ("T",),
        "correct_stamp",
        Group.PROGRESS,
    ),
    Command(
        "progress.delete",
        "Delete",
        "Shows the lines that would go, the item's with all that is nested in it; the same key "
        "again deletes them.",
        ("x",),
        "delete_item",
        Group.PROGRESS,
    ),
)
