"""Commands that mend what was found, and what somebody else has done."""

from __future__ import annotations

from milepost.tui.commands.model import Command, Group

COMMANDS = (
    Command(
        "alarm.mend",
        "Put it right",
        "Does what the alarm in the last lines offers: what somebody else has overwritten is made "
        "again, what is gone comes back.",
        ("r",),
        "mend_alarm",
        Group.FINDINGS,
        show=True,
        label="put right",
    ),
    Command(
        "conflict.open",
        "Decide the conflict",
        "Shows what both you and somebody else have changed, and takes you there to decide. "
        "Nothing of it is in the file until you do.",
        ("C",),
        "open_conflict",
        Group.FINDINGS,
        show=True,
        label="decide",
    ),
    Command(
        "front.close",
        "Close",
        "Closes what is open over the plan: the preview of a fix, a conflict for later, an alarm.",
        ("escape",),
        "close_front",
        Group.FINDINGS,
        show=True,
        label="close",
    ),
    Command(
        "finding.fix",
        "Fix",
        "Shows what would mend the finding; the same key again, or that of going there, does it.",
        ("f",),
        "fix",
        Group.FINDINGS,
        show=True,
        label="fix",
    ),
    Command(
        "finding.fix_all",
        "All safe fixes",
        "Shows everything that can be mended without thinking, to do it in one step.",
        ("F",),
        "fix_all",
        Group.FINDINGS,
    ),
    Command(
        "finding.suppress",
        "Silence here",
        "Writes a comment that silences the finding at this place, with a reason if you give one.",
        ("i",),
        "suppress",
        Group.FINDINGS,
    ),
    Command(
        "finding.copy",
        "Copy for the agent",
        "Copies the finding as an instruction: where it is, what is wrong, what is wanted, how to "
        "check it.",
        ("y",),
        "copy_finding",
        Group.FINDINGS,
    ),
)
