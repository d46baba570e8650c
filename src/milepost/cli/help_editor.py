"""The help pages of the verbs around the editor."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")

WATCH = Page(
    usage=("milepost watch PLAN [--plain] [--json]",),
    lead=(
        "Follows a plan without a screen: first a line that says how it stands, then a sentence "
        "for everything that happens to it, at once and with the time in UTC. For screen readers, "
        "logs and scripts. Ctrl+C ends it."
    ),
    groups=(
        Group(
            "Arguments",
            (("PLAN", "A plan, or a directory with one plan below it. It is waited for."),),
        ),
        Group(
            "Options",
            (
                ("--plain", "Lines of text, as without it."),
                ("--json", "One JSON object a line: at, event, sentence, text."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost watch plan.md", ""),
                ("milepost watch plan.md --json >> plan.log", "A log for programs."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It was ended by Ctrl+C."),
                ("2", "The command line could not be read; stderr says why."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
)

THEMES = Page(
    usage=("milepost themes [--json]",),
    lead=(
        "Lists the editor's themes with a sample of each: those that come with Milepost, and your "
        "own, which are files in milepost/themes/ where your configuration is kept. A file that "
        "is no theme is named with the reason; so are colours that are hard to read."
    ),
    groups=(
        Group("Options", (("--json", "For programs: themes and mistakes."), _HELP)),
        Group(
            "Examples",
            (
                ("milepost themes", ""),
                ("milepost themes --json", "With every colour."),
            ),
        ),
    ),
)

PAGES = {"watch": WATCH, "themes": THEMES}
