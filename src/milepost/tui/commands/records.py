"""Commands that write into the living sections."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "record.decision",
        "Note a decision",
        "Asks what was decided and why, and writes it into the Decision Log as its entries are "
        "written.",
        ("D",),
        "note_decision",
        Group.RECORDS,
        show=True,
        label="decision",
    ),
    Command(
        "record.surprise",
        "Note a surprise",
        "Asks what was observed and what proves it; what is pasted is kept as it is, in a block.",
        ("S",),
        "note_surprise",
        Group.RECORDS,
    ),
    Command(
        "record.outcome",
        "Note an outcome",
        "Asks what was achieved, what is left, what was learnt.",
        ("O",),
        "note_outcome",
        Group.RECORDS,
    ),
    Command(
        "record.revision",
        "Note a revision",
        "Asks what of the plan was changed and why; what has changed since the last such note is "
        "filled in.",
        ("R",),
        "note_revision",
        Group.RECORDS,
    ),
)
