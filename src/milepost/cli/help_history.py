"""The help pages of what looks into the past of a plan."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")
_BUG = ("3", "Milepost itself failed; stderr names a log that says how.")
_REVISIONS = Group(
    "Versions",
    (
        ("12", "The number that `milepost history` shows."),
        ("3f2a91c0", "The beginning of its digest, at least four digits."),
        ("@{2026-01-31 09:30}", "The one that was there at that time, in UTC."),
        ("@{2 hours ago}", "The same; minutes, hours, days or weeks."),
    ),
)

HISTORY = Page(
    usage=("milepost history PLAN [--json] [--limit N]",),
    lead=(
        "Lists the versions a plan had while Milepost had it open, newest first: when each was "
        "seen, who wrote it and what it changed. A plan that was moved keeps its history."
    ),
    groups=(
        Group("Arguments", (("PLAN", "A plan, even one that was deleted."),)),
        Group(
            "Options",
            (
                ("--limit N", "At most so many versions; 20 without it."),
                ("--json", "For programs."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost history plan.md", ""),
                ("milepost history plan.md --limit 1 --json", "The newest, for a script."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "There are versions."),
                ("1", "Nothing is recorded of this plan."),
                ("2", "The command line could not be read; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

DIFF = Page(
    usage=("milepost diff PLAN [REV [REV]] [--json]",),
    lead=(
        "Prints what differs between two versions of a plan, as `git apply` reads it. With one "
        "version the other is the file as it is now; without any it is compared with the last "
        "version that was different."
    ),
    groups=(
        _REVISIONS,
        Group(
            "Options",
            (("--json", "For programs: before, after, changed, changes, diff; or error."), _HELP),
        ),
        Group(
            "Examples",
            (
                ("milepost diff plan.md", "The last change."),
                ("milepost diff plan.md 3 7", "Between two versions."),
                ('milepost diff plan.md "@{2 hours ago}"', "Since then."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "Nothing differs."),
                ("1", "Something does."),
                ("2", "The command line, the file or a version could not be read."),
                _BUG,
            ),
        ),
    ),
)

RESTORE = Page(
    usage=("milepost restore PLAN REV [--section NAME] [--dry-run] [--json]",),
    lead=(
        "Puts a plan back as it was, or one section of it. What the file holds now is kept as a "
        "version of its own; what somebody else writes meanwhile is never written over. A plan "
        "that was deleted comes back."
    ),
    groups=(
        _REVISIONS,
        Group(
            "Options",
            (
                ("--section NAME", "Only this section, such as Context or Progress / Stage 1."),
                ("--dry-run", "Print what would change, and write nothing."),
                ("--json", "For programs: version, section, changed, changes; or error."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost restore plan.md 12 --dry-run", "Look first."),
                ('milepost restore plan.md "@{1 hour ago}" --section Progress', ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "The plan reads like that now; with --dry-run, it does already."),
                ("1", "With --dry-run: something would change."),
                ("2", "Nothing was written; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

PAGES = {"history": HISTORY, "diff": DIFF, "restore": RESTORE}
