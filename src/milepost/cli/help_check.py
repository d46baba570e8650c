"""The help pages of checking and fixing."""

from __future__ import annotations

from milepost.cli.help_page import EXITS, Group, Page

_HELP = ("-h, --help", "Show this page.")

CHECK = Page(
    usage=("milepost check [PATH ...] [OPTION ...]",),
    lead=(
        "Reads each plan as its format is defined and says what is wrong: missing sections, done "
        "items without a date, vague instructions, references to what the reader does not have. "
        "Findings go to stdout, everything else to stderr."
    ),
    groups=(
        Group(
            "Arguments",
            (
                (
                    "PATH",
                    "A plan, or a directory below which all plans are checked. Default: here.",
                ),
                ("-", "The text on stdin."),
            ),
        ),
        Group(
            "Options",
            (
                ("--output-format FORMAT", "full: each finding with its line (default)."),
                ("", "concise: one line each, path:line:col: severity CODE message."),
                ("", "grouped: one line each, under the name of the plan."),
                ("", "json, json-lines: for programs; json holds a schema_version."),
                ("", "github, gitlab, sarif, junit: for what shows findings in reviews."),
                ("", "agent: few words for a coding agent, the worst first."),
                ("--statistics", "How often each rule found something, instead of where."),
                ("--strict", "Count warnings as errors."),
                ("--fail-on LEVEL", "Exit 1 from error (default), warning or info on; or never."),
                ("--exit-zero", "Exit 0 whatever was found."),
                ("--only-plans", "Pass over named files that are no plans, as hooks need it."),
                ("--select CODES", "Only these rules: codes, their beginnings, or names."),
                ("--ignore CODES", "Not these rules. Of two that fit, the longer decides."),
                ("--fix", "Mend what can be mended without thinking, and tell the rest."),
                ("--diff", "Only print what --fix would change, and exit 1 if anything would."),
                ("--unsafe-fixes", "With one of these: also what only probably was meant."),
                ("--profile NAME", "The profile that says which sections a plan must have."),
                ("--config FILE", "Read this configuration and no other."),
                ("--isolated", "Read no configuration."),
                ("--no-cache", "Check again what was checked before and has not changed."),
                ("--since REV", "Also say what has been lost since: a commit, or a version that"),
                ("", "`milepost history` lists, by its number or as @{2 hours ago}."),
                ("--compat", "Answer as validate_plan.py does, in its words; exit 0 or 1."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost check", "All plans below here."),
                ("milepost check plan.md --output-format concise", "For an editor."),
                ("milepost check plans --ignore MP103,MP203", "Without two of the rules."),
                ("milepost check - < plan.md", "What another program writes."),
            ),
        ),
        Group(
            "Silencing a finding",
            (
                ("<!-- milepost-disable-line MP502 -- why -->", ""),
                ("<!-- milepost-disable-next-line MP502 -- why -->", ""),
                ("<!-- milepost-disable-file MP502 -- why -->", ""),
                ("<!-- milepost-disable MP502 -->", "Up to <!-- milepost-enable -->."),
            ),
        ),
        EXITS,
    ),
    close=(
        "Below a directory, a plan is a Markdown file with a heading for Progress and two more "
        "of the standard sections. Hidden folders are passed over, except .plans, .agent, "
        ".agents and .claude, and so is what `exclude` in the configuration names. A file that "
        "is named is checked whatever it is. More on silencing: docs/suppressing.md."
    ),
)

FIX = Page(
    usage=("milepost fix PATH ... [OPTION ...]",),
    lead=(
        "Applies the fixes of the rules until nothing is left to fix. A plan that somebody else "
        "writes meanwhile is fixed as they left it; what a comment in it suppresses stays."
    ),
    groups=(
        Group(
            "Arguments",
            (
                ("PATH", "A plan, or a directory: all plans below it."),
                ("-", "The text on stdin; the fixed text goes to stdout."),
            ),
        ),
        Group(
            "Options",
            (
                ("--unsafe-fixes", "Also those that only probably mean what the author meant."),
                ("--diff", "Print what would change, for `git apply`, and write nothing."),
                ("--select CODES", "Only these rules: codes, their beginnings, or names."),
                ("--ignore CODES", "Not these rules. Of two that fit, the longer decides."),
                ("--strict", "Count warnings that are left as errors."),
                ("--profile NAME", "The profile that says which sections a plan must have."),
                ("--config FILE", "Read this configuration and no other."),
                ("--isolated", "Read no configuration."),
                ("--only-plans", "Pass over named files that are no plans."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost fix plan.md", ""),
                ("milepost fix --diff plans", "Only look."),
                ("milepost fix --select MP902 .", "Remove suppressions of no use."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "No error is left; with --diff, nothing would change."),
                ("1", "Errors are left; with --diff, something would change."),
                ("2", "The command line or a file could not be read, or not be written."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
)

PAGES = {"check": CHECK, "validate": CHECK, "fix": FIX}
