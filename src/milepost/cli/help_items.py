"""The help pages of what is done to a single item."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")
_ARGUMENTS = Group(
    "Arguments",
    (
        ("PLAN", "A plan, or a directory with a single one below it."),
        ("ITEM", "Text of one item of Progress: all of it, how it begins, or a part of it."),
    ),
)

_EXITS = Group(
    "Exit codes",
    (
        ("0", "It is in the file and on the disk, or was before; one line says which."),
        ("2", "Nothing was written: no such item, or several, or the file cannot be written."),
        ("3", "Milepost itself failed; stderr names a log that says how."),
    ),
)

TICK = Page(
    usage=("milepost tick PLAN (ITEM | --number N | --next) [OPTION ...]",),
    lead=(
        "Marks an item of Progress done and stamps it with the time, in the form that the plan "
        "uses, in UTC. Nothing else in the file changes, and what somebody else writes meanwhile "
        "is kept. An item that is done already keeps its stamp."
    ),
    groups=(
        _ARGUMENTS,
        Group(
            "Options",
            (
                ("--number N", "The item with this number, as `milepost progress` counts them."),
                ("--next", "The first item that is done in part, else the first open one."),
                ("--dry-run", "Print what would change, for `git apply`, and write nothing."),
                ("--json", "For programs: item, number, line, stamp, changed; error otherwise."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ('milepost tick plan.md "Write the parser"', ""),
                ("milepost tick plan.md --next", "What `milepost progress` shows as next."),
                ("milepost tick plan.md --number 4 --dry-run", "Only look."),
            ),
        ),
        _EXITS,
    ),
)

UNTICK = Page(
    usage=("milepost untick PLAN (ITEM | --number N | --next) [OPTION ...]",),
    lead=(
        "Opens a done item of Progress again and takes its stamp away. Nothing else in the file "
        "changes, and what somebody else writes meanwhile is kept."
    ),
    groups=(
        _ARGUMENTS,
        Group(
            "Options",
            (
                ("--number N", "The item with this number, as `milepost progress` counts them."),
                ("--next", "The item that was done last: takes `milepost tick --next` back."),
                ("--dry-run", "Print what would change, for `git apply`, and write nothing."),
                ("--json", "For programs: item, number, line, stamp, changed; error otherwise."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ('milepost untick plan.md "Write the parser"', ""),
                ("milepost untick plan.md --number 4 --dry-run", "Only look."),
            ),
        ),
        _EXITS,
    ),
)

PAGES = {"tick": TICK, "untick": UNTICK}
