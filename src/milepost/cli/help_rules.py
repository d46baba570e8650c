"""The help pages of the rules and of the configuration that chooses among them."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")

CONFIG = Page(
    usage=(
        "milepost config show [PATH] [--config FILE] [--json]",
        "milepost config path [PATH] [--json]",
        "milepost config init [PATH] [--dry-run]",
    ),
    lead=(
        "Shows every key of the configuration with its value and the file that gave it, or the "
        "files alone; or writes a milepost.toml with every key and an example, all in comments. "
        "The nearest milepost.toml, .milepost.toml or pyproject.toml with a table "
        "[tool.milepost] counts, up to the root of the repository; what it does not set comes "
        "from milepost/milepost.toml in your own configuration directory."
    ),
    groups=(
        Group("Arguments", (("PATH", "A plan or directory to ask for. Default: here."),)),
        Group(
            "Options",
            (
                ("--config FILE", "Read this file and no other."),
                ("--json", "For programs; an origin of null is the default."),
                ("--dry-run", "With init: print it, and write nothing."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost config show", ""),
                ("milepost config show plans/importer.md", "What holds for this plan."),
                ("milepost config path --json", "Only the files."),
                ("milepost config init", "To the root of the repository."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "The configuration was read or written, or there is none."),
                ("2", "It cannot be followed; stderr names each mistake. With init: there is one."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
)

RULE = Page(
    usage=("milepost rule [RULE] [--json]",),
    lead=(
        "Prints the page of a rule: what it finds, why, examples, and when to suppress it. "
        "Without a rule it lists all of them."
    ),
    groups=(
        Group("Arguments", (("RULE", "A code such as MP202, a name, or the beginning of codes."),)),
        Group("Options", (("--json", "For programs."), _HELP)),
        Group(
            "Examples",
            (
                ("milepost rule MP202", ""),
                ("milepost rule undated-done-item", "The same, by name."),
                ("milepost rule MP4", "All whose codes begin so."),
            ),
        ),
    ),
)

PAGES = {"config": CONFIG, "rule": RULE}
