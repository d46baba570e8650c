"""The help page of the hooks of coding agents."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

HOOK = Page(
    usage=(
        "milepost hook install HOST [--user] [--dry-run]",
        "milepost hook uninstall HOST [--user] [--dry-run]",
        "milepost hook show HOST [--user]",
    ),
    lead=(
        "Lets a coding agent hear, right after it has edited a plan, which errors that brought "
        "in and what you did to the plan meanwhile. What is no plan costs a fiftieth of a "
        "second. Nothing is ever fixed or run by it."
    ),
    groups=(
        Group(
            "Hosts",
            (
                ("claude", "Claude Code: .claude/settings.json"),
                ("codex", "Codex: .codex/hooks.json"),
                ("gemini", "Gemini CLI: .gemini/settings.json"),
                ("cursor", "Cursor: .cursor/hooks.json"),
            ),
        ),
        Group(
            "Tasks",
            (
                ("install", "Add the hook to the project's configuration and show what changes."),
                ("uninstall", "Take it out; what you did not change since is as it was before."),
                ("show", "Print what is added, and say whether it is there."),
            ),
        ),
        Group(
            "Options",
            (
                ("--user", "In your own configuration, for all projects."),
                ("--dry-run", "Show what would change, and write nothing."),
                ("-h, --help", "Show this page."),
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost hook install claude --dry-run", "Look first."),
                ("milepost hook install codex --user", "For you, in all projects."),
                ("milepost hook uninstall cursor", ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It is done, or was before."),
                ("1", "With show: the hook is not there."),
                ("2", "The configuration was left alone; stderr says why, and what to add."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
    close=(
        "`milepost hook HOST` is what the host runs: it reads the host's JSON on stdin and "
        "answers as the host wants it."
    ),
)

PAGES = {"hook": HOOK}
"""The page of each verb that is about hooks."""
