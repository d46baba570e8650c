"""The keys of the configuration as data: for `config show`, and for `docs/config.md`."""

from __future__ import annotations

from dataclasses import dataclass

ON, OFF = True, False
SEVERITIES = ("error", "warning", "info", "off")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a configuration file."""

    name: str
    form: str
    """What its value is, in words."""
    default: object
    """As TOML would have it; `None` for what only the rules know."""
    help: str
    example: str
    """A piece of a `milepost.toml`."""


KEYS = (
    Key(
        "select",
        "list of rules",
        [],
        "Run these rules and no others; without it, all of them. A rule is named by its code "
        "(`MP202`), its name (`undated-done-item`) or the beginning of codes (`MP2`).",
        'select = ["MP1", "MP2", "vague-instruction"]',
    ),
    Key(
        "extend-select",
        "list of rules",
        [],
        "Run these rules besides. Of two patterns that fit a rule the longer decides, and of two "
        "that are equally long `ignore` wins: this brings single rules back that `ignore` leaves "
        "out by the beginning of their codes.",
        'ignore = ["MP1"]\nextend-select = ["MP101"]',
    ),
    Key(
        "ignore",
        "list of rules",
        [],
        "Do not run these rules.",
        'ignore = ["fenced-block", "MP207"]',
    ),
    Key(
        "severity",
        "table of rules",
        {},
        "How bad the findings of a rule are: `error`, `warning`, `info`, or `off` for a rule that "
        "is not to run. `--strict` makes errors of warnings afterwards.",
        '[severity]\nMP3 = "info"\nundefined-term = "off"',
    ),
    Key(
        "profile",
        "name of a profile",
        "execplan",
        "Which sections a plan must have: `execplan` (eight are required, four expected), "
        "`cookbook` (all twelve are required), `living` (the four that are kept up to date), "
        "`compat` (as the original validator checks), or one from `profiles`. A plan may choose "
        "another one for itself, by `milepost-profile: NAME` in its front matter, but not "
        "`compat`. With `compat`, `milepost check PLAN` answers in the words of the original "
        "validator; asked for what that cannot do, such as another format, a choice of rules or "
        "fixes, Milepost answers itself and asks for the sections of `execplan`.",
        'profile = "cookbook"',
    ),
    Key(
        "sections",
        "table of titles",
        {},
        "What the project calls standard sections: its own title, and the standard one that is "
        "meant. The usual other names and translations are known without it.",
        '[sections]\n"Status Board" = "Progress"\n"How We Know" = "Validation and Acceptance"',
    ),
    Key(
        "profiles",
        "table of profiles",
        {},
        "Profiles of the project's own: the titles that are `required`, whose lack is an error, "
        "and those that are `expected`, whose lack is a warning. A title that is no standard "
        "section is one of the project's own.",
        "[profiles.service]\n"
        'required = ["Purpose", "Progress", "Rollout"]\n'
        'expected = ["Security", "Decision Log"]',
    ),
    Key(
        "terms",
        "list of words",
        None,
        "The terms of art that a plan has to define, instead of the list of `undefined-term`.",
        'terms = ["shard", "lease"]',
    ),
    Key(
        "extra-terms",
        "list of words",
        [],
        "Terms of art besides that list.",
        'extra-terms = ["tombstone"]',
    ),
    Key(
        "checklist-sections",
        "list of titles",
        [],
        "Sections, besides Progress, where checkboxes belong.",
        'checklist-sections = ["Review Gate"]',
    ),
    Key(
        "per-file",
        "table of paths",
        {},
        "What holds for some plans only: `ignore`, `severity` and `profile` by pattern of their "
        "path. Of several patterns that fit a plan, the later ones are laid over the earlier. `*` "
        "stays within one part of a path: `plans/*.md` are the plans in that folder, "
        "`plans/**` all that are below it, and `plans/` means the same.",
        '[per-file."plans/completed/**"]\nignore = ["MP4"]\nprofile = "living"',
    ),
    Key(
        "plans",
        "list of paths",
        [],
        "Where plans lie: patterns of paths that are searched first, before the usual folders.",
        'plans = ["work/*/PLAN.md"]',
    ),
    Key(
        "exclude",
        "list of paths",
        [],
        "Patterns of paths where no plan is looked for: files, or folders with all that is below "
        "them. A plan that is named is looked at all the same.",
        'exclude = ["plans/archive/", "*.draft.md"]',
    ),
    Key(
        "history",
        "true or false",
        ON,
        "Whether the editor and the verbs that write keep the versions of plans, outside the "
        "repository in a folder that only you can read. `--no-history` switches it off for one "
        "run.",
        "history = false",
    ),
    Key(
        "history-days",
        "number",
        180,
        "For how many days versions are kept; the newest of each plan stays.",
        "history-days = 30",
    ),
    Key(
        "history-megabytes",
        "number",
        128,
        "How much room the versions of all plans may take; beyond it the oldest go.",
        "history-megabytes = 20",
    ),
    Key(
        "sticky-ticks",
        "true or false",
        OFF,
        "Whether the editor ticks an item again by itself when somebody has written over your "
        "tick: twice at most, after that it only tells you.",
        "sticky-ticks = true",
    ),
    Key(
        "keys",
        "table of commands",
        {},
        "The editor's keys: the id of a command, and the key or the list of keys that runs it, or "
        "`false` for none. [keys.md](keys.md) lists the ids by place. A key is written as the "
        "editor shows it (`J`, `ctrl+o`, `f5`, `space`, `?`); two letters are typed one after the "
        "other (`]e`). Where two commands of a place have the same key, both keep those they have "
        "by default.",
        '[keys]\n"view.theme" = "f2"\n"go.back" = ["ctrl+o", "backspace"]\n"view.zoom" = false',
    ),
    Key(
        "theme",
        "name of a theme",
        "night-express",
        "The editor's colours at first; [themes.md](themes.md) lists the themes, and says how to "
        "make one. The theme that is chosen in the editor itself is kept until this key changes.",
        'theme = "timetable"',
    ),
    Key(
        "glyphs",
        "`unicode` or `ascii`",
        "",
        "Which signs the editor draws. Without it, those that the locale can show.",
        'glyphs = "ascii"',
    ),
    Key(
        "motion",
        "`full` or `reduced`",
        "full",
        "Whether the editor may move things across the screen; `reduced` shows every change at "
        "once.",
        'motion = "reduced"',
    ),
    Key(
        "clock",
        "`utc` or `local`",
        "utc",
        "In which time the rail shows when steps were done. The plan itself stays in UTC.",
        'clock = "local"',
    ),
)
"""In the order in which they are shown."""

PERSONAL = frozenset({"keys", "theme", "glyphs", "motion", "clock"})
"""Matters of taste: here a person's own file decides before the project's."""

PROFILE_KEYS = ("required", "expected")
OVERRIDE_KEYS = ("ignore", "severity", "profile")
