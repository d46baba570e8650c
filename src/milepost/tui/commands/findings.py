"""Commands on findings."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "finding.explain",
        "Explain",
        "Opens the page of the rule: what it finds and why, what is better, when to silence it.",
        ("K",),
        "explain",
        Group.FINDINGS,
        show=True,
        label="explain",
    ),
    Command(
        "finding.next",
        "Next finding",
        "To the next finding in the plan.",
        ("right_square_bracket d",),
        "next_finding",
        Group.FINDINGS,
        show=True,
        label="next finding",
    ),
    Command(
        "finding.previous",
        "Previous finding",
        "To the finding before.",
        ("left_square_bracket d",),
        "previous_finding",
        Group.FINDINGS,
    ),
)
