"""Commands that fold sections to their headings."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "fold.close",
        "Fold",
        "Shows of the section under the cursor no more than its heading; once more, of the one "
        "around it. Folds stay with their sections whatever is written there, and open for what "
        "you go to.",
        ("left",),
        "fold",
        Group.VIEW,
    ),
    Command(
        "fold.open",
        "Unfold",
        "Shows what is in the folded section under the cursor.",
        ("right",),
        "unfold",
        Group.VIEW,
        show=True,
        label="unfold",
    ),
    Command(
        "fold.close_all",
        "Fold all sections",
        "Shows no more than the headings of the sections; what is folded within them stays so.",
        ("shift+left",),
        "fold_all",
        Group.VIEW,
    ),
    Command(
        "fold.open_all",
        "Unfold all sections",
        "Shows the whole plan.",
        ("shift+right",),
        "unfold_all",
        Group.VIEW,
    ),
)
