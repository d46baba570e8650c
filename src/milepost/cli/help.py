"""The help pages, and how they are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.cli.exits import Exit, UsageError
from milepost.cli.help_page import EXITS, Group, Page
from milepost.cli.output import Output
from milepost.report.cells import wrap
from milepost.report.style import PLAIN_WIDTH, Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT = 2
_GAP = 2
_WIDEST_TERM = 24
_NARROWEST_MEANING = 32

_HELP = ("-h, --help", "Show this page.")

MAIN = Page(
    usage=("milepost [PLAN | DIRECTORY]", "milepost VERB ..."),
    lead=(
        "Milepost shows, edits and checks ExecPlans: living Markdown plans that coding agents "
        "work from. Without a verb it opens the editor in this terminal."
    ),
    groups=(
        Group(
            "Watch and edit",
            (
                ("PLAN", "Open this file. One that does not exist yet is waited for."),
                ("DIRECTORY", "Open the plan below it, or choose one of several. Default: here."),
                ("watch PLAN", "Follow a plan as lines of text, without a screen."),
                ("themes", "List the editor's colours."),
                ("demo", "Play a sample plan with a simulated agent; takes a minute."),
            ),
        ),
        Group(
            "Ask on the command line",
            (
                ("check [PATH ...]", "Say what is wrong with plans, and where. Also: validate."),
                ("fix PATH ...", "Mend what can be mended without thinking."),
                ("progress PLAN", "Say how far a plan is, what is next and what is left."),
                ("history PLAN", "List the versions a plan had, and what each changed."),
                ("diff PLAN [REV]", "Show what differs between two of them, or from now."),
                ("restore PLAN REV", "Put a plan, or a section of it, back as it was."),
                ("init OUT TITLE", "Write a new plan with guidance in every section."),
                ("tick PLAN ITEM", "Mark an item done, beside whoever else writes the plan."),
                ("untick PLAN ITEM", "Open a done item again."),
                ("add PLAN TEXT", "Add an item, open or done."),
                ("split PLAN ITEM", "Divide an item into what is done and what remains."),
                ("note KIND PLAN TEXT", "Record a decision, surprise, outcome or revision."),
                ("status PLAN", "Say in one line where to go on."),
                ("ready PLAN", "Say whether a plan is fit to be started."),
                ("finish PLAN", "Say whether it can be called finished."),
                ("rule [RULE]", "Explain a rule, or list all."),
                ("config show [PATH]", "Say what the configuration comes to, and where."),
                ("hook install HOST", "Let a coding agent hear of errors as it edits a plan."),
                ("skill install", "Teach coding agents to work from plans."),
                ("agents-md", "Print or insert the part of AGENTS.md about plans."),
                ("completion SHELL", "Print the completion for bash, zsh or fish."),
                ("help VERB", "Explain a verb with all its options."),
            ),
        ),
        Group(
            "Options",
            (
                _HELP,
                ("-V, --version", "Show the version."),
                ("--no-history", "Keep no versions of plans in this run; with any verb, too."),
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost", "Open the plan that is somewhere below here."),
                ("milepost plans/importer.md", "Open this one beside the agent that works on it."),
                ("milepost check --strict plans", "For a hook or CI: warnings fail, too."),
                ("milepost progress plans/importer.md --json", "For a script."),
                ('milepost init plans/importer.md "Teach the importer to resume"', ""),
            ),
        ),
        EXITS,
    ),
    close=(
        "A file that is named like a verb is opened as ./check. Without a terminal, `milepost "
        "PLAN` prints the progress instead of opening the editor. NO_COLOR and FORCE_COLOR are "
        "respected."
    ),
)

PROGRESS = Page(
    usage=("milepost progress PLAN [--json]",),
    lead=(
        "Shows how many items of the Progress section are done, what is next, what is left of "
        "items done in part, and when each of the others was finished; each with the number by "
        "which `milepost tick` knows it."
    ),
    groups=(
        Group(
            "Arguments",
            (("PLAN", "A plan, or a directory: with several plans below it, one line for each."),),
        ),
        Group(
            "Options",
            (
                (
                    "--json",
                    "For programs: completed, remaining, partial, total, completion_pct, title, "
                    "next and items; error when the file could not be read.",
                ),
                ("--compat", "Answer as parse_progress.py does, in its words; exit 0 or 1."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost progress plan.md", ""),
                ("milepost progress plans", "One line for each plan below."),
                ("milepost progress plan.md --json", "For a script."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "The plan was read, even if it has no Progress section."),
                ("2", "The command line or the file could not be read; stderr says why."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
)

INIT = Page(
    usage=('milepost init OUT "TITLE" [--purpose TEXT] [--profile NAME]',),
    lead=(
        "Writes a new plan: the sections that its profile asks for, usually all twelve, each with "
        "guidance on what belongs there. `milepost check` reports guidance that was not replaced "
        "yet."
    ),
    groups=(
        Group(
            "Arguments",
            (
                ("OUT", "The new file. Its directories are made; a file that exists is kept."),
                ("TITLE", "What the plan is to achieve, short: an imperative reads best."),
            ),
        ),
        Group(
            "Options",
            (
                ("--purpose TEXT", "What a person can do when the plan is done."),
                ("--profile NAME", "The profile that says which. Default: the configuration's."),
                ("--compat", "Answer as init_plan.py does, in its words; exit 0 or 1."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ('milepost init plans/importer.md "Teach the importer to resume"', ""),
                ('milepost init plan.md "Sort by date" --purpose "Newest entries come first."', ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "The file was written."),
                ("2", "It was not, and nothing was touched; stderr says why."),
                ("3", "Milepost itself failed; stderr names a log that says how."),
            ),
        ),
    ),
)

DEMO = Page(
    usage=("milepost demo",),
    lead=(
        "Opens the editor on a copy of a sample plan while a simulated agent works on it: items "
        "get done, a section is rewritten, a mistake shows up. Nothing outside a temporary "
        "directory is touched."
    ),
    groups=(
        Group("Options", (_HELP,)),
        Group("Examples", (("milepost demo", "In any directory."),)),
    ),
)

_PAGES = {
    "progress": PROGRESS,
    "init": INIT,
    "demo": DEMO,
    "help": MAIN,
}


def main(arguments: Sequence[str]) -> int:
    """Shows the page of the verb in `arguments`, or the first one; raises `UsageError`."""
    page = find_page(arguments[0] if arguments else "help")
    output = Output.standard()
    output.show(render_page(page, output.style))
    return Exit.CLEAN


def find_page(verb: str) -> Page:
    """The page of a verb; raises `UsageError`."""
    page = all_pages().get(verb)
    if page is None:
        raise UsageError(f"There is no verb {verb}. `milepost --help` lists them.")
    return page


def all_pages() -> dict[str, Page]:
    """The page of each verb."""
    # Deferred, because they are built from what is here.
    from milepost.cli import (
        help_agents,
        help_check,
        help_editor,
        help_edits,
        help_history,
        help_hook,
        help_items,
        help_rules,
    )

    more = (
        help_check,
        help_history,
        help_hook,
        help_items,
        help_edits,
        help_agents,
        help_rules,
        help_editor,
    )
    return _PAGES | {verb: page for module in more for verb, page in module.PAGES.items()}


def render_page(page: Page, style: Style) -> str:
    """The page, set to the width of the terminal; no line end after the last line."""
    return "\n".join(_page_lines(page, style))


def _page_lines(page: Page, style: Style) -> Iterator[str]:
    width = min(style.width, PLAIN_WIDTH)
    for row, usage in enumerate(page.usage):
        lead = "Usage: " if row == 0 else "       "
        yield style.paint(lead + usage, Tone.STRONG)
    yield ""
    yield from wrap(page.lead, width)
    column = _meaning_column(page, width)
    for group in page.groups:
        yield ""
        yield style.paint(group.heading, Tone.STRONG)
        yield from _row_lines(group.rows, column, width)
    if page.close:
        yield ""
        yield from wrap(page.close, width)


def _meaning_column(page: Page, width: int) -> int:
    """Where meanings start: right of the terms, or below them when that leaves too little room."""
    terms = (len(term) for group in page.groups for term, _ in group.rows)
    column = _INDENT + max(length for length in terms if length <= _WIDEST_TERM) + _GAP
    return column if width - column >= _NARROWEST_MEANING else _INDENT + _GAP


def _row_lines(rows: tuple[tuple[str, str], ...], column: int, width: int) -> Iterator[str]:
    for term, meaning in rows:
        lines = wrap(meaning, width - column)
        if len(term) <= column - _INDENT - _GAP:
            yield f"{' ' * _INDENT}{term:<{column - _INDENT}}{lines.pop(0)}".rstrip()
        else:
            yield f"{' ' * _INDENT}{term}"
        yield from (f"{' ' * column}{line}" for line in lines if line)
