"""The help pages of what adds to a plan."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")
_PLAN = ("PLAN", "A plan, or a directory with a single one below it.")
_DRY_RUN = ("--dry-run", "Print what would change, for `git apply`, and write nothing.")
_BUG = ("3", "Milepost itself failed; stderr names a log that says how.")
_WRITTEN = ("0", "It is in the file and on the disk; one line says where.")

ADD = Page(
    usage=("milepost add PLAN TEXT [--done] [--after ITEM | --under HEADING] [OPTION ...]",),
    lead=(
        "Adds an item to Progress, written as the others there are: their bullet, their "
        "indentation, their form of a stamp. Whatever the text holds, it stays one item; nothing "
        "else in the file changes, and what somebody else writes meanwhile is kept."
    ),
    groups=(
        Group("Arguments", (_PLAN, ("TEXT", "What is to be done, or was."))),
        Group(
            "Options",
            (
                ("--done", "It is done: stamp it with the time, in UTC."),
                ("--after ITEM", "Behind the item with this text and all that is nested in it."),
                ("--under HEADING", "At the end of the list below this heading of Progress."),
                _DRY_RUN,
                ("--json", "For programs: item, number, line, stamp, changed; error otherwise."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ('milepost add plan.md "Write the parser"', "At the end."),
                ('milepost add plan.md --done "Read the parser"', "What was done besides."),
                ('milepost add plan.md "Test it" --after "Write the parser"', ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                _WRITTEN,
                ("2", "Nothing was written: no such place, or the file cannot be written."),
                _BUG,
            ),
        ),
    ),
)

SPLIT = Page(
    usage=(
        "milepost split PLAN (ITEM | --number N | --next) --done TEXT --remaining TEXT "
        "[OPTION ...]",
    ),
    lead=(
        "Divides an item that is done in part. It becomes a done item with a stamp and an open "
        "one, worded as you say; where the plan has items that remark what is completed and what "
        "remains of them, such a remark is added instead."
    ),
    groups=(
        Group(
            "Arguments",
            (
                _PLAN,
                ("ITEM", "Text of one item of Progress: all of it, its beginning, or a part."),
            ),
        ),
        Group(
            "Options",
            (
                ("--done TEXT", "What is done of it."),
                ("--remaining TEXT", "What remains of it."),
                ("--as items", "Make two items of it, whatever the plan does elsewhere."),
                ("--as remark", "Add a remark (completed: ...; remaining: ...)."),
                ("--number N", "The item with this number, as `milepost progress` counts them."),
                ("--next", "The first item that is done in part, else the first open one."),
                _DRY_RUN,
                ("--json", "For programs: done and remaining, or the item with its remark."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                (
                    "milepost split plan.md --next --done "
                    '"Parse the header" --remaining "Parse the body"',
                    "",
                ),
            ),
        ),
        Group(
            "Exit codes",
            (
                _WRITTEN,
                ("2", "Nothing was written: no such item, or the file cannot be written."),
                _BUG,
            ),
        ),
    ),
)

NOTE = Page(
    usage=(
        "milepost note decision PLAN TEXT --rationale TEXT [--author NAME] [OPTION ...]",
        "milepost note surprise PLAN TEXT --evidence (TEXT | -) [OPTION ...]",
        "milepost note outcome PLAN TEXT [OPTION ...]",
        "milepost note revision PLAN TEXT [OPTION ...]",
    ),
    lead=(
        "Records in a plan what was decided, found, achieved or changed: at the end of the section "
        "for it, dated in UTC, in the form that the section uses already, be that bullets, a "
        "table, headings or paragraphs. The first entry takes the place of words such as `None "
        "yet.`. What somebody else writes meanwhile is kept."
    ),
    groups=(
        Group(
            "Arguments",
            (
                _PLAN,
                ("TEXT", "What was decided or observed; of a revision, what changed and why."),
            ),
        ),
        Group(
            "Options",
            (
                ("--rationale TEXT", "Why it was decided so."),
                ("--author NAME", "Who decided it. Default: the name that git knows here."),
                ("--evidence TEXT", "What proves it; several lines are kept as they are."),
                ("--evidence -", "The same from stdin: pipe the output of a command into it."),
                _DRY_RUN,
                ("--json", "For programs: section, entry, line, changed; error otherwise."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                (
                    'milepost note decision plan.md "Read line by line" '
                    '--rationale "A dump may be larger than the memory"',
                    "",
                ),
                ('make test 2>&1 | milepost note surprise plan.md "A test fails" --evidence -', ""),
                ('milepost note revision plan.md "Split milestone 2, which was too large"', ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                _WRITTEN,
                ("2", "Nothing was written: the command line or the file could not be read."),
                _BUG,
            ),
        ),
    ),
)

PAGES = {"add": ADD, "split": SPLIT, "note": NOTE}
