"""The help pages of what is made for coding agents, and for those who set them up."""

from __future__ import annotations

from milepost.cli.help_page import Group, Page

_HELP = ("-h, --help", "Show this page.")
_BUG = ("3", "Milepost itself failed; stderr names a log that says how.")
_PLAN = Group("Arguments", (("PLAN", "A plan, or a directory with a single one below it."),))
_CONFIG = (
    ("--config FILE", "Read this configuration and no other."),
    ("--isolated", "Read no configuration."),
)
_CHECKING = (
    ("--select CODES", "Only these rules: codes, their beginnings, or names."),
    ("--ignore CODES", "Not these rules. Of two that fit, the longer decides."),
    ("--strict", "Count warnings as errors."),
    ("--profile NAME", "The profile that says which sections a plan must have."),
    *_CONFIG,
)

STATUS = Page(
    usage=("milepost status PLAN [--json]",),
    lead=(
        "Says in one line what somebody must know who goes on with a plan and has nothing else: "
        "how much is done, which item is next and by which number `milepost tick` knows it, what "
        "is left of items done in part, what was decided last, what a check finds, and whether "
        "the living sections keep up with the work."
    ),
    groups=(
        _PLAN,
        Group(
            "Options",
            (
                ("--json", "For programs: next, partials, last_decision, findings, lags and more."),
                *_CHECKING,
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost status plan.md", ""),
                ("milepost status plan.md --json", "For a script."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "The plan was read, whatever it says."),
                ("2", "The command line or the file could not be read; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

READY = Page(
    usage=("milepost ready PLAN [--json]",),
    lead=(
        "Says whether a plan is fit to be started: a check finds no error in it, no section is "
        "empty, no guidance or placeholder is left, no decision is left to the reader, the "
        "validation has a command and an expected result, and each milestone its proof."
    ),
    groups=(
        _PLAN,
        Group("Options", (("--json", "For programs: ready, and missing."), *_CHECKING, _HELP)),
        Group(
            "Examples",
            (
                ("milepost ready plan.md", ""),
                ("milepost ready plan.md --strict --json", "For a script that is severe."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It is fit to be started."),
                ("1", "It is not; each line says what is in the way."),
                ("2", "The command line or the file could not be read; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

FINISH = Page(
    usage=("milepost finish PLAN [--json]",),
    lead=(
        "Says whether a plan can be called finished: every item is done, blocked or put off with "
        "a reason, or cancelled; Outcomes & Retrospective is written; and no living section says "
        "any more that something is to come. Nothing is written."
    ),
    groups=(
        _PLAN,
        Group(
            "How an item says so",
            (
                ("- [-] TEXT", "Cancelled; so is a text that is struck out with ~~."),
                ("(cancelled: REASON)", "The same in words; also dropped, superseded, descoped."),
                ("(blocked: REASON)", "Also blocked by, deferred, postponed, on hold."),
            ),
        ),
        Group("Options", (("--json", "For programs: finished, and missing."), *_CONFIG, _HELP)),
        Group(
            "Examples",
            (
                (
                    "milepost finish plan.md && git mv plan.md plans/completed/",
                    "Move what is finished.",
                ),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It is finished."),
                ("1", "It is not; each line says what is in the way."),
                ("2", "The command line or the file could not be read; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

SKILL = Page(
    usage=(
        "milepost skill install [--codex | --claude | --all] [--user] [--dry-run] [--force]",
        "milepost skill uninstall [--codex | --claude | --all] [--user] [--dry-run]",
        "milepost skill show [FILE]",
    ),
    lead=(
        "Puts the skill `exec-plan` where coding agents find it: guidance on writing plans and "
        "working from them, a template, and three scripts that run with a bare Python. Files that "
        "you have changed are kept; uninstall removes what Milepost wrote and nothing else."
    ),
    groups=(
        Group("Arguments", (("FILE", "Print this file of the skill, such as SKILL.md."),)),
        Group(
            "Options",
            (
                ("--codex", "Only .agents/skills/exec-plan, where Codex and others look."),
                ("--claude", "Only .claude/skills/exec-plan, where Claude Code looks."),
                ("--all", "Both; this is the default."),
                ("--user", "In your home instead of the root of the repository."),
                ("--dir PATH", "In this folder of skills instead."),
                ("--force", "Write over files that you have changed, too."),
                ("--dry-run", "Only say what would become of each file."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost skill install", "For everybody who works in this repository."),
                ("milepost skill install --claude --user", "For you, in all repositories."),
                ("milepost skill show failure-modes.md", ""),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It is done; stderr names files that were kept."),
                ("2", "The command line could not be read, or a file not be written."),
                _BUG,
            ),
        ),
    ),
)

AGENTS_MD = Page(
    usage=("milepost agents-md [--insert | --update | --remove] [--file FILE] [--dry-run]",),
    lead=(
        "Prints the part of AGENTS.md that makes coding agents use ExecPlans, keep them true and "
        "run the check. Between its two markers Milepost keeps it up to date; every other byte of "
        "the file stays as it is."
    ),
    groups=(
        Group(
            "Options",
            (
                ("--insert", "Put it at the end of the file, or up to date where it is."),
                ("--update", "Put it up to date where it is."),
                ("--remove", "Take it away: the file is as it was before --insert."),
                ("--file FILE", "AGENTS.md, CLAUDE.md or another. Default: AGENTS.md in the root."),
                ("--dry-run", "Print what would change, and write nothing."),
                _HELP,
            ),
        ),
        Group(
            "Examples",
            (
                ("milepost agents-md", "Only look."),
                ("milepost agents-md --insert", ""),
                ("milepost agents-md --insert --file CLAUDE.md", "For Claude Code."),
            ),
        ),
        Group(
            "Exit codes",
            (
                ("0", "It is so now, or was before."),
                ("2", "Nothing was written; stderr says why."),
                _BUG,
            ),
        ),
    ),
)

COMPLETION = Page(
    usage=("milepost completion bash | zsh | fish",),
    lead=(
        "Prints a script by which a shell completes verbs, options, their values, rule codes and "
        "files."
    ),
    groups=(
        Group("Options", (_HELP,)),
        Group(
            "Examples",
            (
                ("source <(milepost completion bash)", "In ~/.bashrc."),
                ("source <(milepost completion zsh)", "In ~/.zshrc, after compinit."),
                ("milepost completion fish | source", "In ~/.config/fish/config.fish."),
            ),
        ),
    ),
)

PAGES = {
    "status": STATUS,
    "ready": READY,
    "finish": FINISH,
    "skill": SKILL,
    "agents-md": AGENTS_MD,
    "completion": COMPLETION,
}
